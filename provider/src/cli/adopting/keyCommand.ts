import { VpnError } from "../../errors";
import { getPath, isRecord, asString } from "../../properties";
import { roles } from "../../resources/vpnConnection/fields";
import { modeOf } from "../../resources/vpnConnection/peers";
import { type Service, type ServiceFlags, serviceOf, settingsFrom } from "../service";
import type { Shell } from "../shell";
import type { Key } from "./adopted";

export interface KeyFlags extends ServiceFlags {
  readonly tunnel?: string;
  readonly show?: boolean;
}

/** Writes a connection's key for another program to read, never by accident onto a screen. */
export async function key(shell: Shell, id: string, flags: KeyFlags): Promise<void> {
  if (shell.outIsTerminal && flags.show !== true) {
    throw new VpnError("A key isn't written to a terminal unasked.", {
      advice: `Pass it on: alicloud-vpn key ${id} | pulumi config set --secret officeKey. Or give --show.`,
    });
  }
  const service = serviceOf(settingsFrom(flags, shell.env));
  const path = flags.tunnel === undefined ? "ikeConfig.psk" : `tunnels.${flags.tunnel}.ikeConfig.psk`;
  shell.out(await keyAt(service, { id, path }));
}

export async function keyAt(service: Service, { id, path }: Pick<Key, "id" | "path">): Promise<string> {
  const connection = await service.api.vpnConnection(id);
  if (connection === undefined) throw new VpnError(`There is no connection ${id} in ${service.regionId}.`);
  const value = asString(getPath(connection, path));
  if (value !== undefined) return value;
  if (isRecord(getPath(connection, path.replace(/\.psk$/, "")))) {
    throw new VpnError(`The service doesn't tell the key of ${id}.`, {
      advice: "Take it from where it was set, or set a new one in the program.",
    });
  }
  const advice =
    modeOf(connection) === "dual"
      ? `It has two tunnels: give --tunnel ${roles.join(" or --tunnel ")}.`
      : "It has one tunnel: leave --tunnel out.";
  throw new VpnError(`${id} has no key there.`, { advice });
}
