import assert from "node:assert/strict";
import test from "node:test";
import type { ChangeTrail, TicketTrail, TraceReport } from "#schemas/trace-report";
import { renderTraceTerminal } from "#services/reports/evidence/render-trace-terminal";
import { HOSTILE_TEXTS } from "#test/fakes/hostile-texts";

function trailOf(text: string): ChangeTrail {
  return {
    ...{
      changeId: text,
      kind: "difference",
      engine: text,
      item: text,
      itemPath: text,
      parts: [text],
      severity: "high",
    },
    ...{ tier: 1, flow: text, owner: text, verdict: "unreferenced", ticket: text, digests: [text] },
    ...{ firstRecord: 1, lastRecord: 2, runs: 2, notes: [text] },
    steps: [{ at: text, kind: "engine-act", who: text, told: text, record: 1 }],
    tests: [{ ticket: text, test: text, passed: false, facts: text }],
  };
}

function ticketOf(text: string): TicketTrail {
  return {
    ...{ number: text, system: text, kind: "normal", approval: "approved", window: { start: text, end: null } },
    ...{ implementers: [text], requester: text, names: [text] },
    steps: [{ at: null, kind: "ticket", who: text, told: text, record: null }],
  };
}

test("nothing that an engine or a ticket says can make a terminal lie", () => {
  for (const text of HOSTILE_TEXTS) {
    for (const by of ["change", "ticket"] as const) {
      const asked = { by, value: text };
      const report: TraceReport = {
        schema: "lockstep/trace@1",
        asked,
        trails: [trailOf(text)],
        tickets: [ticketOf(text)],
      };
      assert.doesNotMatch(
        renderTraceTerminal(report, {}),
        /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/,
      );
    }
  }
});

test("an instant in a sentence is shown as people read it", () => {
  const trail = {
    ...trailOf("Desk"),
    steps: [{ at: null, kind: "ticket", who: null, told: "until 2026-07-01T10:00:05.271Z", record: null } as const],
  };
  const report: TraceReport = {
    schema: "lockstep/trace@1",
    asked: { by: "change", value: "x" },
    trails: [trail],
    tickets: [],
  };
  assert.match(renderTraceTerminal(report, {}), /until 1 Jul 2026 10:00 UTC/);
});
