import { blocksOf } from "./pages";

interface Policy {
  readonly Version: string;
  readonly Statement: readonly { readonly Effect: string; readonly Action: readonly string[] }[];
}

/** The actions that a policy of the guide on pipelines allows. */
export function policy(name: "plan" | "deploy"): readonly string[] {
  const block = blocksOf("docs/guides/pipelines.md", "json").find(({ mark }) => mark === `policy: ${name}`);
  const { Statement } = JSON.parse(block?.text ?? "") as Policy;
  return Statement.flatMap(({ Effect, Action }) => (Effect === "Allow" ? Action : []));
}
