import assert from "node:assert/strict";
import { test } from "node:test";
import type { AuthorisationVerdict } from "#schemas/authorisation";
import type { ChangeControl } from "#schemas/change-control";
import type { ChangeFacts } from "#services/core/authorisation/change-facts";
import { readingOf } from "#services/core/tickets/reading-of";
import type { IssueData } from "#services/simulators/github-issues/hub-state";
import { aChange, tell } from "#test/core/ticket-story";
import {
  APPROVED,
  approvedIssue,
  BY_PAT,
  DIGEST,
  formOf,
  happened,
  labelled,
  SCOPE,
  system,
  withHub,
} from "./stage-hub.js";

const CONTROL: Partial<ChangeControl> = {
  configurationItems: [{ ci: "TIE Live", engine: "tie", role: "primary" }],
  standardTemplates: [{ id: "move-a-port", kinds: ["channel"], paths: ["/port"] }],
};

function madeAt(instant: string, about: Partial<ChangeFacts> = {}): ChangeFacts {
  const people = { actors: ["sam.engineer"], references: [APPROVED] };
  return aChange({ interval: [instant, instant], ...people, digest: DIGEST, ...about });
}

interface Case {
  readonly ticket: IssueData;
  readonly change?: ChangeFacts;
  readonly verdict: AuthorisationVerdict;
}

const IN_WINDOW = "2026-10-25T01:40:00Z";
const LATE = "2026-10-26T14:00:00Z";

