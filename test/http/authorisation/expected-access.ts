import type { Caller } from "./callers.js";

/** What may be asked for by whom, written by hand: it is held against the routes, and never made of them. */
export interface ExpectedAccess {
  /** Who is let in, where their role is held for what is asked about. */
  readonly lets: readonly Caller[];
  /** A role that is held for some engines is not enough. */
  readonly wantsWholeEstate?: true;
  /** A harmless body: it names what is not there. */
  readonly body?: Readonly<Record<string, unknown>>;
}

const PEOPLE: readonly Caller[] = ["viewer", "auditor", "engineer", "approver", "administrator", "operator"];
const READERS: readonly Caller[] = [...PEOPLE, "token viewer", "token auditor", "token engineer"];
const RECORD_READERS: readonly Caller[] = [
  ...["auditor", "engineer", "approver", "administrator", "operator", "token auditor", "token engineer"],
] as const;
const CHECKERS: readonly Caller[] = ["engineer", "administrator", "operator", "token engineer"];
const EVERYBODY: readonly Caller[] = ["anonymous", ...READERS, "token collector", "token meter"];

const anyone: ExpectedAccess = { lets: EVERYBODY };
const read: ExpectedAccess = { lets: READERS };
const readRecords: ExpectedAccess = { lets: RECORD_READERS, wantsWholeEstate: true };
const readEvidence = readRecords;
const makeEvidence: ExpectedAccess = { lets: ["auditor", "operator", "token auditor"], wantsWholeEstate: true };
const collect: ExpectedAccess = { lets: ["token collector"] };
const reviewAccess: ExpectedAccess = { lets: ["approver", "administrator", "operator"], wantsWholeEstate: true };
const administer: ExpectedAccess = { lets: ["administrator", "operator"], wantsWholeEstate: true };

const DIGEST = `sha256:${"0".repeat(64)}`;
const PERIOD = { from: "2026-07-01", to: "2026-09-30" };
const WAIVER = { finding: DIGEST, owner: "Integration team", reason: "Not there", until: "2026-12-01" };

const EXERCISE = {
  ...{ kind: "failover", startedAt: "2026-10-13T09:30:00Z", endedAt: "2026-10-13T08:30:00Z" },
  ...{ outcome: "passed", cleanedUp: true },
};
const ACTION = { what: "Nothing", from: "nowhere", owner: "Integration team", due: "2020-01-01" };

