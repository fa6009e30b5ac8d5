import type { Finding } from "#schemas/finding";
import type { OverrideGrant, OverrideScope } from "#schemas/override";
import type { Policy } from "#schemas/policy";
import type { ReadinessReason } from "#schemas/readiness";
import type { ReadyReport } from "#schemas/ready-report";
import { LockstepError } from "../errors.js";
import { assertSomebody } from "../people/assert-somebody.js";
import { mayBeSamePerson } from "../people/may-be-same-person.js";
import { assertRecordable } from "../privacy/assert-recordable.js";
import { escapeText } from "../text/escape-text.js";
import { overridableCodes, overrideRuleOf } from "./override-rules.js";
import { bindingOf } from "./set-aside.js";

/** What a person asks for. */
export interface OverrideRequest {
  /** Codes of readiness reasons; never all of them at once. */
  readonly codes: readonly string[];
  readonly reason: string;
  readonly by: string;
  readonly second: string | null;
  /** Left out: a day, or what policy allows where that is less. */
  readonly hours?: number | undefined;
}

/** What it is asked of. */
export interface OverrideSubject {
  /** The verdict as it stands. */
  readonly ready: ReadyReport;
  readonly findings: readonly Finding[];
  readonly policy: Pick<Policy, "settings">;
  readonly at: string;
}

/**
 * Works out what an override covers: of each named code the very reasons that stand now, by their findings and subjects.
 *
 * @throws LockstepError `usage`, `decision-refused` where it would not be in force
 */
export function planOverride(
  request: OverrideRequest,
  { ready, findings, policy, at }: OverrideSubject,
): Omit<OverrideGrant, "ticket" | "ticketFound"> {
  assertPeople(request, policy);
  assertRecordable("reason", request.reason);
  const until = untilOf(request, policy, at);
  const { runId, engineId } = ready;
  if (runId === null) throw refused(`'${engineId}' has never been checked: there is nothing to set aside.`);
  const standing = [...ready.reasons, ...(ready.setAside ?? [])].filter(({ verdict }) => verdict !== "ready");
  const codes = [...new Set(request.codes)];
  if (codes.length === 0) throw new LockstepError("usage", `Name what it sets aside. ${tellStanding(standing)}`);
  const setAside = codes.map((code) => scopeOf(code, standing, findings));
  return { act: "granted", engineId, runId, setAside, reason: request.reason, second: request.second, until };
}

function assertPeople({ by, second }: OverrideRequest, { settings }: Pick<Policy, "settings">): void {
  assertSomebody("person who overrides", by);
  if (second === null) {
    if (!settings.overrideNeedsSecondPerson) return;
    throw refused("Policy wants two people for an override (overrideNeedsSecondPerson): name the other with --second.");
  }
  assertSomebody("second person", second);
  if (mayBeSamePerson(by, second)) throw refused("The second person is the one who overrides: let someone else agree.");
}

const DAY_HOURS = 24;

function untilOf({ hours }: OverrideRequest, { settings }: Pick<Policy, "settings">, at: string): string {
  const { maxOverrideHours } = settings;
  const wanted = hours ?? Math.min(DAY_HOURS, maxOverrideHours);
  if (!(wanted > 0)) throw new LockstepError("usage", "An override lasts for a number of hours above 0.");
  if (wanted > maxOverrideHours)
    throw refused(`It would last for ${wanted} hours; policy allows ${maxOverrideHours} (maxOverrideHours).`);
  return new Date(Date.parse(at) + wanted * 3_600_000).toISOString();
}

function scopeOf(code: string, standing: readonly ReadinessReason[], findings: readonly Finding[]): OverrideScope {
  if (/^(\*|all|any)$/i.test(code))
    throw refused(`An override names what it sets aside, never all. ${tellStanding(standing)}`);
  const rule = overrideRuleOf(code);
  const shown = escapeText(code.slice(0, 80));
  if (!rule.may) throw refused(`'${shown}' can never be set aside. ${rule.why} ${tellStanding(standing)}`);
  const reasons = standing.filter((reason) => reason.code === code);
  if (reasons.length === 0) throw refused(`No reason of the code '${shown}' stands now. ${tellStanding(standing)}`);
  const bound = reasons.map((reason) => bindingOf(reason, findings));
  if (bound.includes(undefined))
    throw refused(`'${shown}' speaks of nothing that an override could be bound to: run 'lockstep check' again.`);
  return {
    code,
    findings: [...new Set(bound.flatMap((one) => one?.findings ?? []))],
    subjects: [...new Set(bound.flatMap((one) => one?.subjects ?? []))],
    messages: reasons.map(({ message }) => message),
  };
}

/** What stands and could be named, so that nobody has to guess. */
function tellStanding(standing: readonly ReadinessReason[]): string {
  const codes = [...new Set(standing.map(({ code }) => code))];
  const possible = overridableCodes().filter((code) => codes.includes(code));
  if (codes.length === 0) return "No reason stands against this engine.";
  return `What stands: ${codes.join(", ")}; of these may be set aside: ${possible.join(", ") || "none"}.`;
}

function refused(message: string): LockstepError {
  return new LockstepError("decision-refused", message);
}
