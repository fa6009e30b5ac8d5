import assert from "node:assert/strict";
import { test } from "node:test";
import type { AuthorisationVerdict } from "#schemas/authorisation";
import type { ChangeControl } from "#schemas/change-control";
import type { ChangeFacts } from "#services/core/authorisation/change-facts";
import { readingOf } from "#services/core/tickets/reading-of";
import type { ChangeData } from "#services/simulators/topdesk/desk-state";
import { aChange, tell } from "#test/core/ticket-story";
import {
  APPROVED,
  approvedChange,
  BY_KIM,
  BY_PAT,
  BY_SAM,
  DIGEST,
  RFC,
  simpleChange,
  system,
  withDesk,
} from "./stage-desk.js";

/** What lies behind the stories: the night on which clocks go back. */
const CONTROL: Partial<ChangeControl> = {
  configurationItems: [{ ci: "TIE Live", engine: "tie", role: "primary" }],
  standardTemplates: [{ id: "TPL-PORT", kinds: ["channel"], paths: ["/port"] }],
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
  /** When it is judged. Left out: now. */
  readonly at?: string;
  readonly verdict: AuthorisationVerdict;
}

const IN_WINDOW = "2026-10-25T01:30:00Z";
const PROGRESS = { plannedEndDate: "2026-10-25T02:30:00Z", endDate: null, noGoDate: null };
const URGENT = { urgent: true, creationDate: "2026-10-25T02:00:00Z" };
const LATE = { rfc: { ...RFC, endDate: "2026-10-26T14:00:30Z" }, progress: { endDate: "2026-10-26T15:00:00Z" } };
const LATE_PAT = { ...BY_PAT, finalDate: "2026-10-26T14:00:00Z" };

