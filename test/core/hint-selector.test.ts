import assert from "node:assert/strict";
import { test } from "node:test";
import type { Engine } from "#schemas/estate";
import { hintSelector } from "#services/core/hint-selector";
import { parseSelector } from "#services/core/parse-selector";

const TIE: Engine = {
  id: "tie",
  product: "mirth-connect",
  owner: "Team",
  nodes: [
    { id: "tie-a", role: "primary", url: "https://tie-a" },
    { id: "tie-b", role: "standby", url: "https://tie-b" },
  ],
};

for (const [selector, says] of [
  ["tie/primary", /names a node by its id: tie\/tie-a \(primary\), tie\/tie-b \(standby\)/],
  ["tie/tie-c~2", /names a node by its id/],
  ["tie/tie-a", /Run 'lockstep check tie'/],
  ["tie/baseline", /lockstep baseline adopt tie/],
  ["lab/lab-a", /no engine 'lab' .*there are: tie/],
] as const) {
  test(`a selector that stands for nothing is told with what to write: ${selector}`, () => {
    assert.match(hintSelector(parseSelector(selector), [TIE]), says);
  });
}
