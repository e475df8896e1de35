import { type Properties, UNKNOWN, setPath } from "../../../provider/src/properties";
import { type Field, removalValue, same } from "../../../provider/src/schema/fields";
import { type Verdict, judge, verdictOn } from "../../../provider/src/schema/judgement";
import { sslVpnServer } from "../../../provider/src/resources/sslVpnServer/definition";
import { vpnConnection } from "../../../provider/src/resources/vpnConnection/definition";

const { fields: connectionFields } = vpnConnection;

const { fields: serverFields } = sslVpnServer;

/** Values of every type, of which each field takes those that its rules allow. */
const samples: Readonly<Record<Field["type"], readonly unknown[]>> = {
  string: [
    ...["10.250.0.0/24", "10.251.0.0/24", "10.252.0.0/24"],
    ...["169.254.10.0/30", "169.254.11.0/30", "169.254.12.0/30"],
    ...["169.254.10.1", "169.254.11.1", "169.254.12.1"],
    ...["alpha", "beta", "gamma"],
  ],
  number: [1, 2, 4, 5],
  boolean: [true, false],
  "number or string": [65531, "65532", "123.456"],
  "list of strings": [
    ...[["10.1.0.0/16"], ["10.2.0.0/16"], ["10.3.0.0/16", "10.4.0.0/16"]],
    ...[["10.0.0.1"], ["10.0.0.2"], ["10.0.0.3", "10.0.0.4"]],
  ],
  "map of strings": [{ team: "network" }, { team: "platform" }, { cost: "4711" }],
};

/** Values of the field that mean different things, its documented default last; two words or switches have no third. */
function valuesOf(field: Field): [asked: unknown, before: unknown, third: unknown] {
  const isDefault = (value: unknown) =>
    defaultOf(field) !== undefined && same(field, value, defaultOf(field));
  const allowed = (field.enum ?? samples[field.type])
    .filter((value) => (field.rules ?? []).every(({ holds }) => holds(value as never)))
    .sort((one, other) => Number(isDefault(one)) - Number(isDefault(other)));
  const [asked, before, third] = allowed;
  if (asked === undefined || before === undefined)
    throw new Error(`no two values are known for ${field.path}`);
  return [asked, before, third];
}

const defaultOf = (field: Field): unknown => field.default ?? removalValue(field, undefined);

const kinds: readonly [string, readonly Field[]][] = [
  ["SslVpnServer", serverFields],
  ["VpnConnection", connectionFields],
];

const inTunnels = (path: string) => [path, `tunnels.master.${path}`, `tunnels.slave.${path}`];

/** Fields of which no description says whether a change was taken. */
const notJudged = ["effectImmediately", "autoConfigRoute", ...inTunnels("remoteCaCertificate")];

/** Fields that mean nothing to the service while a switch is off. */
const switched: Readonly<Record<string, readonly string[]>> = {
  enableMultiFactorAuth: ["idaasInstanceId", "idaasRegionId", "idaasApplicationId"],
  "bgpConfig.enableBgp": ["bgpConfig.localAsn", "bgpConfig.tunnelCidr", "bgpConfig.localBgpIp"],
  enableTunnelsBgp: ["localAsn", "tunnelCidr", "localBgpIp"].flatMap((key) =>
    inTunnels(`bgpConfig.${key}`).slice(1),
  ),
  "healthCheckConfig.enable": ["dip", "sip", "interval", "retry"].map((key) => `healthCheckConfig.${key}`),
};
const switchOf = (path: string) => Object.keys(switched).find((key) => switched[key]?.includes(path));

/** Fields whose values have one spelling each: what isn't as asked wasn't taken, whatever was there before. */
const oneSpelling = ["tags", ...inTunnels("ikeConfig.psk")];

const rows = kinds.flatMap(([kind, fields]) =>
  fields.map((field): [kind: string, path: string, field: Field] => [kind, field.path, field]),
);
const judgedRows = rows.filter(([, path]) => !notJudged.includes(path));

/** What is asked for, with the switch of the field on. */
function desiredWith({ path }: Field, value: unknown): Properties {
  const key = switchOf(path);
  return setPath(key === undefined ? {} : setPath({}, key, true), path, value);
}

interface Case {
  readonly field: Field;
  readonly asked: unknown;
  readonly has: unknown;
  readonly desired?: Properties;
}

const verdict = (before: Properties | undefined, { field, asked, has, desired }: Case): Verdict =>
  verdictOn({
    change: { field, to: asked, removed: false },
    before,
    described: setPath({}, field.path, has),
    desired: desired ?? desiredWith(field, asked),
  });

const atCreate = (one: Case) => verdict(undefined, one);
const atUpdate = (before: unknown) => (one: Case) => verdict(setPath({}, one.field.path, before), one);

describe.each(judgedRows)("%s, %s", (_, __, field) => {
  const [asked, before, third] = valuesOf(field);
  const update = atUpdate(before);
  const isOneSpelling = oneSpelling.includes(field.path);

  it("described as it was asked for is as asked", () => {
    expect([update({ field, asked, has: asked }), atCreate({ field, asked, has: asked })]).toEqual([
      "as asked",
      "as asked",
    ]);
  });

  it("described as it was before an update wasn't taken", () => {
    expect(update({ field, asked, has: before })).toBe("as before");
  });

  if (third !== undefined) {
    it("described as neither after an update is spelled otherwise, or wasn't taken where it has one spelling", () => {
      expect(update({ field, asked, has: third })).toBe(isOneSpelling ? "as before" : "third value");
    });
  }

  it("described as another word of its list after a create wasn't taken, as anything else is spelled otherwise", () => {
    const closed = field.enum !== undefined || field.type === "boolean" || isOneSpelling;
    expect(atCreate({ field, asked, has: before })).toBe(closed ? "as before" : "third value");
  });

  const byDefault = defaultOf(field);
  if (byDefault !== undefined && !same(field, byDefault, asked)) {
    it("described as its documented default after a create wasn't taken", () => {
      expect(atCreate({ field, asked, has: byDefault })).toBe("as before");
    });
  }

  it.each([
    ["absent", undefined],
    ["null", null],
    ["empty", ""],
  ])("that is %s isn't told: no difference", (_word, has) => {
    expect([update({ field, asked, has }), atCreate({ field, asked, has })]).toEqual([
      "not told",
      "not told",
    ]);
  });
});

