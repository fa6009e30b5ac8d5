import assert from "node:assert/strict";
import { test } from "node:test";
import { pseudonymOf } from "#services/core/people/pseudonym-of";
import { parseGoverned } from "#services/core/policy/parse-governed";

function refusal(owner: string, approver: string): string | undefined {
  const waiver = {
    ...{ id: "w", artefact: {}, finding: `sha256:${"1".repeat(64)}`, owner, approver, reason: "r" },
    ...{ granted: "2026-11-20", expires: "2026-12-01" },
  };
  const files = {
    "estate.yaml": "estate: a\nengines: []\n",
    "policy/waivers.yaml": JSON.stringify({ waivers: [waiver] }),
  };
  const { problems } = parseGoverned(new Map(Object.entries(files)));
  return problems.find(({ file }) => file === "policy/waivers.yaml")?.message;
}

test("nobody approves their own waiver under another spelling", () => {
  const spellings = [
    "j.  smith",
    "J. Smith\u2060",
    "J. Sm\u00adith",
    "J Smith",
    "j.smith@trust.example",
    "TRUST\\jsmith",
  ];
  for (const approver of spellings) assert.equal(refusal("J. Smith", approver), "is approved by its owner", approver);
  assert.equal(refusal("J. Smith", "K. Lee"), undefined);
});

test("a waiver that a look-alike name or nobody approved is refused", () => {
  for (const approver of ["J. Sm\u0456th", "K. L\u0435e", "-", "\u2060"]) {
    assert.equal(refusal("J. Smith", approver), "is approved by nobody who can be told by name", approver);
  }
});

test("a waiver with one person by name and one by pseudonym is refused for that, and says what to write; with both sealed it holds", () => {
  const key = new Uint8Array(32).fill(7);
  const [owner, approver] = [pseudonymOf("J. Smith", key, "owner"), pseudonymOf("K. Lee", key, "approver")];
  const mixed = "has one by name and the other by pseudonym, so nobody can tell whether the approver is the owner";
  assert.equal(refusal(owner, "K. Lee"), mixed);
  assert.equal(refusal("J. Smith", approver), mixed);
  assert.equal(refusal(owner, approver), undefined);
  assert.equal(refusal(owner, pseudonymOf("smith, j.", key, "approver")), "is approved by its owner");
});
