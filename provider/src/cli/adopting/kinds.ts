import type { Properties } from "../../properties";
import type { Failure } from "../../schema/check";
import type { Field } from "../../schema/fields";
import * as sslVpnServer from "../../resources/sslVpnServer/rules";
import * as vpnConnection from "../../resources/vpnConnection/rules";

/** A kind of resource that can be adopted. */
export interface Kind {
  /** Its class. */
  readonly name: "SslVpnServer" | "VpnConnection";
  readonly runtimeExport: string;
  /** The fields that a resource with these outputs can have. */
  fieldsFor(outputs: Properties): readonly Field[];
  failures(inputs: Properties): Failure[];
  complete(inputs: Properties): Properties;
}

export const server: Kind = {
  name: "SslVpnServer",
  runtimeExport: "sslVpnServer",
  fieldsFor: () => sslVpnServer.fields,
  failures: sslVpnServer.failures,
  complete: sslVpnServer.complete,
};

export const connection: Kind = {
  name: "VpnConnection",
  runtimeExport: "vpnConnection",
  fieldsFor: (outputs) => vpnConnection.fieldsOf(vpnConnection.modeOf(outputs)),
  failures: vpnConnection.failures,
  complete: vpnConnection.complete,
};
