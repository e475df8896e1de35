import type { Output, Unwrap } from "@pulumi/pulumi";
import {
  type Failure,
  type JointRule,
  type OtherName,
  type Warning,
  failuresOf,
  withDefaults,
} from "./check";
import type { CrossResourceRules } from "./crossResource";
import { type Change, changesBetween } from "./diff";
import type { Field, FieldType } from "./fields";
import type { Properties } from "../properties";

export declare const valueType: unique symbol;

/** What may be said of a value, beside its type and whether it is required. */
export interface LeafOptions extends Partial<Omit<Field, "path" | "type" | "required" | "enum" | "weak">> {
  /** The API's name of it; by default its own, with a capital. */
  readonly api?: string;
  /** Where an answer has it, if not under its name: a dotted path in the object around it, by the API's names. */
  readonly from?: string;
  /** How an answer's value is read, if its type doesn't say it; with the object around it, by the SDK's names. */
  readonly read?: (value: unknown, around: unknown) => unknown;
  /** What a request has of it, if its type doesn't say it; undefined where it travels otherwise. */
  readonly write?: (value: unknown) => unknown;
}

/** One value: an argument, or an output. */
export interface Leaf extends LeafOptions {
  readonly type: FieldType;
  readonly change: Field["change"];
  readonly required: boolean;
  readonly enum?: readonly string[];
  readonly weak?: Field["weak"];
}

/** The same with the type of its value, for the compiler alone. */
export interface TypedLeaf<Value, Required extends boolean> extends Leaf {
  readonly required: Required;
  readonly [valueType]?: (value: Value) => Value;
}

/**
 * How a block travels: as an object, as its JSON, as JSON with every value as a text, or as a list whose items name
 * their `Role`.
 */
export type BlockForm = "object" | "JSON" | "JSON of texts" | "by role";

export interface BlockOptions {
  readonly api?: string;
  readonly from?: string;
  readonly form?: BlockForm;
  /** Whether there is anything to tell; with the answer's object, by the SDK's names. */
  readonly told?: (answer: unknown) => boolean;
}

/** Values that stand together. */
export interface Block<Within extends Tree = Tree, Required extends boolean = boolean> extends BlockOptions {
  readonly within: Within;
  readonly form: BlockForm;
  readonly required: Required;
}

/** Arguments or outputs, by their names. */
export interface Tree {
  readonly [name: string]: Leaf | Block;
}

const leaf = <Value>(type: FieldType, options: LeafOptions = {}): TypedLeaf<Value, false> => ({
  change: "updates",
  ...options,
  type,
  required: false,
});

export const text = (options?: LeafOptions) => leaf<string>("string", options);
export const number = (options?: LeafOptions) => leaf<number>("number", options);
export const boolean = (options?: LeafOptions) => leaf<boolean>("boolean", options);
export const numberOrText = (options?: LeafOptions) => leaf<number | string>("number or string", options);
/** Texts whose order means nothing. */
export const set = (options?: LeafOptions) => leaf<string[]>("list of strings", options);
/** Texts whose order means something. */
export const list = (options?: LeafOptions) =>
  leaf<string[]>("list of strings", { ...options, ordered: true });
export const map = (options?: LeafOptions) => leaf<Record<string, string>>("map of strings", options);

/** One word of a closed list, each with why it is weak, or undefined: a forgotten word doesn't compile. */
export const oneOf = <Word extends string>(
  weak: Readonly<Record<Word, string | undefined>>,
  options?: LeafOptions,
): TypedLeaf<Word, false> => ({ ...leaf<Word>("string", options), enum: Object.keys(weak), weak });

export const block = <Within extends Tree>(options: BlockOptions, within: Within): Block<Within, false> => ({
  form: "object",
  ...options,
  within,
  required: false,
});

export function required<Value>(node: TypedLeaf<Value, false>): TypedLeaf<Value, true>;
export function required<Within extends Tree>(node: Block<Within>): Block<Within, true>;
export function required(node: Leaf | Block): object {
  return { ...node, required: true };
}

export const isBlock = (node: Leaf | Block): node is Block => "within" in node;

/** The blocks that stand in a tree, by their names. */
export const blocksIn = (tree: Tree): (readonly [name: string, block: Block])[] =>
  Object.entries(tree).flatMap(([name, node]) => (isBlock(node) ? [[name, node] as const] : []));

/** The fields of a tree, by their paths. */
export function fieldsOf(tree: Tree, prefix = ""): Field[] {
  return Object.entries(tree).flatMap(([name, node]) =>
    isBlock(node) ? fieldsOf(node.within, `${prefix}${name}.`) : [{ ...node, path: `${prefix}${name}` }],
  );
}

