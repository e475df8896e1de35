import type * as pulumi from "@pulumi/pulumi";
import { Adapter } from "./engine/adapter";
import { Session } from "./engine/session";
import { resources } from "./resources/registry";

/*
 * What the `__provider` text in people's state requires: this path and these names are permanent.
 *
 * The resource classes don't extend `pulumi.dynamic.Resource`: it would serialize these objects with all that they
 * reach (1.7 to 3.5 KB and about 250 ms per resource), and `destroy` would run the code of the day of creation.
 */
const session = new Session(process.argv.at(-1)?.match(/^[^\s/]+:\d+$/)?.[0]);

/** Behind `SslVpnServer`. */
export const sslVpnServer: pulumi.dynamic.ResourceProvider = new Adapter(resources.sslVpnServer, session);

/** Behind `VpnConnection`. */
export const vpnConnection: pulumi.dynamic.ResourceProvider = new Adapter(resources.vpnConnection, session);
