import assert from "node:assert/strict";
import { test } from "node:test";
import { planAction } from "#services/core/action/plan-action";
import { standingActions } from "#services/core/action/standing-actions";
import { actionMatters } from "#services/core/notices/action-matters";
import { isToldAtOnce } from "#services/core/notices/matter";
import { aRecord } from "#test/core/exercise/an-exercise";

test("an action past its day waits for the digest, is told to its owner, and has ended once it is closed", () => {
  const asked = { engineId: "tie", what: "Renew the route", from: "incident INC0001", owner: "Network team" };
  const body = { ...planAction({ ...asked, due: "2026-11-24" }, "2026-11-23T02:00:00.000Z"), ticket: null };
  const raised = aRecord(1, "action-raised", body);
  const closed = aRecord(2, "action-closed", { id: body.id, engineId: "tie", note: "Done" });
  const matters = (records: Parameters<typeof standingActions>[0], at: string) =>
    actionMatters(standingActions(records, at)).matters;
  assert.deepEqual(matters([raised], "2026-11-24T23:00:00.000Z"), []);
  const [matter, ...others] = matters([raised], "2026-11-25T00:00:00.000Z");
  assert.equal(others.length, 0);
  assert.deepEqual([matter?.owner, matter?.engineId, matter?.isUrgent], ["Network team", "tie", false]);
  assert.match(matter?.sentence ?? "", /Renew the route .* was due on 2026-11-24 and is not closed/);
  assert.equal(isToldAtOnce("action"), false);
  assert.deepEqual(matters([raised, closed], "2026-11-25T00:00:00.000Z"), []);
});
