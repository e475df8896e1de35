import { commonRules } from "./common";
import { customerGatewayRules } from "./customerGateway";
import { gatewayRules } from "./gateway";
import { idaasStateRules } from "./idaas";
import { sslStateRules, sslValueRules } from "./sslVpnServer";
import { tagCountRules, tagRules } from "./tags";
import { modeRules } from "./vpnConnectionModes";
import { connectionStateRules } from "./vpnConnectionState";
import { connectionValueRules } from "./vpnConnectionValues";
import type { Refusal, RuleSource, ValueRule } from "./rule";

/** In the order they are looked at. */
export const valueRules: readonly ValueRule[] = [
  ...commonRules,
  ...tagRules,
  ...sslValueRules,
  ...connectionValueRules,
  ...customerGatewayRules,
];

/** One line of the ledger: a rule without its predicate. */
export interface RuleEntry {
  readonly id: string;
  readonly operations: readonly string[];
  readonly parameters: readonly string[];
  readonly refusal: Refusal;
  readonly source: RuleSource;
}

/** Every rule the simulator applies, with the source of the rule and that of the code it answers with. */
export function ruleLedger(): RuleEntry[] {
  const states = [
    gatewayRules,
    tagCountRules,
    modeRules,
    connectionStateRules,
    sslStateRules,
    idaasStateRules,
  ].flat();
  const ofValues = valueRules.map(({ id, operations, parameters, refusal, source }) => {
    return { id, operations, parameters, refusal, source };
  });
  const ofStates = states.map(({ id, operations, parameter, refusal, source }) => {
    return { id, operations, parameters: [parameter], refusal, source };
  });
  return [...ofValues, ...ofStates];
}
