import assert from "node:assert/strict";
import { test } from "node:test";
import type { AuthorisationVerdict } from "#schemas/authorisation";
import type { ChangeControl } from "#schemas/change-control";
import type { ChangeFacts } from "#services/core/authorisation/change-facts";
import type { JiraRights } from "#services/simulators/jira/faults";
import type { IssueData, StageData } from "#services/simulators/jira/site-model";
import { IN_WINDOW, judgeChange, madeAt } from "./judge-change.js";
import { approvedInStages, DIGEST, withSite } from "./stage-site.js";

interface Case {
  readonly ticket: IssueData;
  readonly change?: ChangeFacts;
  readonly control?: Partial<ChangeControl>;
  readonly rights?: JiraRights;
  readonly verdict: AuthorisationVerdict;
}

/** A window of days, so that times of approval can be asked about. */
const LONG = { "Planned start": "2026-10-20T00:00:00Z" };

function stage(name: string, asked: string, decided?: string, decision = "approved", by = "pat.cab"): StageData {
  const answer = decided === undefined ? {} : { decided, decision };
  return { name, asked, ...answer, approvers: { [by]: decided === undefined ? "pending" : decision } };
}

const PEER = stage("Peer review", "2026-10-20T09:00:00Z", "2026-10-21T10:00:00Z", "approved", "robin.lead");
const ASKED_TWICE = [
  stage("CAB approval", "2026-10-20T09:00:00Z", "2026-10-22T10:00:00Z"),
  stage("CAB approval", "2026-10-22T11:00:00Z", "2026-10-22T15:00:00Z"),
];

const BY_PAT = { by: "pat.cab", field: "status" };
const PROGRESS = [
  { ...BY_PAT, at: "2026-10-22T10:00:00Z", from: "Awaiting CAB approval", to: "Awaiting implementation" },
  { ...BY_PAT, at: "2026-10-22T11:00:00Z", from: "Awaiting implementation", to: "Awaiting CAB approval" },
  { ...BY_PAT, at: "2026-10-22T15:00:00Z", from: "Awaiting CAB approval", to: "Awaiting implementation" },
  { ...BY_PAT, at: "2026-10-24T23:25:00Z", from: "Awaiting implementation", to: "Implementing" },
];
const TWICE = { approvals: ASKED_TWICE, edits: PROGRESS };

const EMERGENCY = { "Change type": "Emergency", created: "2026-10-25T02:00:00Z" };
const AFTERWARDS = [stage("CAB approval", "2026-10-25T02:00:00Z", "2026-10-26T09:00:00Z")];
const REVIEWED = {
  at: "2026-10-28T10:00:00Z",
  by: "robin.lead",
  field: "status",
  from: "Post implementation review",
  to: "Completed",
};