it.each(rows.filter(([, path]) => notJudged.includes(path)))("%s, %s is never judged", (_, __, field) => {
  const [asked, before] = field.rules === undefined ? [true, false] : ["one", "other"];
  expect(atUpdate(before)({ field, asked, has: before })).toBe("not judged");
  expect(atCreate({ field, asked, has: before })).toBe("not judged");
});

it("the fields that aren't judged, or only with a switch, are these and no others", () => {
  const paths = rows.map(([, path]) => path);
  expect(notJudged.filter((path) => !paths.includes(path))).toEqual([]);
  const tabled = rows.map(([, , field]) => field).filter(({ switchedBy }) => switchedBy !== undefined);
  expect(tabled.map(({ path, switchedBy }) => [path, switchedBy]).sort()).toEqual(
    Object.entries(switched)
      .flatMap(([key, all]) => all.map((path) => [path, key]))
      .sort(),
  );
  const left = rows.filter(([, , field]) => field.writeOnly === true || field.unjudged === true);
  expect(left.map(([, path]) => path).sort()).toEqual([...notJudged].sort());
});

it.each(rows.filter(([, path]) => switchOf(path) !== undefined))(
  "%s, %s means nothing while its switch is off, or nobody switches it on",
  (_, __, field) => {
    const [asked, before] = valuesOf(field);
    for (const position of [false, "false", undefined]) {
      const desired = setPath(setPath({}, switchOf(field.path) ?? "", position), field.path, asked);
      expect(atUpdate(before)({ field, asked, has: before, desired })).toBe("not judged");
    }
  },
);

describe("what is told", () => {
  const tags = connectionFields.find(({ path }) => path === "tags");
  const subnets = connectionFields.find(({ path }) => path === "localSubnets");

  it("of tags is each of them: those that others have added are no difference, those that are missing are", () => {
    if (tags === undefined) throw new Error("there are no tags");
    const asked = { team: "network" };
    const of = (has: unknown) => atUpdate({})({ field: tags, asked, has });
    expect(of({ team: "network", "acs:rm:rgId": "rg-1" })).toBe("as asked");
    expect(of({})).toBe("as before");
    expect(of({ team: "Network" })).toBe("as before");
  });

  it("of a list isn't an empty one: every list has an element", () => {
    if (subnets === undefined) throw new Error("there are no subnets");
    expect(atCreate({ field: subnets, asked: ["10.0.0.0/16"], has: [] })).toBe("not told");
  });

  it("of what a preview can't know is nothing to judge by", () => {
    if (subnets === undefined) throw new Error("there are no subnets");
    expect(atCreate({ field: subnets, asked: UNKNOWN, has: ["10.0.0.0/16"] })).toBe("not judged");
  });
});

describe("a judgement", () => {
  const field = (path: string) => {
    const found = connectionFields.find((one) => one.path === path);
    if (found === undefined) throw new Error(`there is no ${path}`);
    return found;
  };
  const change = (path: string, to: unknown) => ({ field: field(path), to, removed: false });
  const of = (changes: ReturnType<typeof change>[], before: Properties, described: Properties) =>
    judge(changes, before, described, {});

  it("names what wasn't taken with both values", () => {
    const changes = [change("ikeConfig.ikePfs", "group14"), change("name", "new")];
    const before = { name: "old", ikeConfig: { ikePfs: "group2" } };
    expect(of(changes, before, before)).toEqual({
      notTaken: [
        { path: "ikeConfig.ikePfs", values: ' (asked "group14", described "group2")' },
        { path: "name", values: ' (asked "new", described "old")' },
      ],
      otherwise: [],
      untold: [],
    });
  });

  it("shows no value of a key that wasn't taken", () => {
    const judged = of(
      [change("ikeConfig.psk", "new-key")],
      { ikeConfig: { psk: "old-key" } },
      { ikeConfig: { psk: "old-key" } },
    );
    expect(judged).toEqual({ notTaken: [{ path: "ikeConfig.psk", values: "" }], otherwise: [], untold: [] });
  });

  it("names what is spelled otherwise", () => {
    const judged = of([change("name", "new")], { name: "old" }, { name: "NEW" });
    expect(judged).toEqual({ notTaken: [], otherwise: ["name"], untold: [] });
  });

  it("names tags that were taken away and are still there; others may have added theirs", () => {
    const changes = [change("tags", { team: "network" })];
    const before = { tags: { team: "network", stage: "test" } };
    expect(of(changes, before, { tags: { team: "network", stage: "test" } }).notTaken).toHaveLength(1);
    expect(of(changes, before, { tags: { team: "network", audit: "yes" } }).notTaken).toEqual([]);
  });

  it("names what nothing tells, now or ever", () => {
    const changes = [change("ikeConfig.psk", "new-key"), change("autoConfigRoute", false)];
    expect(of(changes, { ikeConfig: { psk: "old-key" } }, {})).toEqual({
      notTaken: [],
      otherwise: [],
      untold: ["ikeConfig.psk", "autoConfigRoute"],
    });
  });
});
