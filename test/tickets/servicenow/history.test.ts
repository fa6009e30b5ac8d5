import assert from "node:assert/strict";
import { test } from "node:test";
import type { AuthorisationVerdict } from "#schemas/authorisation";
import { deriveTicket } from "#services/core/tickets/derive-ticket";
import { readingOf } from "#services/core/tickets/reading-of";
import { aChange, tell } from "#test/core/ticket-story";
import {
  APPROVED,
  approvedChange,
  DIGEST,
  factOf,
  type InstanceOptions,
  system,
  withInstance,
} from "./stage-instance.js";

/** Approved at 10:00, rejected at 11:00 and approved again at 15:00, within a window of the whole day. */
const WITHDRAWN = approvedChange(
  {
    approval_set: "2026-10-20 15:00:00",
    start_date: "2026-10-20 08:00:00",
    end_date: "2026-10-20 18:00:00",
    sys_created_on: "2026-10-19 08:00:00",
  },
  {
    approvals: [{ approver: "pat.cab", state: "approved", at: "2026-10-20 15:00:00" }],
    audit: [
      { at: "2026-10-20 10:00:00", field: "approval", from: "requested", to: "approved" },
      { at: "2026-10-20 10:00:00", field: "approval_set", from: "", to: "2026-10-20 10:00:00" },
      { at: "2026-10-20 11:00:00", field: "approval", from: "approved", to: "rejected" },
      { at: "2026-10-20 11:00:00", field: "approval_set", from: "2026-10-20 10:00:00", to: "2026-10-20 11:00:00" },
      { at: "2026-10-20 15:00:00", field: "approval", from: "rejected", to: "approved" },
      { at: "2026-10-20 15:00:00", field: "approval_set", from: "2026-10-20 11:00:00", to: "2026-10-20 15:00:00" },
      { at: "2026-10-20 15:05:00", field: "state", from: "-2", to: "-1" },
    ],
  },
);

const OPEN: InstanceOptions = { changes: [WITHDRAWN] };
const CLOSED: InstanceOptions = { changes: [WITHDRAWN], rights: { deniedTables: ["sys_audit"] } };

const VECTORS: readonly (readonly [
  claim: string,
  options: InstanceOptions,
  at: string,
  verdict: AuthorisationVerdict,
])[] = [
  ["a change after the approval was withdrawn is not approved when made", OPEN, "12:00", "not-approved-at-time"],
  ["nor is it where the record of edits is closed to us", CLOSED, "12:00", "not-approved-at-time"],
  ["a change after it was approved again is authorised", OPEN, "15:30", "authorised"],
  ["so it is where the record of edits is closed to us", CLOSED, "15:30", "authorised"],
  ["a change before any approval is not approved", OPEN, "09:30", "not-approved-at-time"],
];

for (const [claim, options, time, verdict] of VECTORS) {
  test(`in ServiceNow, ${claim}`, () =>
    withInstance(options, async ({ request }) => {
      const { facts, completeTo } = await system.list(request, null);
      const about = { system: "servicenow", instance: "itsm", message: null, completeTo, asked: completeTo, gone: [] };
      const at = `2026-10-20T${time}:00Z`;
      const told = tell({
        readings: [readingOf({ ...about, state: "read" }, facts, request.mapping)],
        change: aChange({ interval: [at, at], actors: ["sam.engineer"], references: [APPROVED], digest: DIGEST }),
        control: { configurationItems: [{ ci: "TIE Live", engine: "tie", role: "primary" }] },
        at: completeTo,
      });
      assert.equal(told.verdict, verdict, JSON.stringify(told, null, 1));
    }));
}

test("what stood earlier is rebuilt from the record of edits, each state with its own time", () =>
  withInstance(OPEN, async (staged) => {
    const states = deriveTicket(await factOf(staged), staged.request.mapping);
    const told = states
      .slice(0, -1)
      .map(({ observedAt, approval, lifecycle }) => [observedAt.slice(11, 16), approval, lifecycle]);
    assert.deepEqual(told, [
      // How it stood right before its oldest edit is known, too.
      ["09:59", "requested", "scheduled"],
      ["10:00", "approved", "scheduled"],
      ["11:00", "rejected", "scheduled"],
      ["15:00", "approved", "scheduled"],
      ["15:05", "approved", "implement"],
    ]);
  }));

test("an edit of a text is not kept, nor who made edits", () =>
  withInstance({}, async (staged) => {
    staged.simulator.state.edit(APPROVED, { description: "Doris Example moved to ward 7" }, "sam.engineer");
    const told = JSON.stringify((await factOf(staged)).parts);
    assert.doesNotMatch(told, /Doris|ward 7/);
    assert.match(told, /"fieldname":"state"/);
  }));
