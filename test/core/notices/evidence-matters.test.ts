import assert from "node:assert/strict";
import { test } from "node:test";
import type { AskedPack, FailedPack } from "#schemas/kept-pack";
import { evidenceMatters } from "#services/core/notices/evidence-matters";
import { failedEvidenceMatters } from "#services/core/notices/failed-evidence-matters";

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

const ASKED: AskedPack = {
  ...{ schema: "lockstep/asked-pack@1", id: "0a".repeat(16), engines: ["tie"], by: null, schedule: "quarters" },
  ...{
    firstDay: "2026-07-01",
    lastDay: "2026-09-30",
    framework: "nhs-dspt-caf@2026-27",
    askedAt: "2026-10-01T03:00:00.000Z",
  },
};
const FAILED: FailedPack = {
  ...{ at: "2026-10-01T03:01:00.000Z", code: "patient-data-found", message: "What is packed holds patient data." },
  remedy: "Look at what it names.",
};

test("a pack that a schedule asked for and that could not be made stands until it is made, with why and what to do", () => {
  const { matters, scopes } = failedEvidenceMatters([
    { asked: ASKED, failed: FAILED },
    { asked: { ...ASKED, id: "0b".repeat(16), by: "A. Auditor", schedule: null }, failed: FAILED },
    { asked: { ...ASKED, id: "0c".repeat(16) } },
  ]);
  assert.equal(matters.length, 1, "whoever asked sees it where they asked");
  const [matter] = matters;
  assert.equal(matter?.title, "Evidence of 2026-07-01 to 2026-09-30 could not be made");
  assert.match(matter?.sentence ?? "", /the schedule 'quarters'.*holds patient data\. \(patient-data-found\)$/);
  assert.equal(matter?.action, "Look at what it names. Then ask for it again under Evidence.");
  assert.deepEqual([matter?.kind, matter?.isUrgent, scopes], ["evidence", false, [matter?.scope]]);
  assert.deepEqual(failedEvidenceMatters([]).scopes, scopes, "told once, it is known to have ended");
});
