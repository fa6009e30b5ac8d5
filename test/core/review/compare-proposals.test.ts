import assert from "node:assert/strict";
import { test } from "node:test";
import type { ChangeProposal } from "#schemas/change-proposal";
import type { Finding } from "#schemas/finding";
import { compareProposals } from "#services/core/review/compare-proposals";
import { aChange, aFinding, propose } from "../proposal/propose.js";

function proposal(...findings: Finding[]): ChangeProposal {
  const [only, ...others] = propose(findings).proposals;
  assert.ok(only);
  assert.deepEqual(others, []);
  return only;
}

const PORT = aFinding("1");

test("nothing changed where the digests are the same, also when the standby followed meanwhile", () => {
  const followed = aFinding("1", {}, { case: "both-changed", changes: [aChange("/port", "6661", "6671", "6671")] });
  assert.deepEqual(compareProposals(proposal(PORT), proposal(followed)), { added: [], gone: [], altered: [] });
});

test("tells what came in and what went", () => {
  const host = aFinding("2", {}, { changes: [aChange("/host", "a", "b")] });
  const { added, gone, altered } = compareProposals(proposal(PORT), proposal(host));
  assert.deepEqual(
    [added.map(({ artefact }) => artefact.key), gone.map(({ artefact }) => artefact.key)],
    [["2"], ["1"]],
  );
  assert.deepEqual(altered, []);
});

test("tells of what is in both which values production holds now, and held when it was looked at", () => {
  const before = aFinding(
    "1",
    {},
    { changes: [aChange("/port", "6661", "6671"), aChange("/same", "1", "2"), aChange("/was", "1", "2")] },
  );
  const after = aFinding(
    "1",
    {},
    { changes: [aChange("/port", "6661", "6672"), aChange("/same", "1", "2"), aChange("/new", null, "x")] },
  );
  const { added, gone, altered } = compareProposals(proposal(before), proposal(after));
  assert.deepEqual([added, gone], [[], []]);
  assert.deepEqual(
    altered[0]?.paths.map(({ path, before: was, after: is }) => [path, was, is]),
    [
      ["/new", undefined, "x"],
      ["/port", "6671", "6672"],
      ["/was", "2", undefined],
    ],
  );
});
