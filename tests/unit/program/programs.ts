import * as pulumi from "@pulumi/pulumi";
import type { Definition } from "../../../provider/src/schema/define";
import { inputsOf } from "../../../provider/src/program/resourceInputs";
import { sslVpnServer } from "../../../provider/src/resources/sslVpnServer/definition";
import { vpnConnection } from "../../../provider/src/resources/vpnConnection/definition";

/** Warnings of a resource by itself aren't what these programs are about. */
const kinds: Record<"SslVpnServer" | "VpnConnection", Definition> = {
  SslVpnServer: { ...sslVpnServer, warnings: () => [] },
  VpnConnection: { ...vpnConnection, warnings: () => [] },
};

/** A declaration: class, name, arguments, options. */
export type Declaration = readonly [
  kind: keyof typeof kinds,
  name: string,
  args: Readonly<Record<string, unknown>>,
  options?: pulumi.CustomResourceOptions,
];

/** What a run of a program was told. */
export interface Told {
  /** The refusals, in the order of the declarations. */
  readonly refused: string[];
  readonly warned: string[];
}

/** What a component of the program is made by: a resource with an identity and nothing else. */
export const component = (type: string, name: string, parent?: pulumi.Resource): pulumi.Resource =>
  new pulumi.ComponentResource(type, name, {}, parent === undefined ? {} : { parent });

export async function useMocks(preview = true): Promise<void> {
  const mocks = {
    newResource: ({ name, inputs }: { name: string; inputs: unknown }) => ({
      id: `${name}-id`,
      state: inputs as Record<string, unknown>,
    }),
    call: () => ({}),
  };
  await pulumi.runtime.setMocks(mocks, "network", "prod", preview, "acme");
}

/** What the constructors of a program's resources say; the hidden input is what the registration waits for. */
export async function declare(declarations: readonly Declaration[]): Promise<string[]> {
  const inputs = declarations.map(([kind, name, args, options]) =>
    inputsOf(kinds[kind], name, args, options),
  );
  const outcomes = await Promise.allSettled(
    inputs.map(async ({ __arguments: kept }) => await (kept as Promise<undefined> | undefined)),
  );
  return outcomes.flatMap((outcome) => {
    if (outcome.status === "fulfilled") return [];
    expect(outcome.reason).toBeInstanceOf(pulumi.RunError);
    return [(outcome.reason as Error).message];
  });
}

/** One run of a program, with a stack of its own. */
export async function run(program: () => readonly Declaration[]): Promise<Told> {
  const log = jest.spyOn(pulumi.log, "warn").mockResolvedValue(undefined);
  let refused: string[] = [];
  await pulumi.runtime.runInPulumiStack(async () => {
    refused = await declare(program());
  });
  const warned = log.mock.calls.map(([message]) => message);
  log.mockRestore();
  return { refused, warned };
}

export const server: Declaration[2] = {
  vpnGatewayId: "vpn-1",
  clientIpPool: "10.250.0.0/24",
  localSubnets: ["10.0.0.0/16"],
};

export const connection: Declaration[2] = {
  vpnGatewayId: "vpn-1",
  customerGatewayId: "cgw-1",
  localSubnets: ["10.0.0.0/16"],
  remoteSubnets: ["192.168.0.0/24"],
  ikeConfig: { psk: "first-key", ikeVersion: "ikev2" },
};

const tunnel = (
  customerGatewayId: string,
  cidr: string,
  ikeConfig: object = { psk: `key-${customerGatewayId}` },
) => ({
  customerGatewayId,
  ikeConfig,
  bgpConfig: { tunnelCidr: cidr, localAsn: 65530 },
});

export const dual = (cidrs: readonly [string, string], ike?: object): Declaration[2] => ({
  vpnGatewayId: "vpn-2",
  localSubnets: ["10.0.0.0/16"],
  remoteSubnets: ["192.168.0.0/24"],
  enableTunnelsBgp: true,
  tunnels: { master: tunnel("cgw-1", cidrs[0], ike), slave: tunnel("cgw-2", cidrs[1]) },
});
