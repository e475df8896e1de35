/** For `npm run mutation`: the tests that need nothing but the rules. Those that find most come first. */
import { atOnce } from "./atOnce";
import "./sample";
import "../unit/sslVpnServer/rules.test";
import "../unit/sslVpnServer/changes.test";
import "../unit/vpnConnection/rules.test";
import "../unit/vpnConnection/peer.test";
import "../unit/vpnConnection/shangMi.test";
import "../unit/vpnConnection/changes.test";
import "../unit/rules/check.test";
import "../unit/rules/near.test";
import "../unit/rules/networks.test";
import "../unit/rules/fields.test";
import "../unit/rules/diff.test";
import "../agreement/warnings.test";
import "../unit/rules/ledger.test";

atOnce();
