import { documentedCodes, ruleLedger } from "../../simulator/src/index";
import { poolAndRoutes, poolsApart } from "../../provider/src/schema/crossResource";
import { sslVpnServer as ssl } from "../../provider/src/resources/sslVpnServer/definition";
import { vpnConnection as vpn } from "../../provider/src/resources/vpnConnection/definition";
import { applied, ledger, ruleIdOf, unapplied } from "./support/ledger";
import { counts, covers } from "../../tools/docs/counts";
import { mayConstrain, models, sentencesOfModel } from "../../tools/docs/sentences";

const changes = new Set(models.map((model) => model.replace("Request", "")));
const simulated = ruleLedger().filter(({ operations }) => operations.some((name) => changes.has(name)));

const claims = (parameters: readonly string[], quotes: readonly string[]) => ({
  covers: (sentence: { model: string; parameter: string; text: string }) =>
    covers({ parameters }, quotes, sentence),
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

  it("for each sentence of a page the rows that have it and name the page, or why it is no rule", () => {
    for (const { page, sentences } of ledger.pages) {
      for (const { text, rows = [], because = "" } of sentences) {
        expect([text, rows.length > 0, because !== ""]).toEqual([text, rows.length > 0, rows.length === 0]);
        const naming = rows.filter((id) => ledger.rows.find((row) => row.id === id)?.sources.includes(page));
        expect([text, naming]).toEqual([text, rows]);
      }
    }
  });

  it("no row that names a page on which neither a sentence nor a code stands for it", () => {
    const unfounded = ledger.pages.flatMap(({ page, codes, sentences }) => {
      const rows = new Set(sentences.flatMap((one) => one.rows ?? []));
      return ledger.rows
        .filter(
          ({ id, sources, code = "" }) => sources.includes(page) && !rows.has(id) && !codes.includes(code),
        )
        .map(({ id }) => [page, id]);
    });
    expect(unfounded).toEqual([]);
  });

  it("each code of each page in a row that names the page, and no other codes are on them", () => {
    for (const { page, codes } of ledger.pages) {
      const named = new Set(
        ledger.rows.filter(({ sources }) => sources.includes(page)).map(({ code }) => code),
      );
      expect([page, codes.filter((code) => !named.has(code))]).toEqual([page, []]);
    }
    const ofPages = new Set(ledger.pages.flatMap(({ codes }) => codes));
    const known = documentedCodes().filter(({ source }) => source === "page");
    expect(known.map(({ code }) => code).sort()).toEqual([...ofPages].sort());
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
    const lists = [...[ssl, vpn].map(({ crossResource }) => crossResource.onOneGateway)];
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

it("counts", () => {
  console.info(
    counts(ledger)
      .map(([what, count]) => `${String(count).padStart(5)}  ${what}`)
      .join("\n"),
  );
  expect(applied.length + unapplied.length).toBe(ledger.rows.length);
});
