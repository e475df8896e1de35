#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { callLine } from "./callLine";
import { startSimulator, type Simulator, TEST_ACCESS_KEY_ID, TEST_ACCESS_KEY_SECRET } from "./index";
import { flagOf, optionsOf, readFlags, type SimulatorOptions } from "./commandLine";
import { DEFAULT_REGION } from "./regions";
import { switchNames } from "./switches";

const help = (): string => `alicloud-vpn-simulator [flags]

A local Alibaba Cloud VPC API for VPN Gateway. It prints one line once it listens, and one on stderr for each call. It ends on Ctrl-C.

  --port 0                     0 lets the system choose
  --host 127.0.0.1
  --region cn-hangzhou         where the seeded resources are
  --busy 2s                    how long a change takes: 2s, 150ms, 2s±30%
  --gateway single,ssl         a gateway, repeatable: single or dual, then any of ssl, noipsec, nobgp, bgp-enabled,
                               shangmi, locked, id=…, name=…, region=…, vpc-cidr=…, ssl-connections=…
  --customer-gateway 203.0.113.10,65001
                               address and, for BGP, its number, repeatable; also id=…, name=…
  --seed 1                     everything random comes from it
  --seed-file seed.json        options as for startSimulator(), in JSON; flags come on top
  --state file.json            keep the state over restarts
  --access-key id:secret       repeatable
  --throttle 20                calls a second before Throttling.User
  --tokens A                   and the other switches, see the README:
${switchList()}
  --quiet                      no line for each call on stderr
  --help
`;

/** The switches' flags, in lines of the help's width. */
function switchList(): string {
  const lines = [""];
  for (const flag of switchNames.map((name) => `--${flagOf(name)}`)) {
    const line = lines.at(-1) ?? "";
    if (line.length + flag.length > 84) lines.push(flag);
    else lines[lines.length - 1] = line === "" ? flag : `${line} ${flag}`;
  }
  return lines.map((line) => `${" ".repeat(31)}${line}`).join("\n");
}

async function main(): Promise<void> {
  const values = readFlags(process.argv.slice(2));
  if (values.help === true) {
    process.stdout.write(help());
    return;
  }
  const seedFile = values["seed-file"];
  const fromFile =
    seedFile === undefined ? {} : (JSON.parse(readFileSync(seedFile, "utf8")) as SimulatorOptions);
  const options = { ...fromFile, ...optionsOf(values) };
  const simulator = await startSimulator(options);
  warnIfOpen(options.host);
  // Not on stdout, whose one line scripts take apart.
  if (values.quiet !== true) simulator.onCall((call) => void process.stderr.write(`${callLine(call)}\n`));
  // Before the line: whoever waits for it may stop us right after.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void simulator.close());
  process.stdout.write(`${announcement(simulator, options)}\n`);
}

function warnIfOpen(host = "127.0.0.1"): void {
  if (/^(127\.|localhost$|::1$)/.test(host)) return;
  process.stderr.write(
    `warning: ${host} is not a loopback address: whoever can reach it and knows the test key can use this simulator.\n`,
  );
}

/** One line, so that a script can wait for it and take it apart. */
function announcement(simulator: Simulator, options: SimulatorOptions): string {
  const { gateways, customerGateways } = simulator.inventory();
  const described = gateways.map((gateway) => {
    const words = [gateway.Tunnels, ...(gateway.SslVpn ? ["ssl"] : [])];
    return `${gateway.VpnGatewayId}(${words.join(",")})`;
  });
  const [key] = options.accessKeys ?? [{ id: TEST_ACCESS_KEY_ID, secret: TEST_ACCESS_KEY_SECRET }];
  return [
    `listening on ${simulator.url}`,
    `gateways ${described.join(" ")}`,
    `customer gateways ${customerGateways.map((one) => one.CustomerGatewayId).join(" ")}`,
    // Only the built-in key's secret is printed: it is no secret.
    `access key ${key?.id ?? "-"} / ${key?.id === TEST_ACCESS_KEY_ID ? key.secret : "***"}`,
    `region ${gateways[0]?.RegionId ?? options.region ?? DEFAULT_REGION}`,
  ].join("  ");
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
