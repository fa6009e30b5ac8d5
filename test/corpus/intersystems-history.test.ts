import assert from "node:assert/strict";
import { test } from "node:test";
import type { CompareFinding } from "#schemas/compare-report";
import { compareExports, readExportFiles } from "#services/jobs/compare/compare-exports";
import { type CorpusFile, corpusIsAbsent, historyPairs, OPTIONS } from "./intersystems-files.js";
import { changedFacts, factsOf } from "./intersystems-oracle.js";

async function findingsBetween(a: CorpusFile, b: CorpusFile): Promise<readonly CompareFinding[]> {
  const side = ({ path, bytes }: CorpusFile) => readExportFiles("", [{ source: "file", bytes, origin: path }], OPTIONS);
  return (await compareExports(side(a), side(b), OPTIONS.dialect)).findings;
}

function oracleFor(a: CorpusFile, b: CorpusFile): readonly string[] {
  const facts = ({ path, bytes }: CorpusFile) => factsOf(bytes.toString("utf8"), path.endsWith(".xml"));
  return changedFacts(facts(a), facts(b));
}

/** What the dialect told, in the oracle's words: `item A|B /Adapter/Port`. Of items that came or went, only that. */
function toldSettings(findings: readonly CompareFinding[]): string[] {
  const told = findings.flatMap(({ artefact, changes }) => {
    if (artefact.kind === "production") return changes.map(({ path }) => `production ${path}`);
    if (artefact.kind !== "production-item") return [];
    const item = `item ${artefact.key.slice(artefact.key.indexOf("||") + 2)}`;
    return changes.map(({ path }) => `${item} ${path}`);
  });
  return [...new Set(told)].sort();
}

function expectedSettings(changed: readonly string[]): string[] {
  const comesOrGoes = new Set(changed.filter((fact) => fact.endsWith(" /")).map((fact) => fact.slice(0, -1)));
  return changed
    .filter((fact) => /^(?:production|item) /.test(fact))
    .filter((fact) => fact.endsWith(" /") || ![...comesOrGoes].some((item) => fact.startsWith(item)))
    .sort();
}

test("white space, layout, stamps and quotes between two versions raise no alarm", {
  skip: corpusIsAbsent,
}, async () => {
  const noise = historyPairs().filter(([a, b]) => oracleFor(a, b).length === 0);
  assert.ok(noise.length >= 3, `${noise.length} pairs that differ by noise only`);
  for (const [a, b] of noise) assert.deepEqual(await findingsBetween(a, b), [], b.path);
});

test("every real change between two versions is told, with a label", { skip: corpusIsAbsent }, async () => {
  const real = historyPairs().filter(([a, b]) => oracleFor(a, b).length > 0);
  assert.ok(real.length >= 50, `${real.length} pairs that really differ`);
  for (const [a, b] of real) {
    const findings = await findingsBetween(a, b);
    assert.notEqual(findings.length, 0, b.path);
    for (const { changes } of findings) for (const { label } of changes) assert.match(label, /\S/, b.path);
  }
});

test("each changed setting of a production is told once, by its own path, and nothing else", {
  skip: corpusIsAbsent,
}, async () => {
  let settings = 0;
  for (const [a, b] of historyPairs()) {
    const expected = expectedSettings(oracleFor(a, b));
    assert.deepEqual(toldSettings(await findingsBetween(a, b)), expected, b.path);
    settings += expected.length;
  }
  assert.ok(settings >= 120, `${settings} changes of settings and items`);
});

test("code, rules, transformations and processes are told exactly where they changed", {
  skip: corpusIsAbsent,
}, async () => {
  for (const [a, b] of historyPairs()) {
    const changed = oracleFor(a, b);
    const findings = (await findingsBetween(a, b)).filter(({ artefact }) => !artefact.kind.startsWith("production"));
    const told = new Set(findings.flatMap(({ changes }) => changes.map(({ path }) => path)));
    const isDefinition = (path: string): boolean => /^\/(?:ruleDefinition|transform|process)(?:\/|$)/.test(path);
    const definition = changed.some((fact) => fact.startsWith("definition "));
    assert.equal([...told].some(isDefinition), definition, `${b.path}: ${[...told].join(" ")}`);
    const others = changed.some((fact) => !/^(?:definition|item|production) /.test(fact));
    assert.equal(
      [...told].some((path) => !isDefinition(path)),
      others,
      `${b.path}: ${[...told].join(" ")}`,
    );
  }
});