/** By method and path. */
export const EXPECTED_ACCESS: Readonly<Record<string, ExpectedAccess>> = {
  "GET /assets/:file": anyone,
  "GET /sign-in": anyone,
  "GET /sign-in/return": anyone,
  "POST /sign-in/link": anyone,
  "POST /sign-out": anyone,
  "GET /signed-out": anyone,

  "GET /readyz": anyone,
  "GET /metrics": { lets: ["administrator", "operator", "token meter"] },

  // The jobs of every estate: whoever administers but one of them is not let in.
  "GET /queue{/*page}": { lets: ["operator"] },

  "GET /ready/:engine": anyone,
  "GET /advice/:engine": anyone,
  "GET /estates/:estate/ready/:engine": anyone,
  "GET /estates/:estate/advice/:engine": anyone,

  "GET /api/v1/estates/:estate/collectors/:collector/plan": collect,
  "POST /api/v1/estates/:estate/collectors/:collector/parts": collect,
  "POST /api/v1/estates/:estate/collectors/:collector/uploads": { ...collect, body: {} },

  "GET /api/v1/openapi.json": anyone,
  "GET /api/v1/estates": read,
  "GET /api/v1/estates/:estate": read,
  "GET /api/v1/estates/:estate/compliance": read,
  "GET /api/v1/estates/:estate/policy-health": read,
  "GET /api/v1/estates/:estate/engines/:engine/readiness": read,
  "GET /api/v1/estates/:estate/engines/:engine": read,
  "GET /api/v1/estates/:estate/engines/:engine/findings": read,
  "GET /api/v1/estates/:estate/engines/:engine/findings/:finding": read,
  "GET /api/v1/estates/:estate/engines/:engine/nodes/:node/contents": read,
  "GET /api/v1/estates/:estate/engines/:engine/contents/:side": read,
  "GET /api/v1/estates/:estate/engines/:engine/contents/:side/artefact": read,
  "POST /api/v1/estates/:estate/checks": { lets: CHECKERS, body: { engines: ["tie"] } },
  "GET /api/v1/estates/:estate/checks/:check": read,
  "GET /api/v1/estates/:estate/checks/:check/report": read,
  "GET /api/v1/estates/:estate/work": read,
  "GET /api/v1/estates/:estate/runs": read,
  "GET /api/v1/estates/:estate/runs/:run": read,
  "GET /api/v1/estates/:estate/reviews": read,
  "GET /api/v1/estates/:estate/reviews/:review": read,
  // The operator's word counts where review.yaml names them, as on the command line.
  "POST /api/v1/estates/:estate/reviews/:review/decision": {
    lets: ["approver", "operator"],
    body: { says: "decline", digest: DIGEST, reason: "It is not there" },
  },
  "GET /api/v1/estates/:estate/decisions": read,
  "POST /api/v1/estates/:estate/engines/:engine/waivers": { lets: ["approver"], body: WAIVER },
  "POST /api/v1/estates/:estate/engines/:engine/overrides": {
    lets: ["engineer"],
    body: { codes: ["parity"], reason: "Not there", ticket: null },
  },
  "POST /api/v1/estates/:estate/engines/:engine/overrides/end": { lets: ["engineer"], body: {} },
  "POST /api/v1/estates/:estate/engines/:engine/overrides/ticket": { lets: ["engineer"], body: { ticket: "CHG1" } },
  "POST /api/v1/estates/:estate/engines/:engine/exercises": { lets: ["engineer"], body: EXERCISE },
  "POST /api/v1/estates/:estate/engines/:engine/actions": { lets: ["engineer"], body: ACTION },
  "POST /api/v1/estates/:estate/engines/:engine/actions/:action/close": {
    lets: ["engineer"],
    body: { note: "Not there" },
  },
  "GET /api/v1/estates/:estate/records": readRecords,
  "GET /api/v1/estates/:estate/records/:seq": readRecords,
  "GET /api/v1/estates/:estate/engines/:engine/runbook": read,
  "GET /api/v1/estates/:estate/notices": read,
  // "Seen" is a person's word.
  "POST /api/v1/estates/:estate/notices/:record/seen": {
    lets: ["engineer", "approver", "operator"],
    wantsWholeEstate: true,
  },
  "GET /api/v1/estates/:estate/service-levels/:month": readRecords,
  // A pack holds the whole ledger.
  "POST /api/v1/estates/:estate/evidence-packs": { ...makeEvidence, body: PERIOD },
  "GET /api/v1/estates/:estate/evidence-packs": readEvidence,
  "GET /api/v1/estates/:estate/evidence-packs/:pack": readEvidence,
  "GET /api/v1/estates/:estate/evidence-packs/:pack/file": readEvidence,
  "GET /api/v1/estates/:estate/access": readRecords,
  "POST /api/v1/estates/:estate/access/reviews": { ...reviewAccess, body: { digest: DIGEST } },
  "GET /api/v1/estates/:estate/queue": administer,
  "GET /api/v1/estates/:estate/tokens": administer,

  "GET /": read,
  "GET /estates/:estate": read,
  "GET /estates/:estate/proposals": read,
  "GET /estates/:estate/decisions": read,
  "GET /estates/:estate/runs": read,
  "GET /estates/:estate/runs/:run": read,
  "GET /estates/:estate/compliance": read,
  "GET /estates/:estate/policy-health": read,
  "GET /estates/:estate/notices": read,
  "POST /estates/:estate/notices/:record/seen": {
    lets: ["engineer", "approver", "operator"],
    wantsWholeEstate: true,
  },
  // What became of it is told to whoever began it, and to nobody else.
  "GET /estates/:estate/being-done/:act": read,
  "GET /estates/:estate/evidence": readEvidence,
  "POST /estates/:estate/evidence": makeEvidence,
  "GET /estates/:estate/evidence/:pack/file": readEvidence,
  "GET /estates/:estate/access": readRecords,
  "POST /estates/:estate/access/reviews": reviewAccess,
  "GET /estates/:estate/people": administer,
  "POST /estates/:estate/people/tokens/:token/revoke": administer,
  "GET /estates/:estate/engines/:engine": read,
  "GET /estates/:estate/engines/:engine/runbook": read,
  "GET /estates/:estate/engines/:engine/runbook.html": read,
  "GET /estates/:estate/engines/:engine/findings/:finding": read,
  "GET /estates/:estate/engines/:engine/proposals/:proposal": read,
  "GET /estates/:estate/engines/:engine/nodes/:node": read,
  "GET /estates/:estate/engines/:engine/nodes/:node/content": read,
  "GET /estates/:estate/engines/:engine/nodes/:node/artefact": read,
  "GET /estates/:estate/engines/:engine/findings/:finding/waive": { lets: ["approver"] },
  "GET /estates/:estate/engines/:engine/practice": { lets: ["engineer"] },
  "POST /estates/:estate/engines/:engine/practice/exercises": { lets: ["engineer"] },
  "POST /estates/:estate/engines/:engine/practice/actions/:action/close": { lets: ["engineer"] },
  "POST /estates/:estate/engines/:engine/check": { lets: CHECKERS },
  "POST /estates/:estate/engines/:engine/findings/:finding/waive": { lets: ["approver"] },
  "POST /estates/:estate/engines/:engine/proposals/:proposal/decision": { lets: ["approver", "operator"] },
};