type IsRequired<Of, Name extends keyof Of> = undefined extends Of[Name] ? false : true;

type NodeOf<Value, Required extends boolean> = [Value] extends [readonly unknown[]]
  ? TypedLeaf<string[], Required>
  : [Value] extends [object]
    ? string extends keyof Value
      ? TypedLeaf<Record<string, string>, Required>
      : Block<TreeOf<Value>, Required>
    : TypedLeaf<Value, Required>;

/** The tree of arguments that have this type: one that lacks an argument, or has another, isn't of it. */
export type TreeOf<Args> = {
  readonly [Name in keyof Args]-?: NodeOf<NonNullable<Unwrap<Args[Name]>>, IsRequired<Args, Name>>;
};

type OutputNames<Resource> = {
  [Name in keyof Resource]: Resource[Name] extends Output<unknown> ? Name : never;
}[keyof Resource];

/** The names that a tree names itself. */
type NamesOf<Of> = keyof { [Name in keyof Of as string extends Name ? never : Name]: unknown };

/** The outputs that a class has beside arguments of this type: one that lacks any, or has another, isn't of it. */
export type OutputsOf<Resource, Args, Outputs> = Readonly<
  Record<Exclude<OutputNames<Resource>, keyof Args | "id" | "urn">, Leaf | Block>
> &
  Readonly<Record<Exclude<NamesOf<Outputs>, OutputNames<Resource>>, never>>;

/** What a resource is. */
interface Given {
  /** Its class, `SslVpnServer`. */
  readonly name: string;
  /** Name of the export of `pulumi-alicloud-vpn/runtime` behind it: permanent, since it is in people's state. */
  readonly runtimeExport: string;
  /** How its ids begin, `vss-`. */
  readonly idPrefix: string;
  readonly arguments: Tree;
  /** What is described beside the arguments. */
  readonly outputs: Tree;
  /** Rules over several arguments. */
  readonly jointRules: readonly JointRule[];
  /** What others call our arguments. */
  readonly otherName: OtherName;
  /** What works and is weak or odd, of arguments that break no rule. */
  readonly warnings: (inputs: Properties) => Warning[];
  /** How it gets on with other resources of the program. */
  readonly crossResource: CrossResourceRules;
  /** The fields that a resource with these properties can have, where not all together can be. */
  readonly fieldsFor?: (properties: Properties) => readonly Field[];
  /** The changes from what is to what is wanted, where the fields alone don't tell. */
  readonly changes?: (outputs: Properties, wanted: Properties) => Change[];
}

/** A resource with all that follows from what it is. */
export interface Definition extends Omit<Given, "fieldsFor" | "changes"> {
  readonly fields: readonly Field[];
  /** Those that a resource with these properties can have. */
  readonly fieldsFor: (properties: Properties) => readonly Field[];
  /** Every output of its class. */
  readonly outputNames: readonly string[];
  /** Paths whose values are shown nowhere. */
  readonly secretPaths: readonly string[];
  /** Every documented rule that the arguments break. */
  readonly failures: (inputs: Properties) => Failure[];
  /** The arguments with the documented defaults filled in. */
  readonly complete: (inputs: Properties) => Properties;
  readonly changes: (outputs: Properties, wanted: Properties) => Change[];
}

/** A field that the arguments can't have is one failure, of that, and not another of its value. */
function mutedFor(fields: readonly Field[]) {
  const known = new WeakMap<readonly Field[], readonly Field[]>();
  return (own: readonly Field[]): readonly Field[] => {
    const before = known.get(own);
    if (before !== undefined) return before;
    const paths = new Set(own.map(({ path }) => path));
    const judged = fields.map((field) =>
      paths.has(field.path) ? field : { ...field, rules: [], enum: undefined, required: false },
    );
    known.set(own, judged);
    return judged;
  };
}

export function defineResource<const Is extends Given>(given: Is): Is & Definition {
  const fields = fieldsOf(given.arguments);
  const { fieldsFor = () => fields, jointRules, otherName } = given;
  const judged = mutedFor(fields);
  return {
    ...given,
    fields,
    fieldsFor,
    outputNames: [...Object.keys(given.arguments), ...Object.keys(given.outputs)],
    secretPaths: fields.filter(({ secret }) => secret === true).map(({ path }) => path),
    failures: (inputs) => failuresOf(judged(fieldsFor(inputs)), jointRules, inputs, otherName),
    complete: (inputs) => withDefaults(fields, inputs),
    changes: given.changes ?? ((outputs, wanted) => changesBetween(fieldsFor(wanted), outputs, wanted)),
  };
}
