import { type Properties, UNKNOWN, getPath, isRecord, setPath, isGiven } from "./properties";

/**
 * The forms in which the engine and a dynamic provider pass values that are no plain JSON. They belong to the
 * engine's protocol (`@pulumi/pulumi/runtime/rpc`), which the dynamic provider's host passes through as they are.
 */
const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";

/** Type token, as `pulumi.dynamic.Resource` would make it. */
export function typeOf({ name }: { readonly name: string }): string {
  return `pulumi-nodejs:dynamic/alicloud-vpn:${name}`;
}

/**
 * The text that goes into the state with each resource: constant, and the same in every version, so that state made
 * by one version is served by the one installed. What it says where nothing is installed: in a workspace it isn't enough
 * that a library lists the package, since it is looked up from the project's folder.
 */
export function providerText({ runtimeExport }: { readonly runtimeExport: string }): string {
  return (
    `exports.handler=()=>{try{return require("pulumi-alicloud-vpn/runtime").${runtimeExport}}catch(e){` +
    `e.message="pulumi-alicloud-vpn can't be loaded: add it to the package.json of this project, "+process.cwd()+` +
    `", and install\\n"+e.message;throw e}}`
  );
}

/** Input that the constructor adds for us: which resource of which stack this is. */
export const URN = "__urn";

/** Input that `check` adds: the name where the program gives none. It stays when the resource is renamed by an alias. */
export const NAMED = "__named";

/**
 * Output of a resource that an operation left unfinished, until one ends well. The engine knows it too, but forgets it
 * at a refresh, and then nothing would wait for the gateway any more.
 */
export const UNFINISHED = "__unfinished";

/**
 * Values from the engine, with `UNKNOWN` where it doesn't know yet, and secrets opened. `null` is what the engine has in
 * place of nothing: it becomes undefined, and no property or element is left of it.
 */
export function decode(value: unknown): unknown {
  if (value === null) return undefined;
  if (value === UNKNOWN_TEXT) return UNKNOWN;
  if (Array.isArray(value)) return value.map(decode).filter((item) => item !== undefined);
  if (!isRecord(value)) return value;
  if (value[SIGNATURE_KEY] === SECRET_SIGNATURE) return decode(value.value);
  const entries = Object.entries(value).map(([key, item]) => [key, decode(item)] as const);
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
}

/** The plain values inside of secrets, as texts. */
export function secretTexts(value: unknown, within = false): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => secretTexts(item, within));
  if (isRecord(value)) {
    const inner = within || value[SIGNATURE_KEY] === SECRET_SIGNATURE;
    return Object.entries(value).flatMap(([key, item]) =>
      key === SIGNATURE_KEY ? [] : secretTexts(item, inner),
    );
  }
  const plain = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  return within && plain && value !== UNKNOWN_TEXT ? [String(value)] : [];
}

export function decodeProperties(properties: unknown): Properties {
  const decoded = decode(properties);
  return isRecord(decoded) ? decoded : {};
}

/**
 * Values for the engine: the secret ones wrapped, every time, since the engine stores in the open what is returned
 * in the open; and nothing that its JSON can't carry, which would lose a resource just made.
 */
export function encodeProperties(
  properties: Properties,
  secretPaths: readonly string[],
): Record<string, unknown> {
  const plain = encode(properties);
  const record = isRecord(plain) ? plain : {};
  return secretPaths.reduce((encoded, path) => {
    const value = getPath(encoded, path);
    return value === undefined ? encoded : setPath(encoded, path, secret(value));
  }, record);
}

function secret(value: unknown): Record<string, unknown> {
  return { [SIGNATURE_KEY]: SECRET_SIGNATURE, value };
}

function encode(value: unknown): unknown {
  if (value === UNKNOWN) return UNKNOWN_TEXT;
  if (Array.isArray(value)) return value.filter(isGiven).map(encode);
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "bigint" || typeof value === "symbol") return value.toString();
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).filter(([, item]) => isGiven(item) && typeof item !== "function");
  return Object.fromEntries(entries.map(([key, item]) => [key, encode(item)]));
}
