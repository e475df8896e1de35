import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A sentence of a comment in the SDK's model of a request. */
export interface ModelSentence {
  readonly model: string;
  /** The model's name of what the comment is about. */
  readonly parameter: string;
  readonly text: string;
}

export const models = [
  "CreateSslVpnServerRequest",
  "ModifySslVpnServerRequest",
  "CreateVpnConnectionRequest",
  "ModifyVpnConnectionAttributeRequest",
];

const folder = join(dirname(require.resolve("@alicloud/vpc20160428/package.json")), "src/models");

const sentencesOf = (comment: string): string[] =>
  comment
    .replace(/^\s*\* ?/gm, "")
    .replace("@remarks", "")
    .split("@example")[0]
    ?.split("\n")
    .flatMap((line) => line.split(/(?<=[.;])\s+(?=[A-Z>`*])/))
    .map((text) =>
      text
        .replace(/<[^>]*>|[*`>]/g, "")
        .replace(/^[\s-]+/, "")
        .trim(),
    )
    .filter((text) => text !== "") ?? [];

/** Every sentence of the comments of one model, nested ones included. */
export function sentencesOfModel(model: string): ModelSentence[] {
  const source = readFileSync(join(folder, `${model}.ts`), "utf8");
  return [...source.matchAll(/\/\*\*([^]*?)\*\/\s*(\w+)\?:/g)].flatMap(([, comment = "", parameter = ""]) =>
    sentencesOf(comment).map((text) => ({ model, parameter, text })),
  );
}

const constraining =
  /\b(must|cannot|can't|valid values?|value is|only|do not manually|not support|unsupported|at least|up to|required|limited to|within|make sure|recommend|unique|in the|configure|enter|segment|characters|can contain)\b|if both|use 10\.|use a private|aggressive\.|\d+ to \d+|~\d/i;

/** Whether a sentence may constrain a value; it rather takes one too many. */
export function mayConstrain({ text }: ModelSentence): boolean {
  return constraining.test(text);
}
