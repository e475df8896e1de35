import { readFileSync } from "node:fs";
import { join } from "node:path";
import { documentedCodes, ruleLedger } from "../../simulator/src/index";
import { poolAndRoutes, poolsApart } from "../../provider/src/rules/between";
import { sslVpnServerNeighbour } from "../../provider/src/sslVpnServer/between";
import * as ssl from "../../provider/src/sslVpnServer/rules";
import { vpnConnectionNeighbour } from "../../provider/src/vpnConnection/between";
import * as vpn from "../../provider/src/vpnConnection/rules";
import { rulesPage } from "../../tools/docs/rulesPage";
import { repositoryRoot } from "../../tools/system/repository";
import { applied, ledger, ruleIdOf, unapplied } from "./support/ledger";
import { mayConstrain, models, sentencesOfModel } from "./support/sentences";

const changes = new Set(models.map((model) => model.replace("Request", "")));
const simulated = ruleLedger().filter(({ operations }) => operations.some((name) => changes.has(name)));

const claims = (parameters: readonly string[], quotes: readonly string[]) => ({
  covers: (sentence: { parameter: string; text: string }) =>
    parameters.includes(sentence.parameter) && quotes.some((quote) => sentence.text.includes(quote)),
});

describe("the ledger holds", () => {
  it("each row once", () => {
    const ids = ledger.rows.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("every sentence of the SDK's models that may constrain a value, or says why it is none", () => {
    const rows = ledger.rows.map(({ parameters, quotes }) => claims(parameters, quotes));
    const besides = ledger.besides.map(({ parameters, text }) => claims(parameters, [text]));
    const sentences = models.flatMap(sentencesOfModel).filter(mayConstrain);
    const uncovered = sentences.filter((one) => ![...rows, ...besides].some(({ covers }) => covers(one)));
    expect(uncovered).toEqual([]);
    expect(sentences.length).toBeGreaterThan(200);
  });

  it("no quote that no model has", () => {
    const sentences = models.flatMap(sentencesOfModel);
    // These stand on the pages alone.
    const pages = /LocalSubnet$|must also specify an IDaaS instance ID$/;
    const invented = ledger.rows.flatMap(({ id, parameters, quotes }) =>
      quotes
        .filter(
          (quote) => !pages.test(quote) && !sentences.some((one) => claims(parameters, [quote]).covers(one)),
        )
        .map((quote) => [id, quote]),
    );
    expect(invented).toEqual([]);
  });

  it("for each row where it comes from, and each model it names has it", () => {
    for (const { id, parameters, quotes, sources } of ledger.rows) {
      const { covers } = claims(parameters, quotes);
      const having = models.filter((model) => sentencesOfModel(model).some(covers));
      const named = sources.filter((source) => models.includes(source));
      expect([id, named.filter((model) => !having.includes(model))]).toEqual([id, []]);
      expect([id, sources.length]).not.toEqual([id, 0]);
    }
  });

  it("for each code whether a page names it", () => {
    const from = new Map(documentedCodes().map(({ code, source }) => [code, source]));
    const words = new Map([
      ["page", "page"],
      ["observed by others", "others"],
    ]);
    const wrong = ledger.rows.filter(
      ({ code, codeFrom, simulator }) =>
        code !== undefined &&
        // The page that bans ports names no code for them.
        simulator[0] !== "ssl.port.banned" &&
        codeFrom !== (words.get(from.get(code) ?? "") ?? "assumed"),
    );
    expect(wrong).toEqual([]);
  });

  it("every code of the pages' error tables", () => {
    const codes = new Set(ledger.rows.map(({ code }) => code));
    const missing = documentedCodes().filter(({ code, source }) => source === "page" && !codes.has(code));
    expect(missing).toEqual([]);
  });

  it("every rule that the simulator applies to these requests, with the code it answers", () => {
    const named = new Set(ledger.rows.flatMap(({ simulator }) => simulator));
    expect(simulated.map(({ id }) => id).filter((id) => !named.has(id))).toEqual([]);
    const known = new Map(simulated.map(({ id, refusal }) => [id, refusal]));
    for (const { id, simulator, code, status } of applied) {
      for (const rule of simulator) {
        expect([id, rule, known.get(rule)]).toMatchObject([id, rule, { code, status }]);
      }
    }
  });

  it("every rule of the provider, or says why no page has it", () => {
    const rules = [ssl, vpn].flatMap(({ fields, jointRules }) => [
      ...fields.flatMap(({ path, rules: own = [], enum: words, required }) => [
        ...own.map(({ id }) => id),
        ...(words === undefined ? [] : [ruleIdOf({ rule: `${path}.enum` })]),
        ...(required === true ? [ruleIdOf({ rule: `${path}.required` })] : []),
      ]),
      ...jointRules.map(({ id }) => id),
    ]);
    const named = new Set([
      ...applied.flatMap(({ provider }) => provider),
      ...ledger.own.map(({ rule }) => rule),
    ]);
    expect([...new Set(rules)].filter((rule) => !named.has(rule))).toEqual([]);
  });

  it("every rule between resources", () => {
    const lists = [...[sslVpnServerNeighbour, vpnConnectionNeighbour].map((one) => one.onOneGateway)];
    const rules = [...lists, poolAndRoutes, poolsApart].flatMap(({ refused, warned }) => [
      ...refused,
      ...warned,
    ]);
    const named = unapplied.flatMap(({ between = [] }) => between);
    expect([...new Set(named)].sort()).toEqual(rules.map(({ id }) => id).sort());
    for (const { id, code } of rules.filter((rule) => rule.code !== undefined)) {
      const codes = unapplied.filter(({ between = [] }) => between.includes(id)).map((row) => row.code);
      expect([id, codes]).toEqual([id, expect.arrayContaining([code])]);
    }
  });

  it("nothing that is applied without a rule, or unapplied without a reason", () => {
    expect(
      applied.filter(({ provider, accepted, refused }) => !provider[0] || !accepted[0] || !refused[0]),
    ).toEqual([]);
    expect(unapplied.filter(({ because }) => because === "")).toEqual([]);
  });
});

it("the page is what the ledger says: npm run docs:rules", () => {
  expect(readFileSync(join(repositoryRoot(), "docs/rules.md"), "utf8")).toBe(rulesPage(ledger));
});

it("counts", () => {
  const sentences = models.flatMap(sentencesOfModel).filter(mayConstrain);
  const rows = ledger.rows.map(({ parameters, quotes }) => claims(parameters, quotes));
  const ruling = sentences.filter((sentence) => rows.some(({ covers }) => covers(sentence)));
  const reasons = [...new Set(unapplied.map(({ notApplied }) => notApplied))];
  const counts = {
    "sentences of the models that may constrain": sentences.length,
    "of them rules": ruling.length,
    "error codes of the pages": documentedCodes().filter(({ source }) => source === "page").length,
    "rows of the ledger": ledger.rows.length,
    applied: applied.length,
    "not applied": unapplied.length,
    ...Object.fromEntries(
      reasons.map((reason) => [
        `not applied: ${reason}`,
        unapplied.filter(({ notApplied }) => notApplied === reason).length,
      ]),
    ),
  };
  console.info(
    Object.entries(counts)
      .map(([what, count]) => `${String(count).padStart(5)}  ${what}`)
      .join("\n"),
  );
  expect(applied.length + unapplied.length).toBe(ledger.rows.length);
});
