import assert from "node:assert/strict";
import { test } from "node:test";
import { irisDialect } from "#services/engines/iris/dialect";

function isHarmless(kind: string, key: string, ...segments: string[]): boolean {
  return irisDialect.mayDiffer?.(kind, key, segments) !== undefined;
}

test("a default that is told at the items it governs does not block by itself as well", () => {
  assert.ok(isHarmless("system-default", "LIVE/*||To PAS||*||Port", "value"));
  assert.ok(isHarmless("system-default", "LIVE/*||*||Elmsford.Operation||Port"));
  assert.ok(isHarmless("system-default", "LIVE/*||*||*||Enabled", "value"));
});

test("a default for every item and class, which no item shows, blocks", () => {
  assert.ok(!isHarmless("system-default", "LIVE/*||*||*||FilePath", "value"));
  assert.ok(!isHarmless("system-default", "LIVE/Elmsford.Production||*||*||ShutdownTimeout"));
});

test("what only describes blocks nothing, what is called so and runs does", () => {
  assert.ok(isHarmless("class", "LIVE/A", "Description"));
  assert.ok(isHarmless("class", "LIVE/A", "Methods", "Answer", "Description"));
  assert.ok(isHarmless("production-item", "LIVE/P||I|C", "Comment"));
  assert.ok(isHarmless("rule", "LIVE/R", "ruleDefinition", "@production"));
  assert.ok(isHarmless("bpl", "LIVE/B", "process", "sequence", "call A", "annotation"));
  assert.ok(isHarmless("dtl", "LIVE/T", "transform", "assign target.Ward", "annotation"));
  assert.ok(isHarmless("rule", "LIVE/R", "ruleDefinition", "ruleSet Main", "annotation#2"));
  assert.ok(!isHarmless("bpl", "LIVE/B", "Methods", "annotation"));
  assert.ok(!isHarmless("dtl", "LIVE/T", "Parameters", "annotation"));
  assert.ok(!isHarmless("class", "LIVE/A", "Properties", "Description"));
  assert.ok(!isHarmless("class", "LIVE/A", "Methods", "Description", "Implementation"));
  assert.ok(!isHarmless("production-item", "LIVE/P||I|C", "Adapter", "Comment"));
  assert.ok(!isHarmless("production-item", "LIVE/P||I|C"));
  assert.ok(!isHarmless("rule", "LIVE/R", "ruleDefinition", "@context"));
});
