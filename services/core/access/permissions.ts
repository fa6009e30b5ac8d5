import type { AccessRole } from "#schemas/access";

/**
 * One thing that can be asked of the service. `read`: what drifted and why; `read-records`: the ledger, decisions; `read-evidence`: packs
 * that were made; `make-evidence`: a pack now; `check`: a run now; `align`: a plan of an alignment; `acknowledge`: "seen", which changes
 * no verdict; `override`: reasons set aside for hours; `practise`:
 * exercises and the actions that come of them; `decide`: proposals and waivers; `review-access`: the review of who may do what on record; `collect`: snapshots handed in by a collector;
 * `measure`: figures of the process; `administer`: tokens and the queue.
 */
export type Permission =
  | "read"
  | "read-records"
  | "read-evidence"
  | "make-evidence"
  | "check"
  | "align"
  | "acknowledge"
  | "override"
  | "practise"
  | "decide"
  | "review-access"
  | "collect"
  | "measure"
  | "administer";

/** What each role may do. No role of a person holds all of it: who keeps the keys approves nothing. */
export const PERMISSIONS: Readonly<Record<GrantedRole, readonly Permission[]>> = {
  viewer: ["read"],
  auditor: ["read", "read-records", "read-evidence", "make-evidence"],
  engineer: ["read", "read-records", "read-evidence", "check", "align", "acknowledge", "override", "practise"],
  approver: ["read", "read-records", "read-evidence", "acknowledge", "decide", "review-access"],
  administrator: ["read", "read-records", "read-evidence", "check", "review-access", "measure", "administer"],
  collector: ["collect"],
  meter: ["measure"],
  operator: [
    "read",
    "read-records",
    "read-evidence",
    "make-evidence",
    "check",
    "align",
    "acknowledge",
    "review-access",
    "measure",
    "administer",
  ],
};

/** What a person answers for by name: no token may do it, whatever its role. */
export const FOR_PEOPLE_ALONE: ReadonlySet<Permission> = new Set([
  "acknowledge",
  "override",
  "practise",
  "decide",
  "review-access",
  "administer",
]);

/** What a token may be for, beside the roles of people. */
export type MachineRole = "collector" | "meter";

/** Beside these, whoever sits at the machine of a service without a sign-in. */
export type GrantedRole = AccessRole | MachineRole | "operator";
