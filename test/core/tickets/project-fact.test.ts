import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { projectFact } from "#services/core/tickets/project-fact";
import { ANSWER, ANSWERED_DIGEST, MAPPING } from "./ticket-fixture.js";

test("nothing is kept that the mapping does not name: no text, no remark, no field of another name", () => {
  const kept = JSON.stringify(projectFact(ANSWER, MAPPING));
  for (const word of ["Ada", "Byron", "999", "Bed", "bed 4", "Ward", "7B", "mail", "icon", "watchers"]) {
    assert.ok(!kept.includes(word), word);
  }
  assert.ok(kept.includes(ANSWERED_DIGEST));
});

test("a field that holds a text in one answer and a record in another is kept in both", () => {
  const mapping = { ...MAPPING, cis: [{ from: ["/items/*", "/items/*/name"] }] };
  assert.deepEqual(projectFact({ items: [{ name: "TIE", owner: "x" }] }, mapping), { items: [{ name: "TIE" }] });
  assert.deepEqual(projectFact({ items: ["TIE"] }, mapping), { items: ["TIE"] });
});

test("cutting down twice is cutting down once", () => {
  const once = projectFact(ANSWER, MAPPING);
  assert.deepEqual(projectFact(once, MAPPING), once);
});

test("whatever a system answers, cutting it down neither fails nor adds", () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom("ticket", "history", "approvals", "items", "x"), fc.jsonValue()),
      (answer) => {
        const kept = projectFact(answer, MAPPING);
        assert.ok(JSON.stringify(kept).length <= JSON.stringify(answer).length + 2);
        assert.deepEqual(projectFact(kept, MAPPING), kept);
      },
    ),
  );
});
