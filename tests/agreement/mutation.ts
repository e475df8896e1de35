/**
 * For `npm run mutation`: the tests that need nothing but the rules, in one file, so that a mutant is judged in a
 * second rather than in one for each file.
 */
import "../unit/rules/check.test";
import "../unit/rules/near.test";
import "../unit/rules/networks.test";
import "../unit/rules/fields.test";
import "../unit/rules/diff.test";
import "../unit/rules/ledger.test";
import "../unit/sslVpnServer/rules.test";
import "../unit/sslVpnServer/changes.test";
import "../unit/vpnConnection/rules.test";
import "../unit/vpnConnection/peer.test";
import "../unit/vpnConnection/shangMi.test";
import "../unit/vpnConnection/changes.test";
import "./warnings.test";
