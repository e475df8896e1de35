import { type Properties, UNKNOWN, getPath, holdsUnknown, isRecord, setPath } from "../properties";
import { type Field, type FieldType, type Rule, normalBoolean, normalNumber } from "./fields";
import { nearest, nearestWord, plain } from "./near";

/** A value that a documented rule refuses. */
export interface Failure {
  /** Path of the argument, such as `tunnels.master.bgpConfig.tunnelCidr`. */
  readonly path: string;
  /** The rule and the value (never of a secret), for a person. */
  readonly reason: string;
  /** Id of the rule, such as `ssl.port.reserved`. */
  readonly rule: string;
}

/** A rule about several arguments at once. It speaks only of what it knows: `UNKNOWN` keeps every rule. */
export interface JointRule {
  /** Permanent id, such as `bgp.localBgpIp.inside`. */
  readonly id: string;
  /** The API's error code where the values are sent all the same, if a page names one. */
  readonly code?: string;
  /** Where the arguments break it, and why, for a person. */
  readonly breaks: (inputs: Properties) => readonly Pick<Failure, "path" | "reason">[];
}

export function refuse(path: string, rule: string, reason: string): Failure {
  return { path, rule, reason };
}

/** A failure as the person reads it. */
export function describeFailure({ path, reason }: Pick<Failure, "path" | "reason">): string {
  return path === "" ? reason : `${path}: ${reason}`;
}

/** What an argument that there isn't is called here, in words; undefined where nothing is like it. */
export type OtherName = (path: string) => string | undefined;

/** Every failure of the arguments, by the fields' own rules and then by the joint ones. */
export function failuresOf(
  fields: readonly Field[],
  joint: readonly JointRule[],
  inputs: Properties,
  otherName: OtherName = () => undefined,
): Failure[] {
  const together = joint.flatMap(({ id, code, breaks }) =>
    breaks(inputs).map(({ path, reason }) => refuse(path, id, `${reason}${answer(code)}`)),
  );
  return [
    ...unknownProperties(fields, inputs, otherName),
    ...fields.flatMap((field) => fieldFailures(field, inputs)),
    ...together,
  ];
}

/** The documented defaults put in where nothing is given. */
export function withDefaults(fields: readonly Field[], inputs: Properties): Properties {
  return fields.reduce(
    (filled, field) =>
      field.default === undefined || getPath(filled, field.path) !== undefined
        ? filled
        : setPath(filled, field.path, field.default),
    inputs,
  );
}

/**
 * The paths that the user set, of those that `check` never fills in: how a later `diff` knows that an argument was
 * removed.
 */
export function givenPaths(fields: readonly Field[], inputs: Properties): string[] {
  return fields
    .filter((field) => field.default === undefined && field.required !== true)
    .filter((field) => field.defaultFrom === undefined && getPath(inputs, field.path) !== undefined)
    .map((field) => field.path);
}

function fieldFailures(field: Field, inputs: Properties): Failure[] {
  const value = getPath(inputs, field.path);
  if (value === UNKNOWN) return [];
  if (value === undefined) {
    return isExpected(field, inputs) ? [refuse(field.path, `${field.path}.required`, "is required")] : [];
  }
  if (!isOfType(field.type, value)) {
    const found = field.secret === true ? typeName(value) : shown(field, value);
    return [refuse(field.path, `${field.path}.type`, `must be a ${field.type}, not ${found}`)];
  }
  if (field.enum !== undefined && typeof value === "string" && !field.enum.includes(value)) {
    return [refuse(field.path, `${field.path}.enum`, enumReason(field, field.enum, value))];
  }
  return brokenRules(field, value);
}

/** A required field is missed where the object that it belongs in is there. */
function isExpected({ path, required }: Field, inputs: Properties): boolean {
  if (required !== true) return false;
  const parent = path.split(".").slice(0, -1).join(".");
  return parent === "" || getPath(inputs, parent) !== undefined;
}

function brokenRules(field: Field, value: unknown): Failure[] {
  // A list with an element that isn't known yet is judged by the elements that are, if there are any.
  const known = Array.isArray(value) ? value.filter((item) => item !== UNKNOWN) : value;
  if (Array.isArray(known) && known.length === 0 && holdsUnknown(value)) return [];
  return (field.rules ?? [])
    .filter((rule) => !(rule.holds as (value: unknown) => boolean)(known))
    .map((rule) => refuse(field.path, rule.id, ruleReason(field, rule, value)));
}

function ruleReason(field: Field, rule: Rule, value: unknown): string {
  return `${shown(field, value)} is refused: ${rule.says}${answer(rule.code)}`;
}

/** What the service says, for the end of a reason. */
export function answer(code: string | undefined): string {
  return code === undefined ? "" : ` (the service would answer ${code})`;
}

