import { type Change, changesBetween } from "../../schema/diff";
import { defineResource, fieldsOf } from "../../schema/define";
import type { Field } from "../../schema/fields";
import { type Properties, UNKNOWN } from "../../properties";
import { crossResource } from "./crossResource";
import {
  commonArguments,
  commonOutputs,
  dualArguments,
  dualOutputs,
  singleArguments,
  singleOutputs,
} from "./fields";
import { otherName } from "./otherNames";
import { type Mode, manyBlocks, modeOf } from "./peers";
import { jointRules } from "./rules";
import { warnings } from "./warnings";

/** What a connection of each mode can have, arguments and outputs. */
export const trees = {
  single: { ...commonArguments, ...commonOutputs, ...singleArguments, ...singleOutputs },
  dual: { ...commonArguments, ...commonOutputs, ...dualArguments, ...dualOutputs },
};

const fieldsOfMode: Readonly<Record<Mode, readonly Field[]>> = {
  single: fieldsOf({ ...commonArguments, ...singleArguments }),
  dual: fieldsOf({ ...commonArguments, ...dualArguments }),
};

/** The changes from what is to what is wanted; a change of mode is one change, which replaces. */
function changes(outputs: Properties, wanted: Properties): Change[] {
  const mode = modeOf(wanted);
  // Which of the two will be there isn't known yet.
  const isEither = wanted.tunnels === UNKNOWN && wanted.customerGatewayId !== undefined;
  if (modeOf(outputs) === mode && !isEither) {
    // The documented default of the version, ikev1, can't negotiate several blocks: then the present one is kept.
    const keepsVersion = manyBlocks(wanted).length > 0;
    return changesBetween(fieldsOfMode[mode], outputs, wanted).filter(
      ({ field, removed }) => !(keepsVersion && removed && field.path.endsWith("ikeConfig.ikeVersion")),
    );
  }
  const path = mode === "dual" ? "tunnels" : "customerGatewayId";
  const field: Field = { path, type: "string", change: "replaces" };
  return [{ field, to: wanted[path], removed: false }];
}

/** What a connection is. */
export const vpnConnection = defineResource({
  name: "VpnConnection",
  runtimeExport: "vpnConnection",
  idPrefix: "vco-",
  arguments: { ...commonArguments, ...singleArguments, ...dualArguments },
  outputs: { ...commonOutputs, ...singleOutputs, ...dualOutputs },
  jointRules,
  otherName,
  warnings,
  crossResource,
  fieldsFor: (properties) => fieldsOfMode[modeOf(properties)],
  changes,
});