const CASES: Readonly<Record<string, Case>> = {
  "an authorised change within its activities is authorised": { ticket: approvedChange(), verdict: "authorised" },
  "the window begins with the first activity of the implementation": {
    ticket: approvedChange(),
    change: madeAt("2026-10-24T23:30:00Z"),
    verdict: "authorised",
  },
  "a change before the first activity is out of the window": {
    ticket: approvedChange(),
    change: madeAt("2026-10-24T23:29:59Z"),
    verdict: "out-of-window",
  },
  "a change at the end of the last activity is out of the window": {
    ticket: approvedChange(),
    change: madeAt("2026-10-25T02:30:00Z"),
    verdict: "out-of-window",
  },
  "an activity that is skipped makes no window": {
    ticket: approvedChange({}, [BY_PAT, BY_SAM, { ...BY_KIM, status: "skipped" }]),
    verdict: "out-of-window",
  },
  "what is done in the evaluation makes no window": {
    ticket: approvedChange({}, [BY_PAT, BY_SAM, { ...BY_KIM, changePhase: "evaluation" }]),
    verdict: "out-of-window",
  },
  "a change without activities has no window that could be proved": {
    ticket: approvedChange({}, [BY_PAT]),
    verdict: "window-unproven",
  },
  "a request that was never decided authorises nothing, whatever phase the change is in": {
    ticket: approvedChange({ phases: { rfc: { ...RFC, endDate: null }, progress: PROGRESS } }),
    verdict: "not-approved-at-time",
  },
  "an authorisation that is still open authorises nothing": {
    ticket: approvedChange({}, [{ ...BY_PAT, status: "open", finalDate: null }, BY_SAM, BY_KIM]),
    verdict: "not-approved-at-time",
  },
  "each authorisation counts: one of two is not enough": {
    ticket: approvedChange({}, [
      BY_PAT,
      { ...BY_PAT, assignee: { name: "Robin Board" }, status: "open", finalDate: null },
      BY_SAM,
      BY_KIM,
    ]),
    verdict: "not-approved-at-time",
  },
  "an authorisation that was skipped is not waited for": {
    ticket: approvedChange({}, [
      BY_PAT,
      { ...BY_PAT, assignee: { name: "Robin Board" }, status: "skipped", finalDate: null },
      BY_SAM,
      BY_KIM,
    ]),
    verdict: "authorised",
  },
  "an authorisation of the work done, after it, is not waited for": {
    ticket: approvedChange({}, [
      BY_PAT,
      { ...BY_PAT, changePhase: "evaluation", status: "open", finalDate: null },
      BY_SAM,
      BY_KIM,
    ]),
    verdict: "authorised",
  },
  "an authorisation that ended in a word of the site's own authorises nothing": {
    ticket: approvedChange({}, [{ ...BY_PAT, processingStatus: { name: "Afgewezen" } }, BY_SAM, BY_KIM]),
    verdict: "approval-unproven",
  },
  "an authorisation without a word for its end is finished by its date": {
    ticket: approvedChange({}, [{ ...BY_PAT, status: null }, BY_SAM, BY_KIM]),
    verdict: "authorised",
  },
  "the end of the request phase authorises where no authorisation was asked for, by whoever it belongs to": {
    ticket: approvedChange({}, [BY_SAM, BY_KIM]),
    verdict: "authorised",
  },
  "the end of the request phase by nobody named authorises nothing": {
    ticket: approvedChange({ phases: { rfc: { ...RFC, authorizer: null }, progress: PROGRESS } }, [BY_SAM, BY_KIM]),
    verdict: "approval-unproven",
  },
  "a request that was rejected authorises nothing": {
    ticket: approvedChange({
      phases: { rfc: { ...RFC, endDate: null, rejectedDate: "2026-10-23T15:00:00Z" }, progress: PROGRESS },
    }),
    verdict: "ticket-cancelled-or-rejected",
  },
  "a request rejected and authorised afterwards is authorised": {
    ticket: approvedChange({ phases: { rfc: { ...RFC, rejectedDate: "2026-10-22T09:00:00Z" }, progress: PROGRESS } }),
    verdict: "authorised",
  },
  "a no-go before the change takes the authorisation back": {
    ticket: approvedChange({ phases: { rfc: RFC, progress: { ...PROGRESS, noGoDate: "2026-10-25T01:00:00Z" } } }),
    verdict: "ticket-cancelled-or-rejected",
  },
  "a no-go after the change does not reach back": {
    ticket: approvedChange({ phases: { rfc: RFC, progress: { ...PROGRESS, noGoDate: "2026-10-25T02:00:00Z" } } }),
    verdict: "authorised",
  },
  "a change a second before the authorisation is not approved when it was made": {
    ticket: approvedChange({}, [{ ...BY_PAT, finalDate: "2026-10-25T01:30:01Z" }, BY_SAM, BY_KIM]),
    verdict: "not-approved-at-time",
  },
  "a cancelled change authorises nothing": {
    ticket: approvedChange({ phase: "canceled", canceled: { cancelDate: "2026-10-24T09:00:00Z" } }),
    verdict: "ticket-cancelled-or-rejected",
  },
  "a change whose implementation has ended is not used again": {
    ticket: approvedChange({
      phase: "evaluation",
      phases: { rfc: RFC, progress: { ...PROGRESS, endDate: "2026-10-25T01:15:00Z" } },
    }),
    verdict: "ticket-closed",
  },
  "a phase that nobody knows authorises nothing": {
    ticket: approvedChange({ phase: "afgehandeld" }),
    verdict: "approval-unproven",
  },
  "a type of change that nobody knows authorises nothing": {
    ticket: approvedChange({ changeType: "project" }),
    verdict: "approval-unproven",
  },
  "nobody authorises what they carry out themselves": {
    ticket: approvedChange({}, [{ ...BY_PAT, assignee: { name: "Sam Engineer" } }, BY_SAM, BY_KIM]),
    verdict: "sod-breach",
  },
  "the owner of the request phase does not stand in for an approver who asked for the change": {
    ticket: approvedChange({ requester: { name: "Pat Cab" } }),
    verdict: "sod-breach",
  },
  "an object of another engine covers nothing here": {
    ticket: approvedChange({ object: { name: "PAS Live" } }),
    verdict: "scope-mismatch",
  },
  "another content than that of the digest is not what was approved": {
    ticket: approvedChange(),
    change: madeAt(IN_WINDOW, { digest: `sha256:${"0".repeat(64)}` }),
    verdict: "content-mismatch",
  },
  "a simple change of an allowed template is authorised as a standard one": {
    ticket: simpleChange({ template: { number: "TPL-PORT" } }),
    verdict: "authorised-standard",
  },
  "a simple change of another template is none: nobody authorised it": {
    ticket: simpleChange(),
    verdict: "standard-scope-exceeded",
  },
  "a simple change without a template is none": {
    ticket: simpleChange({ template: null }),
    verdict: "standard-scope-exceeded",
  },
  "a simple change outside its dates is out of its window": {
    ticket: simpleChange({ template: { number: "TPL-PORT" } }),
    change: madeAt("2026-10-25T02:30:00Z"),
    verdict: "out-of-window",
  },
  "an urgent change authorised the same afternoon is authorised in retrospect": {
    ticket: approvedChange(
      { ...URGENT, phase: "closed", phases: { ...LATE, evaluation: { endDate: "2026-10-28T09:00:00Z" } } },
      [LATE_PAT, BY_SAM, BY_KIM],
    ),
    verdict: "authorised-retrospective",
  },
  "an urgent change without an evaluation yet is still owed one": {
    ticket: approvedChange({ ...URGENT, phase: "evaluation", phases: LATE }, [LATE_PAT, BY_SAM, BY_KIM]),
    at: "2026-10-27T09:00:00Z",
    verdict: "pending-retrospective",
  },
  "a time that is told without its offset authorises nothing": {
    ticket: approvedChange({}, [BY_PAT, { ...BY_SAM, plannedStartDate: "2026-10-24T23:30:00" }, BY_KIM]),
    verdict: "approval-unproven",
  },
};

for (const [claim, { ticket, change = madeAt(IN_WINDOW), control, verdict, at }] of Object.entries(CASES)) {
  test(`in TOPdesk, ${claim}`, () =>
    withDesk({ changes: [ticket] }, async ({ request }) => {
      const { facts, completeTo } = await system.list(request, null);
      const seen = at ?? completeTo;
      const about = { system: "topdesk", instance: "desk", message: null, asked: seen, gone: [] };
      const state = { ...about, state: "read" as const, completeTo: seen };
      const told = tell({
        readings: [
          readingOf(
            state,
            facts.map((fact) => ({ ...fact, observedAt: seen })),
            request.mapping,
          ),
        ],
        change,
        control: { ...CONTROL, ...control },
        at: seen,
      });
      assert.equal(told.verdict, verdict, JSON.stringify(told, null, 1));
    }));
}
