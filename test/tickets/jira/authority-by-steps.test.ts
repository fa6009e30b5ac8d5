import assert from "node:assert/strict";
import { test } from "node:test";
import type { AuthorisationVerdict } from "#schemas/authorisation";
import type { ChangeFacts } from "#services/core/authorisation/change-facts";
import type { EditData, IssueData } from "#services/simulators/jira/site-model";
import { IN_WINDOW, judgeChange, madeAt } from "./judge-change.js";
import { approvedByStep, withSite } from "./stage-site.js";

interface Case {
  readonly ticket: IssueData;
  readonly change?: ChangeFacts;
  readonly verdict: AuthorisationVerdict;
}

const LONG = { "Planned start": "2026-10-20T00:00:00Z" };

/** Moves through the workflow, each as `time who status`, beginning as a draft. */
function moved(...steps: readonly (readonly [at: string, by: string, to: string])[]): readonly EditData[] {
  return steps.map(([at, by, to], index) => ({
    at: `2026-10-${at}Z`,
    by,
    field: "status",
    from: steps[index - 1]?.[2] ?? "Draft",
    to,
  }));
}

const ASKED = ["20T09:00:00", "sam.engineer", "Awaiting approval"] as const;
const APPROVED = ["23T14:02:11", "pat.cab", "Approved"] as const;
const BEGUN = ["24T23:25:00", "sam.engineer", "Implementing"] as const;

const CASES: Readonly<Record<string, Case>> = {
  "an approved change in its window is authorised": { ticket: approvedByStep(), verdict: "authorised" },
  "a second before the step nothing is approved": {
    ticket: approvedByStep(LONG),
    change: madeAt("2026-10-23T14:02:10Z"),
    verdict: "not-approved-at-time",
  },
  "from the step on it is": {
    ticket: approvedByStep(LONG),
    change: madeAt("2026-10-23T14:02:11Z"),
    verdict: "authorised",
  },
  "a ticket that went from draft to implementation was never approved": {
    ticket: approvedByStep({}, { edits: moved(BEGUN) }),
    verdict: "not-approved-at-time",
  },
  "a ticket that still waits is not approved": {
    ticket: approvedByStep({ status: "Awaiting approval" }, { edits: moved(ASKED) }),
    verdict: "not-approved-at-time",
  },
  "a rejected ticket authorises nothing": {
    ticket: approvedByStep({ status: "Rejected" }, { edits: moved(ASKED, ["23T14:02:11", "pat.cab", "Rejected"]) }),
    verdict: "ticket-cancelled-or-rejected",
  },
  "an approval that was taken back before the change authorises nothing": {
    ticket: approvedByStep({}, { edits: moved(ASKED, APPROVED, ["24T09:00:00", "sam.engineer", "Draft"], BEGUN) }),
    verdict: "not-approved-at-time",
  },
  "a ticket that went back to draft after the change was ready then": {
    ticket: approvedByStep(
      { status: "Draft" },
      { edits: moved(ASKED, APPROVED, BEGUN, ["25T06:00:00", "sam.engineer", "Draft"]) },
    ),
    verdict: "authorised",
  },
  "approved, rejected and approved again: between the two it was rejected": {
    ticket: approvedByStep(LONG, {
      edits: moved(
        ["22T10:00:00", "pat.cab", "Approved"],
        ["22T11:00:00", "pat.cab", "Rejected"],
        ["22T15:00:00", "pat.cab", "Approved"],
        BEGUN,
      ),
    }),
    change: madeAt("2026-10-22T12:00:00Z"),
    verdict: "ticket-cancelled-or-rejected",
  },
  "approved, rejected and approved again: before the rejection it was": {
    ticket: approvedByStep(LONG, {
      edits: moved(
        ["22T10:00:00", "pat.cab", "Approved"],
        ["22T11:00:00", "pat.cab", "Rejected"],
        ["22T15:00:00", "pat.cab", "Approved"],
        BEGUN,
      ),
    }),
    change: madeAt("2026-10-22T10:30:00Z"),
    verdict: "authorised",
  },
  "a status on the way that nobody knows ends the approval": {
    ticket: approvedByStep(
      {},
      { edits: moved(ASKED, APPROVED, ["24T09:00:00", "sam.engineer", "Awaiting vendor"], BEGUN) },
    ),
    verdict: "approval-unproven",
  },
  "whoever moved the ticket to 'Approved' cannot have made the change": {
    ticket: approvedByStep({}, { edits: moved(ASKED, ["23T14:02:11", "sam.engineer", "Approved"], BEGUN) }),
    verdict: "sod-breach",
  },
  "a component of another engine covers nothing here": {
    ticket: approvedByStep({ components: ["PAS Live"] }),
    verdict: "scope-mismatch",
  },
  "a kind that is told by the type of the issue alone is known": {
    ticket: approvedByStep({ "Change type": null, issuetype: "Normal change" }),
    verdict: "authorised",
  },
};

for (const deployment of ["cloud", "data-center"] as const) {
  for (const [claim, { ticket, change = madeAt(IN_WINDOW), verdict }] of Object.entries(CASES)) {
    test(`by steps of a workflow (${deployment}), ${claim}`, () =>
      withSite({ make: "jira", deployment, issues: [ticket] }, async (staged) => {
        const told = await judgeChange(staged, change);
        assert.equal(told.verdict, verdict, JSON.stringify(told, null, 1));
      }));
  }
}
