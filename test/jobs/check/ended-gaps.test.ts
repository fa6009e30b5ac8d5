import assert from "node:assert/strict";
import { test } from "node:test";
import type { EngineReport, NodeReport } from "#schemas/check-report";
import { findEndedGaps } from "#services/jobs/ready/find-ended-gaps";

const SOURCE = "table/%SYS/Security.Users";
const node = {
  coverage: { complete: false, kinds: {}, unread: [{ source: SOURCE, code: "rights-narrowed", message: "" }] },
};

function report(codes: readonly string[]): Parameters<typeof findEndedGaps>[0] {
  const reasons = codes.map((code) => ({ code }) as EngineReport["readiness"]["reasons"][number]);
  return {
    engineId: "tie",
    nodes: [node as NodeReport],
    readiness: { asOf: "2026-11-30T20:00:00Z", reasons },
  };
}

const gap = (about: object) => ({
  ...{ id: "no-users", engine: "tie", source: SOURCE, owner: "A. Adams", approver: "C. Chair", reason: "r" },
  ...{ granted: "2026-11-01", expires: "2026-11-30", ...about },
});

function ended(now: string, about: object = {}, codes: readonly string[] = ["gap-accepted"]): readonly string[] {
  const files = new Map([["policy/accepted-gaps.yaml", JSON.stringify({ acceptedGaps: [gap(about)] })]]);
  return findEndedGaps(report(codes), files, new Date(now));
}

test("a verdict does not outlive what somebody accepted as unread", () => {
  assert.deepEqual(ended("2026-11-30T23:59:00Z"), []);
  assert.deepEqual(ended("2026-12-01T00:00:00Z"), ["no-users"]);
});

test("what ended before the verdict, or was of something else, ended nothing of it", () => {
  assert.deepEqual(ended("2026-12-01T00:00:00Z", { expires: "2026-11-29" }), []);
  assert.deepEqual(ended("2026-12-01T00:00:00Z", { engine: "other" }), []);
  assert.deepEqual(ended("2026-12-01T00:00:00Z", { source: "alerts" }), []);
  assert.deepEqual(ended("2026-12-01T00:00:00Z", {}, []), []);
});
