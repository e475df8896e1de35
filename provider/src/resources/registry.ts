import { sslVpnServer } from "./sslVpnServer/definition";
import { lifecycle as sslVpnServerLifecycle } from "./sslVpnServer/lifecycle";
import { preflight as sslVpnServerPreflight } from "./sslVpnServer/preflight";
import { vpnConnection } from "./vpnConnection/definition";
import { lifecycle as vpnConnectionLifecycle } from "./vpnConnection/lifecycle";
import { preflight as vpnConnectionPreflight } from "./vpnConnection/preflight";

/** Every resource of the package, what it is and what it does: each is an export of `runtime.ts`. */
export const resources = {
  sslVpnServer: {
    definition: sslVpnServer,
    lifecycle: sslVpnServerLifecycle,
    preflight: sslVpnServerPreflight,
  },
  vpnConnection: {
    definition: vpnConnection,
    lifecycle: vpnConnectionLifecycle,
    preflight: vpnConnectionPreflight,
  },
};