function enumReason(field: Field, values: readonly string[], value: string): string {
  const synonym = field.synonym?.(plain(value)) ?? "";
  const near = values.includes(synonym) ? synonym : nearestWord(value, values);
  const hint = near === undefined ? "" : ` — did you mean ${JSON.stringify(near)}?`;
  return `${shown(field, value)} is refused: must be one of ${values.join(", ")}${hint}`;
}

/** The value as a message may show it. */
export function shown(field: Pick<Field, "secret">, value: unknown): string {
  if (field.secret === true) return "[secret]";
  return JSON.stringify(value, (_, item: unknown) => (item === UNKNOWN ? "(not known yet)" : item));
}

/** All that may be said of a secret that is of another type. */
function typeName(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

function isOfType(type: FieldType, value: unknown): boolean {
  switch (type) {
    case "string":
      return typeof value === "string";
    case "number":
      return typeof normalNumber(value) === "number";
    case "boolean":
      return typeof normalBoolean(value) === "boolean";
    case "number or string":
      return typeof value === "string" || typeof value === "number";
    case "list of strings":
      return Array.isArray(value) && value.every((item) => item === UNKNOWN || typeof item === "string");
    case "map of strings":
      return (
        isRecord(value) && Object.values(value).every((item) => item === UNKNOWN || typeof item === "string")
      );
  }
}

/** The paths that arguments may have: those of fields, and those of the objects that fields are in. */
interface Known {
  readonly leaves: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
}

/** By table of fields: a program may declare hundreds of resources, and a table never changes. */
const knownOf = new WeakMap<readonly Field[], Known>();

function knownPaths(fields: readonly Field[]): Known {
  const before = knownOf.get(fields);
  if (before !== undefined) return before;
  const leaves = new Set(fields.map((field) => field.path));
  const groups = new Set(
    fields.flatMap((field) => {
      const keys = field.path.split(".");
      return keys.slice(0, -1).map((_, index) => keys.slice(0, index + 1).join("."));
    }),
  );
  knownOf.set(fields, { leaves, groups });
  return { leaves, groups };
}

/** Arguments that no field knows, and plain values where an object belongs. */
function unknownProperties(fields: readonly Field[], inputs: Properties, otherName: OtherName): Failure[] {
  const { leaves, groups } = knownPaths(fields);
  const visit = (properties: Properties, prefix: string): Failure[] =>
    Object.entries(properties).flatMap(([key, value]) => {
      const path = `${prefix}${key}`;
      if (
        value === undefined ||
        value === null ||
        value === UNKNOWN ||
        leaves.has(path) ||
        key.startsWith("__")
      )
        return [];
      if (!groups.has(path)) {
        const hint = otherName(path) ?? likeHint(path, [...leaves, ...groups]);
        const reason = `there is no such argument${hint === undefined ? "" : ` — ${hint}`}`;
        return [refuse(path, "argument.known", reason)];
      }
      if (isRecord(value)) return visit(value, `${path}.`);
      return [refuse(path, "argument.object", "must be an object")];
    });
  return visit(inputs, "");
}

function likeHint(path: string, known: readonly string[]): string | undefined {
  const near = nearest(path, known) ?? oneBlockDeeper(path, known);
  return near === undefined ? undefined : `did you mean ${near}?`;
}

/** The argument of that name that stands in a block beside it: `ikeConfig.psk` for `psk`. */
function oneBlockDeeper(path: string, known: readonly string[]): string | undefined {
  const keys = path.split(".");
  const [name = ""] = keys.slice(-1);
  const within = keys
    .slice(0, -1)
    .map((key) => `${key}.`)
    .join("");
  const candidates = known.filter((one) => {
    const rest = one.startsWith(within) ? one.slice(within.length).split(".") : [];
    return rest.length === 2 && plain(rest[1] ?? "") === plain(name);
  });
  return candidates.length === 1 ? candidates[0] : undefined;
}

/** A value that the service takes and that is weak, or does something else than it seems to. */
export interface Warning {
  /** Path of the argument. */
  readonly path: string;
  /** The value (never of a secret) and what is wrong with it, for a person. */
  readonly reason: string;
  /** Id, such as `ike.ikeEncAlg.weak`. */
  readonly rule: string;
  /** The setting that keeps it from being told, where it is `off`. */
  readonly silencedBy?: "cipherWarnings";
}

export function warn(path: string, rule: string, reason: string): Warning {
  return { path, rule, reason };
}

/** No page forbids it; it means the same as the block once. */
export function repeatedBlocks(path: string, blocks: readonly string[] = []): Warning[] {
  const repeated = blocks.filter((block, index) => blocks.indexOf(block) < index);
  return repeated.length === 0
    ? []
    : [warn(path, "blocks.repeated", `names ${[...new Set(repeated)].join(", ")} more than once`)];
}
