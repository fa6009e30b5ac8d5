import assert from "node:assert/strict";
import { test } from "node:test";
import type { AuthorisationVerdict } from "#schemas/authorisation";
import type { ChangeControl } from "#schemas/change-control";
import type { ChangeFacts } from "#services/core/authorisation/change-facts";
import { readingOf } from "#services/core/tickets/reading-of";
import type { ChangeData } from "#services/simulators/freshservice/account-state";
import { aChange, tell } from "#test/core/ticket-story";
import { APPROVED, approvedChange, BY_PAT, DIGEST, system, withAccount } from "./stage-account.js";

const CONTROL: Partial<ChangeControl> = {
  configurationItems: [{ ci: "TIE Live", engine: "tie", role: "primary" }],
  standardTemplates: [{ id: "move-a-port", kinds: ["channel"], paths: ["/port"] }],
};

function madeAt(instant: string, about: Partial<ChangeFacts> = {}): ChangeFacts {
  const people = { actors: ["sam.engineer"], references: [APPROVED] };
  return aChange({ interval: [instant, instant], ...people, digest: DIGEST, ...about });
}

interface Case {
  readonly ticket: ChangeData;
  readonly change?: ChangeFacts;
  readonly verdict: AuthorisationVerdict;
}

const IN_WINDOW = "2026-10-25T01:30:00Z";
const LATE = "2026-10-26T14:00:00Z";

const CASES: Readonly<Record<string, Case>> = {
  "an approved change in its window is authorised": { ticket: approvedChange(), verdict: "authorised" },
  "a major change is approved as a minor one is": { ticket: approvedChange({ change_type: 3 }), verdict: "authorised" },
  "a change at the end of its window is out of it": {
    ticket: approvedChange(),
    change: madeAt("2026-10-25T02:30:00Z"),
    verdict: "out-of-window",
  },
  "an approval that was asked for and not given authorises nothing": {
    ticket: approvedChange({ approval_status: 0, stats: {} }, [{ ...BY_PAT, approval_status: { id: 0 } }]),
    verdict: "not-approved-at-time",
  },
  "a rejected change authorises nothing": {
    ticket: approvedChange({ approval_status: 2 }, [{ ...BY_PAT, approval_status: { id: 2 } }]),
    verdict: "ticket-cancelled-or-rejected",
  },
  "a cancelled approval authorises nothing": {
    ticket: approvedChange({ approval_status: 3 }),
    verdict: "ticket-cancelled-or-rejected",
  },
  "that a peer responded is no approval": {
    ticket: approvedChange({ approval_status: 5 }),
    verdict: "approval-unproven",
  },
  "an approver for whom a peer responded has not approved, whatever the change as a whole says": {
    ticket: approvedChange({}, [{ ...BY_PAT, approval_status: 5 }]),
    verdict: "not-approved-at-time",
  },
  "an approval by nobody named authorises nothing": {
    ticket: approvedChange({}, []),
    verdict: "approval-unproven",
  },
  "an approval told by its number alone is read as well": {
    ticket: approvedChange({}, [{ ...BY_PAT, approval_status: 1 }]),
    verdict: "authorised",
  },
  "a change a second before the approval is not approved when it was made": {
    ticket: approvedChange({ stats: { approval_at: "2026-10-25T01:30:01Z" } }, [
      { ...BY_PAT, updated_at: "2026-10-25T01:30:01Z" },
    ]),
    verdict: "not-approved-at-time",
  },
  "a change that is still planned authorises nothing": {
    ticket: approvedChange({ status: 2 }),
    verdict: "not-approved-at-time",
  },
  "a closed change is not used again": {
    ticket: approvedChange({ status: 6, stats: { approval_at: BY_PAT.updated_at, closed_at: "2026-10-25T01:00:00Z" } }),
    verdict: "ticket-closed",
  },
  "a state of the account's own authorises nothing": {
    ticket: approvedChange({ status: 17 }),
    verdict: "approval-unproven",
  },
  "nobody approves what they implement themselves": {
    ticket: approvedChange({ agent_id: 21 }),
    change: madeAt(IN_WINDOW, { actors: ["pat.cab"] }),
    verdict: "sod-breach",
  },
  "an asset of another engine covers nothing here": {
    ticket: approvedChange({ assets: [{ name: "PAS Live" }] }),
    verdict: "scope-mismatch",
  },
  "another content than that of the digest is not what was approved": {
    ticket: approvedChange(),
    change: madeAt(IN_WINDOW, { digest: `sha256:${"0".repeat(64)}` }),
    verdict: "content-mismatch",
  },
  "a standard change whose template nobody can tell is none": {
    ticket: approvedChange({ change_type: 2 }),
    verdict: "standard-scope-exceeded",
  },
  "an emergency approved the same afternoon and closed is authorised in retrospect": {
    ticket: approvedChange(
      {
        change_type: 4,
        status: 6,
        created_at: "2026-10-25T02:00:00Z",
        stats: { approval_at: LATE, closed_at: "2026-10-28T09:00:00Z" },
      },
      [{ ...BY_PAT, updated_at: LATE }],
    ),
    verdict: "authorised-retrospective",
  },
};

for (const [claim, { ticket, change = madeAt(IN_WINDOW), verdict }] of Object.entries(CASES)) {
  test(`in Freshservice, ${claim}`, () =>
    withAccount({ changes: [ticket] }, async ({ request }) => {
      const { facts, completeTo } = await system.list(request, null);
      const about = { system: "freshservice", instance: "fresh", message: null, asked: completeTo, gone: [] };
      const state = { ...about, state: "read" as const, completeTo };
      const readings = [readingOf(state, facts, request.mapping)];
      const told = tell({ readings, change, control: CONTROL, at: completeTo });
      assert.equal(told.verdict, verdict, JSON.stringify(told, null, 1));
    }));
}
