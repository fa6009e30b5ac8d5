import assert from "node:assert/strict";
import { test } from "node:test";
import type { Authorisation } from "#schemas/authorisation";
import type { Finding } from "#schemas/finding";
import type { ReadinessInput } from "#services/core/readiness/readiness-input";
import { aPolicy } from "#test/fakes/judged";
import { assess } from "#test/fakes/readiness-story";
import { aFinding, aTicket, on, reading, tell, unavailable } from "./ticket-story.js";

/** A change that blocks nothing by itself, with what its ticket system said. */
function changed(authorisation: Authorisation, about: Partial<Finding> = {}): Partial<ReadinessInput> {
  return { findings: [aFinding({ authorisation, blocksReadiness: false, case: "both-changed", ...about })] };
}

test("is unknown, not ready, where the export of tickets is too old to tell", () => {
  const stale = tell({ readings: [reading([aTicket()], on("14:00"))] });
  const { verdict, reasons } = assess(changed(stale));
  assert.equal(verdict, "unknown");
  assert.deepEqual(
    reasons.map(({ code, message }) => [code, message]),
    [
      [
        "ticket-source-unavailable",
        "Whether one change had authority cannot be told: the tickets were exported at 2026-11-18T14:00:00Z, more than 60 minutes before 2026-11-18T16:00:00Z.",
      ],
    ],
  );
});

test("a system that did not answer for a change makes it unknown, and is told once", () => {
  const unread = changed(tell({ readings: [unavailable()] }));
  assert.equal(assess(unread).verdict, "unknown");
  const problems = [{ code: "ticket-source-unavailable", message: "the drop folder cannot be read" }] as const;
  assert.equal(assess({ ...unread, problems }).reasons.length, 1);
});

test("a site without any ticket system is not kept from being ready, unless changes need authority there", () => {
  const nobody = changed(tell({ readings: [] }));
  assert.equal(assess(nobody).verdict, "ready");
  const { settings, ...policy } = aPolicy();
  const strict = { ...policy, settings: { ...settings, unauthorisedBlocksReadiness: true } };
  assert.equal(assess({ ...nobody, policy: strict }).verdict, "unknown");
});

test("what a waiver explains asks for no authority", () => {
  const explainedBy = { by: "waiver" as const, id: "w", reason: "", expires: null };
  assert.equal(assess(changed(tell({ readings: [unavailable()] }), { explainedBy })).verdict, "ready");
});
