import {
  TEST_ACCESS_KEY_ID,
  TEST_ACCESS_KEY_SECRET,
  startSimulator,
  type Simulator,
  type SimulatorOptions,
} from "pulumi-alicloud-vpn-simulator";
import type { Engine } from "../engine/ensure";
import { PulumiProject } from "../pulumi/project";

const REGION = "cn-hangzhou";
const COMMAND_LIMIT_MS = 45 * 60_000;

export interface Scene {
  readonly simulator: Simulator;
  readonly project: PulumiProject;
}

export interface SceneOptions {
  readonly engine: Engine;
  readonly program: string;
  readonly simulator: SimulatorOptions;
  readonly env?: Readonly<Record<string, string>>;
}

/** What is open, for a Ctrl-C; the last that was opened goes first. */
const cleanUps: (() => Promise<void>)[] = [];

export async function cleanUp(): Promise<void> {
  for (let next = cleanUps.pop(); next !== undefined; next = cleanUps.pop()) await next();
}

/** Runs `work` with a simulator and a stack of its own; both are gone afterwards. */
export async function withScene<T>(options: SceneOptions, work: (scene: Scene) => Promise<T>): Promise<T> {
  const simulator = await startSimulator({ region: REGION, ...options.simulator });
  cleanUps.push(() => simulator.close());
  try {
    const opening = PulumiProject.create({
      engine: options.engine,
      program: options.program,
      config: { "alicloud:region": REGION },
      timeoutMs: COMMAND_LIMIT_MS,
      env: {
        ALICLOUD_ACCESS_KEY: TEST_ACCESS_KEY_ID,
        ALICLOUD_SECRET_KEY: TEST_ACCESS_KEY_SECRET,
        ALICLOUD_VPC_ENDPOINT: simulator.url,
        ...options.env,
      },
    });
    cleanUps.push(() => opening.then((opened) => opened.dispose()).catch(() => undefined));
    return await work({ simulator, project: await opening });
  } finally {
    await cleanUp();
  }
}

/** Gateways `vpn-bench-0…` and a customer gateway for each connection, so that no two of them share settings. */
export function account(gateways: number, connections: number): SimulatorOptions {
  return {
    gateways: Array.from({ length: gateways }, (_, index) => ({ id: `vpn-bench-${index}` })),
    customerGateways: Array.from({ length: connections }, (_, index) => ({
      id: `cgw-bench-${index}`,
      ip: `198.51.${100 + Math.floor(index / 250)}.${(index % 250) + 1}`,
    })),
  };
}

/** The ciphers are named, as in the guides: each connection that leaves them out is warned of. */
const arguments_ = (gateways: number) => `{
    vpnGatewayId: "vpn-bench-" + (index % ${gateways}),
    customerGatewayId: "cgw-bench-" + index,
    localSubnets: ["10.0.0.0/16"],
    remoteSubnets: ["192.168." + index + ".0/24"],
    ikeConfig: {
      psk: "bench-key-" + index,
      ikeVersion: "ikev2",
      ikeEncAlg: "aes256",
      ikeAuthAlg: "sha256",
      ikePfs: "group14",
    },
    ipsecConfig: { ipsecEncAlg: "aes256", ipsecAuthAlg: "sha256", ipsecPfs: "group14" },
  }`;

/** A program that declares connections, dealt out over the gateways. */
export function connections(count: number, gateways = 1, options = "{}"): string {
  return `const vpn = require("pulumi-alicloud-vpn");
for (let index = 0; index < ${count}; index += 1) {
  new vpn.VpnConnection("office-" + index, ${arguments_(gateways)}, ${options});
}
`;
}

/** The same number of resources with the same arguments, a dynamic provider that does nothing, and more outputs. */
export function emptyResources(count: number, outputs = 0): string {
  return `const pulumi = require("@pulumi/pulumi");
const provider = { create: async (inputs) => ({ id: "none", outs: inputs }) };
const outputs = Object.fromEntries(Array.from({ length: ${outputs} }, (_, index) => ["output" + index, undefined]));
class Empty extends pulumi.dynamic.Resource {
  constructor(name, args, options) { super(provider, name, { ...outputs, ...args }, options, "bench", "Empty"); }
}
for (let index = 0; index < ${count}; index += 1) {
  new Empty("office-" + index, ${arguments_(1)});
}
`;
}
