import assert from "node:assert/strict";
import { test } from "node:test";
import type { AuthorisationVerdict } from "#schemas/authorisation";
import type { ChangeControl } from "#schemas/change-control";
import type { ChangeFacts } from "#services/core/authorisation/change-facts";
import { readingOf } from "#services/core/tickets/reading-of";
import type { ChangeData } from "#services/simulators/servicenow/instance-state";
import { aChange, tell } from "#test/core/ticket-story";
import { APPROVED, approvedChange, DIGEST, daysAgo, system, withInstance } from "./stage-instance.js";

/** What lies behind the stories: the night on which clocks go back. */
const CONTROL: Partial<ChangeControl> = {
  configurationItems: [
    { ci: "TIE Live", engine: "tie", role: "primary" },
    { ci: "TIE Standby", engine: "tie", role: "standby" },
  ],
};

function madeAt(instant: string, about: Partial<ChangeFacts> = {}): ChangeFacts {
  return aChange({
    interval: [instant, instant],
    actors: ["sam.engineer"],
    references: [APPROVED],
    digest: DIGEST,
    ...about,
  });
}

interface Case {
  readonly ticket: ChangeData;
  readonly change?: ChangeFacts;
  readonly control?: Partial<ChangeControl>;
  readonly verdict: AuthorisationVerdict;
}

const IN_WINDOW = "2026-10-25T01:30:00Z";
const PAT = { approver: "pat.cab", state: "approved" };

const CASES: Readonly<Record<string, Case>> = {
  "an approved change in its window is authorised": { ticket: approvedChange(), verdict: "authorised" },
  "a window told in UTC holds at 00:30 in summer time, which is before the clocks go back": {
    ticket: approvedChange(),
    change: madeAt("2026-10-24T23:30:00Z"),
    verdict: "authorised",
  },
  "a change before its window is out of it": {
    ticket: approvedChange(),
    change: madeAt("2026-10-24T23:29:59Z"),
    verdict: "out-of-window",
  },
  "a change at the end of its window is out of it": {
    ticket: approvedChange(),
    change: madeAt("2026-10-25T02:30:00Z"),
    verdict: "out-of-window",
  },
  "a change a second before the approval is not approved when it was made": {
    ticket: approvedChange(
      { approval_set: "2026-10-25 01:30:01" },
      { approvals: [{ ...PAT, at: "2026-10-25 01:30:01" }], audit: [] },
    ),
    verdict: "not-approved-at-time",
  },
  "an approval that was asked for and not given authorises nothing": {
    ticket: approvedChange(
      { approval: "requested" },
      { approvals: [{ ...PAT, state: "requested", at: "2026-10-20 09:00:00" }] },
    ),
    verdict: "not-approved-at-time",
  },
  "a rejected change authorises nothing": {
    ticket: approvedChange(
      { approval: "rejected" },
      { approvals: [{ ...PAT, state: "rejected", at: "2026-10-23 14:02:10" }] },
    ),
    verdict: "ticket-cancelled-or-rejected",
  },
  "a cancelled change authorises nothing": {
    ticket: approvedChange({ state: "4" }),
    verdict: "ticket-cancelled-or-rejected",
  },
  "a change on hold authorises nothing": { ticket: approvedChange({ on_hold: "true" }), verdict: "on-hold" },
  "a closed change is not used again": {
    ticket: approvedChange({ state: "3", closed_at: "2026-10-25 01:00:00" }),
    verdict: "ticket-closed",
  },
  "a state that nobody knows authorises nothing": {
    ticket: approvedChange({ state: "17" }),
    verdict: "approval-unproven",
  },
  "a kind that nobody knows authorises nothing": {
    ticket: approvedChange({ type: "expedited" }),
    verdict: "approval-unproven",
  },
  "nobody approves what they implement themselves": {
    ticket: approvedChange({ assigned_to: "pat.cab" }),
    change: madeAt(IN_WINDOW, { actors: ["pat.cab"] }),
    verdict: "sod-breach",
  },
  "nobody approves what they carry out in a task": {
    ticket: approvedChange({}, { tasks: ["pat.cab"] }),
    verdict: "sod-breach",
  },
  "the requester is not the only approver": {
    ticket: approvedChange({ requested_by: "pat.cab" }),
    verdict: "sod-breach",
  },
  "another engineer of the group that the work is given to may carry it out": {
    ticket: approvedChange({ assignment_group: "Integration" }),
    change: madeAt(IN_WINDOW, { actors: ["u7"] }),
    control: { identities: [{ account: "u7", person: "jo.other", groups: ["Integration"] }] },
    verdict: "authorised",
  },
  "an engineer of another group may not": {
    ticket: approvedChange({ assignment_group: "Networks" }),
    change: madeAt(IN_WINDOW, { actors: ["u7"] }),
    control: { identities: [{ account: "u7", person: "jo.other", groups: ["Integration"] }] },
    verdict: "actor-mismatch",
  },
  "an item of another engine covers nothing here": {
    ticket: approvedChange({ cmdb_ci: "PAS Live" }, { items: [] }),
    verdict: "scope-mismatch",
  },
  "an affected item covers as the main one does": {
    ticket: approvedChange({ cmdb_ci: "PAS Live" }, { items: ["TIE Live"] }),
    verdict: "authorised",
  },
  "the digest in the implementation plan binds the content": {
    ticket: approvedChange(),
    verdict: "authorised",
  },
  "another content than that of the digest is not what was approved": {
    ticket: approvedChange(),
    change: madeAt(IN_WINDOW, { digest: `sha256:${"0".repeat(64)}` }),
    verdict: "content-mismatch",
  },
  "a single-handed change that another person closed out of its review in time is authorised": {
    ticket: singleHanded("alex.ward"),
    change: madeAt(IN_WINDOW, { actors: ["sam.engineer"] }),
    control: { singleHanded: { reviewWithinWorkingDays: 3, reviewers: ["alex.ward"] } },
    verdict: "authorised",
  },
  "one that they closed themselves is not": {
    ticket: singleHanded("sam.engineer"),
    change: madeAt(IN_WINDOW, { actors: ["sam.engineer"] }),
    control: { singleHanded: { reviewWithinWorkingDays: 3, reviewers: ["alex.ward", "sam.engineer"] } },
    verdict: "single-handed-overdue",
  },
  "an emergency approved the same afternoon is authorised in retrospect": {
    ticket: approvedChange(
      {
        type: "emergency",
        state: "3",
        approval_set: "2026-10-26 14:00:00",
        sys_created_on: "2026-10-25 02:00:00",
        closed_at: "2026-10-28 09:00:00",
      },
      { approvals: [{ ...PAT, at: "2026-10-26 14:00:00" }], audit: [] },
    ),
    verdict: "authorised-retrospective",
  },
  "an emergency that nobody has closed out of its review yet is still owed one": {
    ticket: approvedChange(
      { type: "emergency", state: "0", approval_set: daysAgo(0.02), sys_created_on: daysAgo(0.03) },
      { approvals: [{ ...PAT, at: daysAgo(0.02) }], audit: [] },
    ),
    change: madeAt(`${daysAgo(0.04).replace(" ", "T")}Z`),
    verdict: "pending-retrospective",
  },
  "a standard change of an allowed template is authorised as one": {
    ticket: standardChange(),
    verdict: "authorised-standard",
  },
  "a standard change of a template that is not allowed is none": {
    ticket: standardChange(),
    control: { standardTemplates: [] },
    verdict: "standard-scope-exceeded",
  },
};

