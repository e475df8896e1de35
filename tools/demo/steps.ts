import { isSecret, type StackState, type StateResource } from "../pulumi/plan";
import type { Journal } from "./journal";
import { ids, keys, type Scene } from "./scene";

/** What is known when a step is judged: the calls it caused, and the stack's state before and after. */
export interface Evidence {
  readonly journal: Journal;
  readonly before: StackState;
  readonly after: StackState;
}

export interface Step {
  readonly title: string;
  /** What happens before the command, and why. */
  readonly story: string;
  readonly prepare?: (scene: Scene) => Promise<void>;
  readonly command: readonly ["preview" | "up" | "refresh" | "destroy", ...string[]];
  /** The changes that the API has to have accepted, and no others. */
  readonly sends: readonly string[];
  /** What else is wrong. */
  readonly check: (evidence: Evidence) => (string | false)[];
}

export const find = (state: StackState, name: string): StateResource | undefined =>
  state.resources.find((resource) => resource.name === name && resource.custom);

const ours = ["staff", "office", "datacentre"];

const output = (state: StackState, name: string, property: string): string =>
  JSON.stringify(find(state, name)?.outputs[property]);

const sameIds = ({ before, after }: Evidence, ...names: string[]): (string | false)[] =>
  names.map(
    (name) => find(before, name)?.id !== find(after, name)?.id && `${name} has another id than before`,
  );

const inState = (state: StackState, names: readonly string[]): (string | false)[] =>
  ours.map((name) => {
    const there = find(state, name) !== undefined;
    if (there === names.includes(name)) return false;
    return there ? `${name} is in the state` : `${name} isn't in the state`;
  });

const expectOutput = (state: StackState, name: string, property: string, value: unknown): string | false => {
  const actual = output(state, name, property);
  return actual !== JSON.stringify(value) && `${name}.${property} is ${actual} in the state`;
};

const setConfig = async ({ project }: Scene, key: string, value: string, secret = false): Promise<void> => {
  const result = await project.config(key, value, { secret });
  if (result.code !== 0) throw new Error(`\`pulumi config set ${key}\` failed:\n${result.output}`);
};

export const steps: readonly Step[] = [
  {
    title: "Plan",
    story: "A program with staff access, an office and a data centre. A preview asks the API for no change.",
    command: ["preview"],
    sends: [],
    check: ({ after }) => inState(after, []),
  },
  {
    title: "Deploy",
    story:
      "Two gateways side by side; each takes one change at a time, so two on the branch gateway wait in line.",
    command: ["up"],
    sends: ["CreateSslVpnServer", "CreateVpnConnection ×2", "UnTagResources ×2"],
    check: ({ after, journal }) => [
      ...inState(after, ours),
      ...ours.map((name) => {
        const id = find(after, name)?.id ?? "";
        const made = journal.resourcesOf(name === "staff" ? "CreateSslVpnServer" : "CreateVpnConnection");
        return !made.includes(id) && `${name} has an id in the state (${id}) that the API didn't return`;
      }),
    ],
  },
  {
    title: "Plan again",
    story: "Nothing has changed, so there is nothing to do.",
    command: ["preview", "--expect-no-changes"],
    sends: [],
    check: (evidence) => sameIds(evidence, ...ours),
  },
  {
    title: "Change all three in place",
    story: "Another cipher for staff, a new key for the office, one more block in the data centre.",
    prepare: async (scene) => {
      await setConfig(scene, "staffCipher", "AES-128-CBC");
      await setConfig(scene, "officeKey", keys.newOffice, true);
      await setConfig(scene, "datacentreSubnets", '["172.20.0.0/16","172.21.0.0/16"]');
    },
    command: ["up"],
    sends: ["ModifySslVpnServer", "ModifyVpnConnectionAttribute ×2"],
    check: (evidence) => [
      ...sameIds(evidence, ...ours),
      expectOutput(evidence.after, "staff", "cipher", "AES-128-CBC"),
      expectOutput(evidence.after, "datacentre", "remoteSubnets", ["172.20.0.0/16", "172.21.0.0/16"]),
      !keyIsSecret(evidence.after) && "the office's key isn't a secret in the state",
    ],
  },
  {
    title: "Replace",
    story:
      "The office has moved: another customer gateway, which the API can't change, so the old one goes first.",
    prepare: (scene) => setConfig(scene, "officeCustomerGatewayId", ids.newOffice),
    command: ["up"],
    sends: ["DeleteVpnConnection", "CreateVpnConnection", "UnTagResources"],
    check: (evidence) => [
      ...sameIds(evidence, "staff", "datacentre"),
      find(evidence.before, "office")?.id === find(evidence.after, "office")?.id &&
        "the office wasn't replaced",
      expectOutput(evidence.after, "office", "customerGatewayId", ids.newOffice),
      evidence.journal.sent[0] !== "DeleteVpnConnection" &&
        "the new connection was made before the old one went",
    ],
  },
  {
    title: "Look for drift",
    story:
      "Behind Pulumi's back a colleague takes a block from the data centre and deletes the staff's server.",
    prepare: async ({ project, simulator }) => {
      const state = await project.state();
      simulator.edit(find(state, "datacentre")?.id ?? "", { RemoteSubnet: "172.20.0.0/16" });
      simulator.remove(find(state, "staff")?.id ?? "");
    },
    command: ["refresh"],
    sends: [],
    check: ({ after }) => [
      ...inState(after, ["office", "datacentre"]),
      expectOutput(after, "datacentre", "remoteSubnets", ["172.20.0.0/16"]),
    ],
  },
  {
    title: "Repair",
    story: "The next update puts both back as the program says.",
    command: ["up"],
    sends: ["CreateSslVpnServer", "ModifyVpnConnectionAttribute"],
    check: (evidence) => [
      ...inState(evidence.after, ours),
      ...sameIds(evidence, "office", "datacentre"),
      expectOutput(evidence.after, "datacentre", "remoteSubnets", ["172.20.0.0/16", "172.21.0.0/16"]),
    ],
  },
  {
    title: "Clean up",
    story: "Everything goes; the gateways themselves were never ours and stay.",
    command: ["destroy"],
    sends: ["DeleteSslVpnServer", "DeleteVpnConnection ×2"],
    check: ({ after, before, journal }) => [
      ...inState(after, []),
      ...ours.map((name) => {
        const deleted = journal.resourcesOf(name === "staff" ? "DeleteSslVpnServer" : "DeleteVpnConnection");
        return !deleted.includes(find(before, name)?.id ?? "") && `${name} wasn't deleted`;
      }),
    ],
  },
];

function keyIsSecret(state: StackState): boolean {
  const config = find(state, "office")?.outputs["ikeConfig"];
  return (
    typeof config === "object" &&
    config !== null &&
    (isSecret(config) || ("psk" in config && isSecret(config.psk)))
  );
}
