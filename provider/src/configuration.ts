/** One setting of the provider: where a stack, a shell or a `Provider` gives it. */
export interface Setting {
  /** Key in a stack's configuration; the keys of `@pulumi/alicloud`, where it has one. */
  readonly key: string;
  /** Environment variables, the first that is set counts. */
  readonly env: readonly string[];
  readonly secret?: boolean;
  /** Says who we are: by keys, or by a role that they assume. See {@link readSettings}. */
  readonly identity?: "keys" | "role";
}

/** Every setting, by its name among the arguments of `Provider`. */
export const settings = {
  region: { key: "alicloud:region", env: ["ALICLOUD_REGION", "ALIBABA_CLOUD_REGION"] },
  accessKey: {
    key: "alicloud:accessKey",
    env: ["ALICLOUD_ACCESS_KEY", "ALIBABA_CLOUD_ACCESS_KEY_ID"],
    secret: true,
    identity: "keys",
  },
  secretKey: {
    key: "alicloud:secretKey",
    env: ["ALICLOUD_SECRET_KEY", "ALIBABA_CLOUD_ACCESS_KEY_SECRET"],
    secret: true,
    identity: "keys",
  },
  securityToken: {
    key: "alicloud:securityToken",
    env: ["ALICLOUD_SECURITY_TOKEN", "ALIBABA_CLOUD_SECURITY_TOKEN"],
    secret: true,
    identity: "keys",
  },
  profile: { key: "alicloud:profile", env: ["ALICLOUD_PROFILE", "ALIBABA_CLOUD_PROFILE"], identity: "keys" },
  roleArn: {
    key: "alicloud:assumeRole.roleArn",
    env: ["ALICLOUD_ASSUME_ROLE_ARN"],
    identity: "role",
  },
  roleSessionName: {
    key: "alicloud:assumeRole.sessionName",
    env: ["ALICLOUD_ASSUME_ROLE_SESSION_NAME"],
    identity: "role",
  },
  rolePolicy: { key: "alicloud:assumeRole.policy", env: [], identity: "role" },
  roleSessionExpiration: {
    key: "alicloud:assumeRole.sessionExpiration",
    env: ["ALICLOUD_ASSUME_ROLE_SESSION_EXPIRATION"],
    identity: "role",
  },
  roleExternalId: { key: "alicloud:assumeRole.externalId", env: [], identity: "role" },
  vpcEndpoint: { key: "alicloud:endpoints.vpc", env: ["ALICLOUD_VPC_ENDPOINT", "VPC_ENDPOINT"] },
  mark: { key: "alicloud-vpn:mark", env: [] },
  status: { key: "alicloud-vpn:status", env: [] },
  cipherWarnings: { key: "alicloud-vpn:cipherWarnings", env: ["ALICLOUD_VPN_CIPHER_WARNINGS"] },
  preflight: { key: "alicloud-vpn:preflight", env: ["ALICLOUD_VPN_PREFLIGHT"] },
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof settings;

export type Settings = Readonly<Partial<Record<SettingName, string>>>;

/** Settings that are on or off, as they are where nobody sets them. */
const switches = {
  mark: true,
  status: true,
  cipherWarnings: true,
  preflight: false,
} as const satisfies Partial<Record<SettingName, boolean>>;

/** Whether something is switched on. */
export function isOn(inForce: Settings, name: keyof typeof switches): boolean {
  return switchOf(inForce[name]) ?? switches[name];
}

function switchOf(value: string | undefined): boolean | undefined {
  if (/^(on|true)$/i.test(value ?? "")) return true;
  return /^(off|false)$/i.test(value ?? "") ? false : undefined;
}

/** What is set to something that it can't be: better refused than taken for its default. */
export function refusedSettings(inForce: Settings): string[] {
  return (Object.keys(switches) as (keyof typeof switches)[])
    .filter((name) => inForce[name] !== undefined && switchOf(inForce[name]) === undefined)
    .map((name) => `${settings[name].key}: ${JSON.stringify(inForce[name])} is refused: must be on or off`);
}

/**
 * The settings in force: a stack's or a `Provider`'s key first, then the environment. `@pulumi/alicloud` keeps
 * `assumeRole` and `endpoints` as JSON texts under one key, so the part behind the dot is looked up in there.
 * Keys come from one source, so that one's key never meets another's token, and a role of the environment is not
 * assumed with keys that were configured; a configured role is assumed with the environment's keys.
 */
export function readSettings(
  config: (key: string) => unknown,
  environment: Readonly<Record<string, string | undefined>>,
): Settings {
  const all: readonly (readonly [string, Setting])[] = Object.entries(settings);
  const configured = new Map(all.map(([name, { key }]) => [name, config(key) ?? partOf(config, key)]));
  const given = (identity: "keys" | "role") =>
    all.some(([name, setting]) => setting.identity === identity && isSet(configured.get(name)));
  const [keysGiven, roleGiven] = [given("keys"), given("role")];
  const found = all.map(([name, setting]) => {
    const ignored =
      setting.identity === "keys" ? keysGiven : setting.identity === "role" && (keysGiven || roleGiven);
    const variables = ignored ? [] : familyOf(name, setting, environment);
    const fallback = variables.map((variable) => environment[variable]).find(isSet);
    const value = isSet(configured.get(name)) ? configured.get(name) : fallback;
    return [name, value === undefined ? undefined : text(value)] as const;
  });
  return Object.fromEntries(found.filter(([, value]) => value !== undefined));
}

/** The variables that count: a secret or a token is taken from the family (the same prefix) of the access key. */
function familyOf(
  name: string,
  { env }: Setting,
  environment: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const family = settings.accessKey.env.findIndex((variable) => isSet(environment[variable]));
  const ofKey = name === "secretKey" || name === "securityToken";
  return ofKey && family >= 0 ? env.slice(family, family + 1) : env;
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}

function text(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function partOf(config: (key: string) => unknown, key: string): unknown {
  const [whole = "", part] = key.split(".");
  const raw = part === undefined ? undefined : config(whole);
  if (part === undefined || raw === undefined) return undefined;
  const parsed = parse(raw);
  const first: unknown = Array.isArray(parsed) ? parsed[0] : parsed;
  return typeof first === "object" && first !== null ? (first as Record<string, unknown>)[part] : undefined;
}

function parse(raw: unknown): unknown {
  if (typeof raw !== "string") return raw;
  try {
    return JSON.parse(raw) as unknown;
  } catch {
    return undefined;
  }
}
