import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../system/repository";

/** What a row's arguments are meant for: an SSL server, or a connection on a gateway of one kind. */
export type Kind = "server" | "single" | "dual" | "shangMiSingle" | "shangMiDual";

/** Paths of arguments with the value that stands there; `null` takes it away. */
export type Example = Readonly<Record<string, unknown>>;

interface Sentence {
  readonly id: string;
  /** The SDK models' names of what it is about. */
  readonly parameters: readonly string[];
  /** Parts of the sentences that are meant, of any page; none where it follows from codes or other tools. */
  readonly quotes: readonly string[];
  /** The sentence where a quote alone doesn't tell. */
  readonly says?: string;
  readonly note?: string;
  /** Pages and models that have it. */
  readonly sources: readonly string[];
  /** Whether a page names the code, or others have seen it, or it is named after its likes. */
  readonly codeFrom?: "page" | "others" | "assumed";
  /** Rules of the simulator that stand for it. */
  readonly simulator: readonly string[];
}

/** A sentence that arguments can break. */
export interface AppliedRow extends Sentence {
  readonly kinds: readonly Kind[];
  readonly code: string;
  readonly status: number;
  /** Rules of the provider that stand for it. */
  readonly provider: readonly string[];
  readonly accepted: readonly Example[];
  readonly refused: readonly Example[];
  /** A modify that leaves it out, or can't have it, breaks nothing. */
  readonly createOnly?: true;
  /** Where a modify answers otherwise. */
  readonly modifyCode?: string;
  /** Settings of a peer, which a dual-tunnel connection has in each tunnel. */
  readonly peer?: true;
}

/** A sentence that arguments alone can't break. */
export interface UnappliedRow extends Sentence {
  readonly code?: string;
  readonly status?: number;
  readonly notApplied: string;
  readonly because: string;
  /** The warning that speaks of it all the same. */
  readonly warning?: string;
  /** Rules between resources of one program that apply it, or warn of it, where both are declared. */
  readonly between?: readonly string[];
}

export type Row = AppliedRow | UnappliedRow;

/** What works and is weak or odd. */
export interface WarningRow {
  readonly rule: string;
  readonly kinds: readonly Kind[];
  readonly says: string;
  readonly example: Example;
  /** Nearly the same, and nothing to warn of. */
  readonly quiet: Example;
  readonly peer?: true;
}

/** A sentence of a page that may constrain a value: with the rows that have it, or why it is no rule. */
export interface PageSentence {
  /** The SDK models' name of what it is about; empty where it is about the operation. */
  readonly parameter: string;
  readonly text: string;
  readonly rows?: readonly string[];
  readonly because?: string;
}

/** What one of the pages says. The models' sentences are read from the SDK. */
export interface Page {
  /** As `sources` name it. */
  readonly page: string;
  /** Of its table of errors. */
  readonly codes: readonly string[];
  readonly sentences: readonly PageSentence[];
}

/** docs/rules.json. */
export interface Ledger {
  readonly pages: readonly Page[];
  readonly rows: readonly Row[];
  /** Rules of the provider for which no page has a sentence. */
  readonly own: readonly { readonly rule: string; readonly because: string }[];
  readonly warnings: readonly WarningRow[];
  /** Sentences that look like rules and are none. */
  readonly besides: readonly {
    readonly parameters: readonly string[];
    readonly text: string;
    readonly because: string;
  }[];
}

export function readLedger(): Ledger {
  return JSON.parse(readFileSync(join(repositoryRoot(), "docs/rules.json"), "utf8")) as Ledger;
}

export const isApplied = (row: Row): row is AppliedRow => !("notApplied" in row);