const CASES: Readonly<Record<string, Case>> = {
  "an approved change in its window is authorised": { ticket: approvedInStages(), verdict: "authorised" },
  "a change in the first minute of its window, in summer time, is authorised": {
    ticket: approvedInStages(),
    change: madeAt("2026-10-24T23:30:00Z"),
    verdict: "authorised",
  },
  "a change before its window is out of it": {
    ticket: approvedInStages(),
    change: madeAt("2026-10-24T23:29:59Z"),
    verdict: "out-of-window",
  },
  "a change at the end of its window is out of it": {
    ticket: approvedInStages(),
    change: madeAt("2026-10-25T02:30:00Z"),
    verdict: "out-of-window",
  },
  "one of two stages approves nothing": {
    ticket: approvedInStages(LONG),
    change: madeAt("2026-10-22T12:00:00Z"),
    verdict: "not-approved-at-time",
  },
  "one of two stages approves nothing, also where the second is asked much later": {
    ticket: approvedInStages(LONG, {
      approvals: [PEER, stage("CAB approval", "2026-10-23T10:00:00Z", "2026-10-23T14:02:11Z")],
      edits: [
        { at: "2026-10-22T13:00:00Z", by: "sam.engineer", field: "summary", from: "Repoint", to: "Repoint the feed" },
      ],
    }),
    change: madeAt("2026-10-22T12:00:00Z"),
    verdict: "not-approved-at-time",
  },
  "a second before the last stage nothing is approved": {
    ticket: approvedInStages(LONG),
    change: madeAt("2026-10-23T14:02:10Z"),
    verdict: "not-approved-at-time",
  },
  "from the last stage on it is": {
    ticket: approvedInStages(LONG),
    change: madeAt("2026-10-23T14:02:11Z"),
    verdict: "authorised",
  },
  "a stage that still waits approves nothing": {
    ticket: approvedInStages({}, { approvals: [PEER, stage("CAB approval", "2026-10-21T10:00:01Z")] }),
    verdict: "not-approved-at-time",
  },
  "a change between an approval and the question for another one is approved": {
    ticket: approvedInStages(LONG, TWICE),
    change: madeAt("2026-10-22T10:30:00Z"),
    verdict: "authorised",
  },
  "a change while approval was asked for again is not": {
    ticket: approvedInStages(LONG, TWICE),
    change: madeAt("2026-10-22T12:00:00Z"),
    verdict: "not-approved-at-time",
  },
  "a change after the second approval is": {
    ticket: approvedInStages(LONG, TWICE),
    change: madeAt("2026-10-22T15:00:01Z"),
    verdict: "authorised",
  },
  "a stage that was declined rejects the whole": {
    ticket: approvedInStages(
      {},
      { approvals: [PEER, stage("CAB approval", "2026-10-21T11:00:00Z", "2026-10-22T10:00:00Z", "declined")] },
    ),
    verdict: "ticket-cancelled-or-rejected",
  },
  "a decision that nobody knows approves nothing": {
    ticket: approvedInStages(
      {},
      { approvals: [PEER, stage("CAB approval", "2026-10-21T11:00:00Z", "2026-10-22T10:00:00Z", "skipped")] },
    ),
    verdict: "approval-unproven",
  },
  "approvals that may not be read authorise nothing": {
    ticket: approvedInStages(),
    rights: { deniedApprovals: true },
    verdict: "not-approved-at-time",
  },
  "an issue that is no request has no approvals, and authorises nothing": {
    ticket: { ...approvedInStages(), fields: withoutRequest() },
    verdict: "not-approved-at-time",
  },
  "a cancelled change authorises nothing": {
    ticket: approvedInStages({ status: "Canceled" }),
    verdict: "ticket-cancelled-or-rejected",
  },
  "a flagged change is on hold": { ticket: approvedInStages({ Flagged: ["Impediment"] }), verdict: "on-hold" },
  "a closed change is not used again": {
    ticket: approvedInStages({ status: "Completed", resolutiondate: "2026-10-25T01:00:00Z" }),
    verdict: "ticket-closed",
  },
  "a status that nobody knows authorises nothing": {
    ticket: approvedInStages({ status: "Awaiting vendor" }),
    verdict: "approval-unproven",
  },
  "a kind that nobody knows authorises nothing": {
    ticket: approvedInStages({ "Change type": "Expedited" }),
    verdict: "approval-unproven",
  },
  "a window without a start authorises nothing": {
    ticket: approvedInStages({ "Planned start": null }),
    verdict: "window-unproven",
  },
  "nobody approves what they implement themselves": {
    ticket: approvedInStages({ assignee: "pat.cab" }),
    change: madeAt(IN_WINDOW, { actors: ["pat.cab"] }),
    verdict: "sod-breach",
  },
  "nobody does, also where the site hides their address beside the ticket": {
    ticket: approvedInStages({ assignee: "pat.cab" }),
    change: madeAt(IN_WINDOW, { actors: [] }),
    rights: { hiddenAddresses: true },
    verdict: "sod-breach",
  },
  "the requester is not the only approver": {
    ticket: approvedInStages(
      { reporter: "pat.cab" },
      { approvals: [stage("CAB approval", "2026-10-21T11:00:00Z", "2026-10-22T10:00:00Z")] },
    ),
    verdict: "sod-breach",
  },
  "a service of another engine covers nothing here": {
    ticket: approvedInStages({ "Affected services": ["PAS Live"] }),
    verdict: "scope-mismatch",
  },
  "another content than that of the digest in its plan is not what was approved": {
    ticket: approvedInStages(),
    change: madeAt(IN_WINDOW, { digest: `sha256:${"0".repeat(64)}` }),
    verdict: "content-mismatch",
  },
  "a digest that was put into the description after the approval is not what was approved": {
    ticket: approvedInStages(
      { description: DIGEST, "Implementation plan": null },
      { edits: [{ at: "2026-10-24T09:00:00Z", by: "sam.engineer", field: "description", from: "soon", to: DIGEST }] },
    ),
    control: { contentBinding: { 2: "digest-at-approval" } },
    verdict: "content-mismatch",
  },
  "a digest that stood in the description at approval is": {
    ticket: approvedInStages(
      { description: DIGEST, "Implementation plan": null },
      { edits: [{ at: "2026-10-23T09:00:00Z", by: "sam.engineer", field: "description", from: "soon", to: DIGEST }] },
    ),
    control: { contentBinding: { 2: "digest-at-approval" } },
    verdict: "authorised",
  },
  "a window that was extended after the change is told as that": {
    ticket: approvedInStages(
      { "Planned end": "2026-10-25T06:00:00Z" },
      {
        edits: [
          {
            at: "2026-10-25T05:00:00Z",
            by: "sam.engineer",
            field: "Planned end",
            from: "2026-10-25T02:30:00Z",
            to: "2026-10-25T06:00:00Z",
          },
        ],
      },
    ),
    change: madeAt("2026-10-25T04:00:00Z"),
    verdict: "window-amended-after",
  },
  "a standard change within its template needs no stage": {
    ticket: approvedInStages({ "Change type": "Standard" }, { approvals: [] }),
    control: { standardTemplates: [{ id: "39764", kinds: ["channel"], paths: ["/port"] }] },
    verdict: "authorised-standard",
  },
  "an emergency that was approved afterwards, and never reviewed, is overdue": {
    ticket: approvedInStages(EMERGENCY, { approvals: AFTERWARDS, edits: [] }),
    verdict: "retrospective-overdue",
  },
  "an emergency that was approved and reviewed afterwards is authorised in retrospect": {
    ticket: approvedInStages(
      { ...EMERGENCY, status: "Completed", resolutiondate: "2026-10-28T10:00:00Z" },
      { approvals: AFTERWARDS, edits: [REVIEWED] },
    ),
    verdict: "authorised-retrospective",
  },
};

function withoutRequest(): IssueData["fields"] {
  const { "Request Type": _request, ...fields } = approvedInStages().fields;
  return fields;
}

for (const deployment of ["cloud", "data-center"] as const) {
  for (const [claim, { ticket, change = madeAt(IN_WINDOW), control, rights = {}, verdict }] of Object.entries(CASES)) {
    test(`by stages of approval (${deployment}), ${claim}`, () =>
      withSite({ deployment, issues: [ticket], rights }, async (staged) => {
        const told = await judgeChange(staged, change, control);
        assert.equal(told.verdict, verdict, JSON.stringify(told, null, 1));
      }));
  }
}
