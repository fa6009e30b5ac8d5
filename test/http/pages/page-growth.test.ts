import assert from "node:assert/strict";
import { test } from "node:test";
import { enginePage } from "#services/http/pages/engine-page";
import { findingsQuery } from "#services/http/pages/findings-query";
import { page } from "#services/http/pages/layout";
import { growthOf, LINEAR_GROWTH } from "#test/fakes/growth-of";
import { AT, aFinding, notReadyReport } from "#test/reports/fixtures";

test("the page of an engine costs as much as its findings are many, and not the square of that", () => {
  const [tie] = notReadyReport().engines;
  assert.ok(tie);
  const growth = growthOf((size) => {
    const findings = pool.slice(0, size);
    const report = { ...tie, findings, waiting: findings.map(({ id }) => id) };
    const { readiness } = report;
    const ready = {
      schema: "lockstep/ready@1" as const,
      ...{ engineId: "tie", at: AT, runId: "run-0042", ageSeconds: 240 },
      ...{ verdict: readiness.verdict, scope: readiness.scope, asOf: readiness.asOf },
      ...{ expiresAt: readiness.expiresAt, reasons: readiness.reasons },
    } as const;
    const value = { schema: "lockstep/explain@1", ready, report } as const;
    const explained = { value, asOf: AT, mark: "", fault: undefined };
    const query = findingsQuery(new URLSearchParams());
    const values = {
      estate: "hazelwick",
      engineId: "tie",
      explained,
      actions: [],
      runtimes: [],
      query,
      at: new Date(AT),
    };
    const reader = { principal: { kind: "person", id: "ros", name: "Ros Haddon", grants: [] }, csrf: "" } as const;
    return page(enginePage(values, reader), reader);
  }, 200);
  assert.ok(growth < LINEAR_GROWTH, `${growth.toFixed(1)} times as long for sixteen times as many`);
});

const pool = Array.from({ length: 3200 }, (_, index) => aFinding(`Channel ${index}`));
