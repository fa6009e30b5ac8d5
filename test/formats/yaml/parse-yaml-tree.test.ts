import assert from "node:assert/strict";
import { test } from "node:test";
import { LockstepError } from "#services/core/errors";
import { parseJsonTree } from "#services/formats/json/parse-json-tree";
import { parseYamlTree } from "#services/formats/yaml/parse-yaml-tree";

test("how a value is quoted means nothing, and no value becomes another", () => {
  const tree = parseYamlTree("a: 'yes'\nb: yes\nc: 010\nd: 1.0\ne: ~\n", "x");
  assert.deepEqual(
    tree.children.map(({ name, text }) => [name, text]),
    [
      ["a", "yes"],
      ["b", "yes"],
      ["c", "010"],
      ["d", "1.0"],
      ["e", "~"],
    ],
  );
});

test("aliases cannot grow a few lines into gigabytes", () => {
  const lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"];
  for (let at = 1; at < 9; at += 1)
    lines.push(
      `a${at}: &a${at} [${Array(9)
        .fill(`*a${at - 1}`)
        .join(", ")}]`,
    );
  assert.throws(() => parseYamlTree(lines.join("\n"), "x"), LockstepError);
});

test("few aliases of a long list cannot, either, and neither can many small items", () => {
  const isTooLarge = (error: unknown): boolean => error instanceof LockstepError && error.code === "answer-too-large";
  const list = `a: &a [${"x,".repeat(20_000)}x]\n`;
  assert.throws(() => parseYamlTree(`${list}b: [${"*a,".repeat(90)}*a]\n`, "x"), isTooLarge);
  assert.equal(parseYamlTree(`${list}b: [*a, *a]\n`, "x").children[1]?.children[1]?.children.length, 20_001);
  assert.throws(() => parseJsonTree(`[${"1,".repeat(1_000_000)}1]`, "x"), isTooLarge);
});

test("what is no YAML is refused with its line", () => {
  assert.throws(() => parseYamlTree("a: [1\nb: 2\n", "x"), /line \d/);
});
