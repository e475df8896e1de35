import { spawnSync } from "node:child_process";
import { type RunningCommand, startCommand } from "../../tools/system/command";
import { type Ids, type Stage, declaration, next, office, stage, staff } from "./stage";

/** Makes a terminal of its own for a command; of util-linux, and not on every system. */
const SCRIPT = "script";
const hasScript = spawnSync(SCRIPT, ["--version"]).status === 0;

/** An `up` as a person sees it: each row that the terminal was ever given, the colours and the moving dots taken out. */
async function seenAt(columns: number, { project }: Stage, ...flags: string[]): Promise<string[]> {
  const up = ["pulumi", "up", "--yes", "--skip-preview", ...flags].join(" ");
  const command: RunningCommand = startCommand(
    SCRIPT,
    ["-qfec", `stty cols ${columns} rows 40; ${up}`, "/dev/null"],
    {
      cwd: project.folder,
      env: { ...project.env, TERM: "xterm" },
      timeoutMs: 90_000,
      kill: () => project.kill(),
    },
  );
  const { code, output } = await command.done;
  expect(code).toBe(0);
  const plain = output.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, "");
  return [...new Set(plain.split(/[\r\n]+/).map((row) => row.trimEnd()))].filter((row) => row !== "");
}

/** What follows Pulumi's own columns in the rows of the resources. */
const factsOf = (rows: readonly string[]): string[] =>
  rows.flatMap((row) => /(?:creat|updat)ing \(\d+s\)\.* +(\S.*)$/.exec(row)?.[1] ?? []);

/** A connection more on the same gateway, of other traffic and another peer. */
const branch = (ids: Ids, one: number): string =>
  declaration(
    "VpnConnection",
    `branch-${one}`,
    {
      vpnGatewayId: ids.single,
      customerGatewayId: ids.peers[one],
      localSubnets: ["10.0.0.0/16"],
      remoteSubnets: [`192.168.10${one}.0/24`],
      ikeConfig: { psk: "planted-branch-key-77", ikeVersion: "ikev2" },
    },
    {},
  );

(hasScript ? test : test.skip)(
  "in a terminal of 120 columns a row shows the whole fact, in one of 100 its beginning, in one of 80 Pulumi's columns",
  async () => {
    const made = await stage((ids) => [staff(ids), office(ids)].join("\n"), { simulator: { busy: "2s" } });
    const wide = factsOf(await seenAt(120, made));
    expect(wide).toContainEqual(expect.stringMatching(/^(?:\d+ s, )?gateway updating, 1 waiting/));
    expect(wide).toContainEqual(expect.stringMatching(/^queued, 1 ahead/));
    const more = [1, 2].map((one) => branch(made.ids, one));
    next(made, [staff(made.ids), office(made.ids), ...more].join("\n"));
    const narrower = factsOf(await seenAt(100, made));
    expect(narrower).toContainEqual(expect.stringMatching(/^(?:\d+ s, )?gatew/));
    expect(narrower).toContainEqual(expect.stringMatching(/^queued, 1/));
    next(made, [staff(made.ids, { port: 1195 }), office(made.ids), ...more].join("\n"));
    const narrow = await seenAt(80, made);
    expect(narrow).toContainEqual(expect.stringMatching(/SslVpnServer +staff +updating/));
  },
);

test("without a terminal each status is a line that names its resource", async () => {
  const made = await stage((ids) => [staff(ids), office(ids)].join("\n"), { simulator: { busy: "2s" } });
  const up = await made.project.run("up", "--yes", "--skip-preview");
  expect(up.code).toBe(0);
  const lines = up.output.split("\n").filter((line) => /gateway updating|queued/.test(line));
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.filter((line) => !/(SslVpnServer|VpnConnection) +(staff|office) /.test(line))).toEqual([]);
});

test("with --diff each status names its resource behind the fact, and no hidden input is a difference", async () => {
  const made = await stage((ids) => staff(ids), { simulator: { busy: "2s" } });
  const up = await made.project.run("up", "--yes", "--skip-preview", "--diff");
  expect(up.code).toBe(0);
  const lines = up.output.split("\n").filter((line) => /gateway updating|sending/.test(line));
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.filter((line) => !line.endsWith(" (SslVpnServer staff)"))).toEqual([]);
  next(made, staff(made.ids, { port: 1195 }, { customTimeouts: { update: "9m" } }));
  for (const flags of [[], ["--diff"]]) {
    const { output } = await made.project.run("preview", ...flags);
    expect(output).toContain("port");
    expect(output).not.toContain("__");
  }
});
