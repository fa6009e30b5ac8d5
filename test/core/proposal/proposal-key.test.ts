import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type KeyParts, proposalKey } from "#services/core/proposal/proposal-key";

const SAFE = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

const name = fc.oneof(
  fc.constantFrom(
    "ADT",
    "adt",
    "a-b",
    "a b",
    "a--b",
    "-a",
    "a.lock",
    "../x",
    "@{",
    "",
    "~^:?*[",
    "\u202eADT",
    "x".repeat(80),
  ),
  fc.string({ unit: "binary", maxLength: 80 }),
  fc.stringMatching(/^[a-z0-9-]{1,70}$/),
);

const parts: fc.Arbitrary<KeyParts> = fc
  .record({
    words: fc.subarray(["restore", "unauthorised"]),
    by: fc.constantFrom("ticket", "pattern", "flow" as const),
    name,
    identity: fc.constantFrom(undefined, "1", "2"),
  })
  .map(({ identity, ...rest }) => (identity === undefined ? rest : { ...rest, identity }));

test("a key reads like its cause where that is clean", () => {
  assert.equal(proposalKey({ words: [], by: "ticket", name: "CHG0041234" }), "ticket-chg0041234");
  assert.equal(proposalKey({ words: ["unauthorised"], by: "flow", name: "ADT" }), "unauthorised-flow-adt");
  assert.match(
    proposalKey({ words: [], by: "flow", name: "No flow declared" }),
    /^flow-no-flow-declared--[0-9a-f]{16}$/,
  );
});

test("a key is safe in a branch, a path and an address, whatever the cause is called", () => {
  fc.assert(
    fc.property(parts, (one) => {
      const key = proposalKey(one);
      assert.match(key, SAFE);
      assert.ok(!key.endsWith(".lock"));
      assert.equal(proposalKey(structuredClone(one)), key);
    }),
    { numRuns: 2000 },
  );
});

test("two causes never share a key, and case makes no other cause", () => {
  const meaning = (one: KeyParts) =>
    JSON.stringify([one.words, one.by, one.name.normalize("NFC").toLowerCase(), one.identity ?? null]);
  fc.assert(
    fc.property(fc.array(parts, { minLength: 2, maxLength: 30 }), (all) => {
      const causes = new Set(all.map(meaning));
      assert.equal(new Set(all.map(proposalKey)).size, causes.size);
    }),
    { numRuns: 1000 },
  );
});

test("a cause that is called like another one's key does not get it", () => {
  const long = proposalKey({ words: [], by: "flow", name: "a b" });
  assert.notEqual(proposalKey({ words: [], by: "flow", name: long.slice("flow-".length) }), long);
});
