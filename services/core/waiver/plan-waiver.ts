import type { Finding } from "#schemas/finding";
import type { Policy, Waiver } from "#schemas/policy";
import { LockstepError } from "../errors.js";
import { assertSomebody } from "../people/assert-somebody.js";
import { mayBeSamePerson } from "../people/may-be-same-person.js";
import { isDay } from "../policy/is-day.js";
import { isExpired } from "../policy/is-expired.js";
import { assertRecordable } from "../privacy/assert-recordable.js";

/** What a person asks for. */
export interface WaiverRequest {
  readonly owner: string;
  readonly approver: string;
  readonly reason: string;
  /** The last day, YYYY-MM-DD, to its end in UTC. */
  readonly until: string;
  /** As its system writes it. */
  readonly ticket: string | null;
}

export interface WaiverContext {
  readonly engineId: string;
  readonly policy: Pick<Policy, "settings" | "waivers">;
  /** The instant at which it is granted, RFC 3339. */
  readonly at: string;
}

/**
 * Makes the waiver of one finding, bound to its content and to its artefact.
 *
 * @throws LockstepError `usage`, `decision-refused` where it would not be in force
 */
export function planWaiver(finding: Finding, request: WaiverRequest, context: WaiverContext): Waiver {
  const { owner, approver, reason, until, ticket } = request;
  assertWaivable(finding);
  assertSomebody("owner", owner);
  assertSomebody("approver", approver);
  if (mayBeSamePerson(owner, approver))
    throw new LockstepError("decision-refused", "The approver is the owner: let someone else approve it.");
  assertRecordable("reason", reason);
  const granted = context.at.slice(0, 10);
  assertTime(granted, until, context);
  const { kind, key } = finding.artefact;
  return {
    id: freeId(finding, context.policy.waivers),
    artefact: { engine: context.engineId, kind: asGlob(kind), key: asGlob(key) },
    finding: finding.id,
    owner,
    approver,
    reason,
    ...(ticket === null ? {} : { ticket }),
    granted,
    expires: until,
  };
}

function assertWaivable({ explainedBy, mustMatch, case: driftCase }: Finding): void {
  if (mustMatch !== undefined)
    throw new LockstepError("decision-refused", `No waiver makes up for it: ${mustMatch}. Make both nodes the same.`);
  if (explainedBy !== null) {
    const what = explainedBy.by === "waiver" ? "waiver" : "expected difference";
    throw new LockstepError("decision-refused", `The ${what} '${explainedBy.id}' explains it already.`);
  }
  if (driftCase === "in-lockstep")
    throw new LockstepError("decision-refused", "It is no difference between the nodes, so there is nothing to waive.");
}

const DAY_MS = 86_400_000;

function assertTime(granted: string, until: string, { policy, at }: WaiverContext): void {
  if (!isDay(until)) throw new LockstepError("usage", "--until is a day of the calendar, YYYY-MM-DD.");
  if (isExpired(until, at)) throw new LockstepError("decision-refused", `It would have ended already, on ${until}.`);
  const days = (Date.parse(until) - Date.parse(granted)) / DAY_MS;
  const { maxWaiverDays } = policy.settings;
  if (days <= maxWaiverDays) return;
  const last = new Date(Date.parse(granted) + maxWaiverDays * DAY_MS).toISOString().slice(0, 10);
  const limit = `policy allows ${maxWaiverDays} (maxWaiverDays)`;
  throw new LockstepError("decision-refused", `It would run for ${days} days; ${limit}: until ${last} at most.`);
}

/** A name may hold what a pattern takes for its own: each such sign then stands for any one character. */
function asGlob(name: string): string {
  return name.replaceAll("*", "?");
}

/** A finding that was waived before keeps its old waiver, for the record. */
function freeId({ id }: Finding, waivers: readonly Waiver[]): string {
  const base = `waiver-${id.slice("sha256:".length, "sha256:".length + 12)}`;
  const taken = new Set(waivers.map((waiver) => waiver.id));
  for (let count = 1; ; count++) {
    const wish = count === 1 ? base : `${base}-${count}`;
    if (!taken.has(wish)) return wish;
  }
}
