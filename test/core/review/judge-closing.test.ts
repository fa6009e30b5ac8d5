import assert from "node:assert/strict";
import { test } from "node:test";
import { type ClosingQuestion, judgeClosing } from "#services/core/review/judge-closing";
import type { Opinion } from "#services/core/review/standing-opinions";

function says(account: string, text: string, about: Partial<Opinion> = {}): Opinion {
  return { account, says: "commented", commit: null, at: "2026-11-22T10:00:00Z", text, ...about };
}

function judge(about: Partial<ClosingQuestion>) {
  return judgeClosing({ closedBy: "pat-cab", opinions: [], approvers: ["Pat-CAB"], own: "lockstep[bot]", ...about });
}

test("an approver who closes it declines, with the reason that they asked for something else", () => {
  assert.deepEqual(judge({}), { outcome: "declined", by: "pat-cab", reason: null });
  const opinions = [says("PAT-cab", "port 6671, please", { says: "changes-requested" }), says("pat-cab", "see above")];
  assert.deepEqual(judge({ opinions }), { outcome: "declined", by: "pat-cab", reason: "port 6671, please" });
  assert.deepEqual(judge({ opinions: [says("pat-cab", "no"), says("eve", "yes")] }), {
    outcome: "declined",
    by: "pat-cab",
    reason: "no",
  });
});

test("somebody else who closes it decides nothing, and it is opened again with the reason", () => {
  for (const closedBy of ["eve", null]) {
    const judged = judge({ closedBy });
    assert.ok(judged.outcome === "none" && judged.reopen);
    assert.match(judged.comment, /decided nothing/);
    assert.doesNotMatch(judged.comment, /eve/);
  }
});

test("what Lockstep itself closed is left closed, even where its account is among the approvers", () => {
  const judged = judge({ closedBy: "Lockstep[bot]", approvers: ["lockstep[bot]"] });
  assert.deepEqual(judged, { outcome: "none", reopen: false });
});