/** Approved and carried out by Sam. */
function singleHanded(closedBy: string): ChangeData {
  const fields = { state: "3", closed_at: "2026-10-26 10:00:00", closed_by: closedBy };
  return approvedChange(fields, { approvals: [{ ...PAT, approver: "sam.engineer", at: "2026-10-23 14:02:10" }] });
}

function standardChange(): ChangeData {
  return approvedChange(
    { type: "standard", std_change_producer_version: "Move a port - 3" },
    { approvals: [], audit: [] },
  );
}

for (const [claim, { ticket, change = madeAt(IN_WINDOW), control, verdict }] of Object.entries(CASES)) {
  test(`in ServiceNow, ${claim}`, () =>
    withInstance({ changes: [ticket] }, async ({ request, simulator }) => {
      const { facts, completeTo } = await system.list(request, null);
      const about = { system: "servicenow", instance: "itsm", message: null, completeTo, asked: completeTo, gone: [] };
      const state = { ...about, state: "read" as const };
      const [template] = simulator.state.rows("std_change_producer_version");
      const standardTemplates = [{ id: template?.["sys_id"] ?? "none", kinds: ["channel"], paths: ["/port"] }];
      const told = tell({
        readings: [readingOf(state, facts, request.mapping)],
        change,
        control: { ...CONTROL, standardTemplates, ...control },
        at: completeTo,
      });
      assert.equal(told.verdict, verdict, JSON.stringify(told, null, 1));
    }));
}
