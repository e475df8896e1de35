/** For `npm run mutation`: the tests that need nothing but the rules. Those that find most come first. */
import { atOnce } from "./atOnce";
import "./sample";
import "../unit/sslVpnServer/rules.test";
import "../unit/sslVpnServer/changes.test";
import "../unit/vpnConnection/rules.test";
import "../unit/vpnConnection/peer.test";
import "../unit/vpnConnection/shangMi.test";
import "../unit/vpnConnection/changes.test";
import "../unit/schema/check.test";
import "../unit/schema/near.test";
import "../unit/schema/networks.test";
import "../unit/schema/fields.test";
import "../unit/schema/mapping.test";
import "../unit/schema/diff.test";
import "../agreement/warnings.test";
import "../unit/schema/ledger.test";

atOnce();
