import type * as pulumi from "@pulumi/pulumi";
import { Adapter } from "./engine/adapter";
import { Session } from "./engine/session";
import { lifecycle as sslVpnServerLifecycle } from "./resources/sslVpnServer/lifecycle";
import { preflight as sslVpnServerPreflight } from "./resources/sslVpnServer/preflight";
import * as sslVpnServerRules from "./resources/sslVpnServer/rules";
import { lifecycle as vpnConnectionLifecycle } from "./resources/vpnConnection/lifecycle";
import { preflight as vpnConnectionPreflight } from "./resources/vpnConnection/preflight";
import * as vpnConnectionRules from "./resources/vpnConnection/rules";

/*
 * What the `__provider` text in people's state requires: this path and these names are permanent.
 *
 * The resource classes don't extend `pulumi.dynamic.Resource`: it would serialize these objects with all that they
 * reach (1.7 to 3.5 KB and about 250 ms per resource), and `destroy` would run the code of the day of creation.
 */
const session = new Session(process.argv.at(-1)?.match(/^[^\s/]+:\d+$/)?.[0]);

/** Behind `SslVpnServer`. */
export const sslVpnServer: pulumi.dynamic.ResourceProvider = new Adapter(
  {
    name: "SslVpnServer",
    rules: sslVpnServerRules,
    lifecycle: sslVpnServerLifecycle,
    preflight: sslVpnServerPreflight,
  },
  session,
);

/** Behind `VpnConnection`. */
export const vpnConnection: pulumi.dynamic.ResourceProvider = new Adapter(
  {
    name: "VpnConnection",
    rules: vpnConnectionRules,
    lifecycle: vpnConnectionLifecycle,
    preflight: vpnConnectionPreflight,
  },
  session,
);