const CASES: Readonly<Record<string, Case>> = {
  "an issue with the label set by somebody who may is authorised": { ticket: approvedIssue(), verdict: "authorised" },
  "a member of the team may approve as well": {
    ticket: approvedIssue({}, [labelled("2026-10-23T14:02:11Z", "robin-board")]),
    verdict: "authorised",
  },
  "the label set by somebody who may not approves nothing": {
    ticket: approvedIssue({}, [labelled("2026-10-23T14:02:11Z", "kim-network")]),
    verdict: "not-approved-at-time",
  },
  "a label that stands on the issue and in no timeline approves nothing": {
    ticket: approvedIssue({}, []),
    verdict: "not-approved-at-time",
  },
  "another label approves nothing": {
    ticket: approvedIssue({}, [labelled("2026-10-23T14:02:11Z", "pat-cab", "approved")]),
    verdict: "not-approved-at-time",
  },
  "a label taken away before the change approves nothing, whoever took it away": {
    ticket: approvedIssue({}, [BY_PAT, labelled("2026-10-24T09:00:00Z", "kim-network", "cab:approved", "unlabeled")]),
    verdict: "not-approved-at-time",
  },
  "a label taken away after the change does not reach back": {
    ticket: approvedIssue({}, [BY_PAT, labelled("2026-10-25T02:00:00Z", "pat-cab", "cab:approved", "unlabeled")]),
    verdict: "authorised",
  },
  "a label taken away, and set again by somebody who may not, approves nothing": {
    ticket: approvedIssue({}, [
      BY_PAT,
      labelled("2026-10-24T09:00:00Z", "kim-network", "cab:approved", "unlabeled"),
      labelled("2026-10-24T09:01:00Z", "kim-network"),
    ]),
    verdict: "not-approved-at-time",
  },
  "a label taken away and set again after the change shows no approval at its time": {
    ticket: approvedIssue({}, [
      BY_PAT,
      labelled("2026-10-25T01:00:00Z", "pat-cab", "cab:approved", "unlabeled"),
      labelled("2026-10-25T02:00:00Z", "pat-cab"),
    ]),
    verdict: "not-approved-at-time",
  },
  "a rejection set by anybody takes the approval back": {
    ticket: approvedIssue({}, [BY_PAT, labelled("2026-10-24T09:00:00Z", "kim-network", "cab:rejected")]),
    verdict: "ticket-cancelled-or-rejected",
  },
  "a change a second before the label is not approved when it was made": {
    ticket: approvedIssue({}, [labelled("2026-10-25T01:40:01Z", "pat-cab")]),
    verdict: "not-approved-at-time",
  },
  "an issue that was closed and opened again needs the label anew": {
    ticket: approvedIssue({ state_reason: "reopened" }, [
      BY_PAT,
      happened("closed", "2026-10-24T08:00:00Z"),
      happened("reopened", "2026-10-25T01:00:00Z"),
    ]),
    verdict: "not-approved-at-time",
  },
  "an issue that was opened again and labelled anew is authorised": {
    ticket: approvedIssue({ state_reason: "reopened" }, [
      BY_PAT,
      happened("closed", "2026-10-24T08:00:00Z"),
      happened("reopened", "2026-10-24T09:00:00Z"),
      labelled("2026-10-24T10:00:00Z", "pat-cab", "cab:approved", "unlabeled"),
      labelled("2026-10-24T10:00:01Z", "pat-cab"),
    ]),
    verdict: "authorised",
  },
  "an issue closed before the change is not used again": {
    ticket: approvedIssue({ state: "closed", state_reason: "completed", closed_at: "2026-10-25T01:00:00Z" }),
    verdict: "ticket-closed",
  },
  "an issue closed as not planned authorises nothing": {
    ticket: approvedIssue({ state: "closed", state_reason: "not_planned", closed_at: "2026-10-25T03:00:00Z" }),
    verdict: "ticket-cancelled-or-rejected",
  },
  "an issue on hold authorises nothing": {
    ticket: approvedIssue({ labels: [{ name: "cab:approved" }, { name: "on-hold" }] }),
    verdict: "on-hold",
  },
  "a window written as the clock shows it begins in summer time": {
    ticket: approvedIssue(),
    change: madeAt("2026-10-24T23:30:00Z"),
    verdict: "authorised",
  },
  "a change before the window is out of it": {
    ticket: approvedIssue(),
    change: madeAt("2026-10-24T23:29:59Z"),
    verdict: "out-of-window",
  },
  "a window that begins in the hour that comes twice holds under both readings alone": {
    ticket: approvedIssue({ body: formOf({ "Planned start": "2026-10-25 01:30" }) }),
    change: madeAt("2026-10-25T01:00:00Z"),
    verdict: "window-unproven",
  },
  "a window in the hour that does not exist is none": {
    ticket: approvedIssue({ body: formOf({ "Planned start": "2027-03-28 01:30" }) }),
    verdict: "window-unproven",
  },
  "a window that the form answers twice is none": {
    ticket: approvedIssue({ body: `${formOf()}\n\n### Planned end\n\n2026-12-31 00:00` }),
    verdict: "approval-unproven",
  },
  "a window without an end is none": {
    ticket: approvedIssue({ body: formOf({ "Planned end": "_No response_" }) }),
    verdict: "window-unproven",
  },
  "a kind that nobody knows authorises nothing": {
    ticket: approvedIssue({ body: formOf({ "Change type": "Expedited" }) }),
    verdict: "approval-unproven",
  },
  "nobody approves what they are given to do": {
    ticket: approvedIssue({ assignees: [{ login: "pat-cab" }] }),
    verdict: "sod-breach",
  },
  "whoever opened the issue is not the only approver": {
    ticket: approvedIssue({ user: { login: "pat-cab" } }),
    verdict: "sod-breach",
  },
  "an item of another engine covers nothing here": {
    ticket: approvedIssue({ body: formOf({ "Configuration item": "PAS Live" }) }),
    verdict: "scope-mismatch",
  },
  "another content than that of the digest is not what was approved": {
    ticket: approvedIssue(),
    change: madeAt(IN_WINDOW, { digest: `sha256:${"0".repeat(64)}` }),
    verdict: "content-mismatch",
  },
  "a standard change of an allowed template is authorised as one": {
    ticket: approvedIssue({ body: formOf({ "Change type": "Standard", "Standard change": "move-a-port" }) }, []),
    verdict: "authorised-standard",
  },
  "a standard change without a template is none": {
    ticket: approvedIssue({ body: formOf({ "Change type": "Standard" }) }),
    verdict: "standard-scope-exceeded",
  },
  "an emergency approved the same afternoon and closed is authorised in retrospect": {
    ticket: approvedIssue(
      {
        body: formOf({ "Change type": "Emergency" }),
        created_at: "2026-10-25T02:00:00Z",
        state: "closed",
        state_reason: "completed",
        closed_at: "2026-10-28T09:00:00Z",
      },
      [labelled(LATE, "pat-cab")],
    ),
    verdict: "authorised-retrospective",
  },
};

for (const [claim, { ticket, change = madeAt(IN_WINDOW), verdict }] of Object.entries(CASES)) {
  test(`in GitHub issues, ${claim}`, () =>
    withHub(
      { issues: [ticket], declared: { scope: { ...SCOPE, team: "hospital/change-board" } } },
      async ({ request }) => {
        const { facts, completeTo } = await system.list(request, null);
        const about = { system: "github-issues", instance: "changes", message: null, asked: completeTo, gone: [] };
        const state = { ...about, state: "read" as const, completeTo };
        const readings = [readingOf(state, facts, request.mapping)];
        const told = tell({ readings, change, control: CONTROL, at: completeTo });
        assert.equal(told.verdict, verdict, JSON.stringify(told, null, 1));
      },
    ));
}
