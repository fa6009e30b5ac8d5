import assert from "node:assert/strict";
import { test } from "node:test";
import { evidenceMatters } from "#services/core/notices/evidence-matters";

const BODY = {
  ...{ from: "2026-06-30T23:00:00.000Z", to: "2026-09-30T23:00:00.000Z", framework: "nhs-dspt-caf@2026-27" },
  pack: `sha256:${"5".repeat(64)}`,
};

test("a pack that a schedule had made is told once, in the digest, by its days in London and its digest, with the way to it", () => {
  const [matter, ...others] = evidenceMatters(
    [
      { seq: 812, actor: "lockstep", body: BODY },
      { seq: 700, actor: "A. Auditor", body: BODY },
      { seq: 1, actor: "lockstep", body: {} },
    ],
    "https://lockstep.hospital.test",
  );
  assert.deepEqual(others, [], "whoever asked for one knows of it");
  assert.equal(matter?.title, "Evidence of 2026-07-01 to 2026-09-30 was made");
  assert.match(matter?.sentence ?? "", /nhs-dspt-caf@2026-27.*number 812.*sha256:5{64}/);
  assert.match(matter?.action ?? "", /under Evidence at https:\/\/lockstep\.hospital\.test/);
  assert.deepEqual(
    [matter?.kind, matter?.isUrgent, matter?.engineId, matter?.owner],
    ["evidence", false, null, "estate"],
  );
});
