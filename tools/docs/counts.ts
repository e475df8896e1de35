import { type Ledger, isApplied } from "./ledger";
import { type ModelSentence, mayConstrain, models, sentencesOfModel } from "./sentences";

/** Whether a part of the ledger that quotes these texts about these parameters has the sentence. */
export function covers(
  { parameters }: { readonly parameters: readonly string[] },
  quotes: readonly string[],
  sentence: ModelSentence,
): boolean {
  return parameters.includes(sentence.parameter) && quotes.some((quote) => sentence.text.includes(quote));
}

const unique = (texts: readonly string[]) => [...new Set(texts)];

/** Rules on the pages, in the ledger, applied, and not applicable with the reason: each with its count. */
export function counts(ledger: Ledger): readonly (readonly [what: string, count: number])[] {
  const onPages = ledger.pages.flatMap(({ sentences }) => sentences);
  const inModels = models.flatMap(sentencesOfModel).filter(mayConstrain);
  const ruling = inModels.filter((one) => ledger.rows.some((row) => covers(row, row.quotes, one)));
  const applied = ledger.rows.filter(isApplied);
  const unapplied = ledger.rows.flatMap((row) => (isApplied(row) ? [] : [row.notApplied]));
  const pageRules = onPages.filter(({ rows }) => rows !== undefined);
  return [
    ["Sentences of the three pages that may constrain a value", onPages.length],
    ["– have a row", pageRules.length],
    ["– are no rule, and `rules.json` says why", onPages.length - pageRules.length],
    ["Sentences of the models' comments that may constrain a value", inModels.length],
    ["– have a row", ruling.length],
    ["– are no rule, and `rules.json` says why", inModels.length - ruling.length],
    ["Error codes of the three pages", unique(ledger.pages.flatMap(({ codes }) => codes)).length],
    ["Rows of the ledger", ledger.rows.length],
    ["– applied to arguments", applied.length],
    ["– not applicable to arguments", unapplied.length],
    ...unique(unapplied).map(
      (reason) => [`– – ${reason}`, unapplied.filter((one) => one === reason).length] as const,
    ),
  ];
}
