import assert from "node:assert/strict";
import { test } from "node:test";
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
