import assert from "node:assert/strict";
import { test } from "node:test";
import { LockstepError } from "#services/core/errors";
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

test("what is no YAML is refused with its line", () => {
  assert.throws(() => parseYamlTree("a: [1\nb: 2\n", "x"), /line \d/);
});
