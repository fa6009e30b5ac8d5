import assert from "node:assert/strict";
import { test } from "node:test";
import type { RulePack } from "#schemas/rule-pack";
import { LockstepError } from "#services/core/errors";
import { createFileDialect } from "#services/engines/files/dialect";
import { parseRulePack } from "#services/engines/files/parse-rule-pack";
import { differences, fileItem } from "./file-fixture.js";

test("an expression that would hold up another engine for years is answered at once", async () => {
  const pack = labPack({ value: "^(a+)+$", line: "^([a-z]+ ?)*!$" });
  const reader = createFileDialect([pack], "file-tree");
  const slow = `${"a".repeat(4000)}b`;
  const file = (path: string, content: string): ReturnType<typeof fileItem> => fileItem("lab", path, content);
  const settings = (id: string): ReturnType<typeof fileItem> => file("a.json", JSON.stringify({ id, port: 1 }));
  const changed = await differences([settings(slow)], [settings(`${slow}b`)], reader);
  assert.deepEqual(
    changed.map(({ labels }) => labels),
    [["id"]],
  );
  assert.deepEqual(await differences([settings("aaa")], [settings("aaaa")], reader), []);
  const banner = await differences([file("a.txt", `x\n${slow}!!`)], [file("a.txt", `x\n${slow}??`)], reader);
  assert.equal(banner.length, 1);
});

test("a letter in an expression is that letter, and not the same one in another case", async () => {
  const reader = createFileDialect([labPack({ value: "^noise$", line: "^Banner" })], "file-tree");
  const of = (id: string): ReturnType<typeof fileItem> => fileItem("lab", "a.json", JSON.stringify({ id, port: 1 }));
  assert.equal((await differences([of("NOISE")], [of("Noise")], reader)).length, 1);
});

for (const [expression, reason] of [
  ["^(?!x)", /\(\?!/],
  ["(a)\\\\1", /escape sequence/],
  ["(a", /missing closing \)/],
] as const) {
  test(`an expression that cannot be used is told with its line, its rule and the reason: ${expression}`, () => {
    const problem = problemOf(labText({ value: expression, line: "^Banner" }));
    assert.match(problem, /line 10, rules\/0\/value/);
    assert.match(problem, reason);
    assert.match(problemOf(labText({ value: "^x", line: expression })), /line 7, documents\/0\/dropLines\/0/);
  });
}

function labText({ value, line }: { readonly value: string; readonly line: string }): string {
  return `pack: lab
version: 1
title: What the laboratory's engine reads
include: ["**"]
kinds: { lab-file: { folder: lab-files, title: File, concept: setting } }
documents:
  - { match: "**/*.txt", kind: lab-file, format: text, dropLines: ["${line}"] }
  - { match: "**", kind: lab-file }
rules:
  - { at: id, is: cosmetic, value: "${value}" }
cases: []
`;
}

function labPack(expressions: { readonly value: string; readonly line: string }): RulePack {
  return parseRulePack(labText(expressions), "policy/lab.pack.yaml");
}

function problemOf(text: string): string {
  try {
    parseRulePack(text, "policy/lab.pack.yaml");
  } catch (error) {
    if (error instanceof LockstepError && error.code === "policy-invalid") return error.message;
    throw error;
  }
  return "";
}
