import type { AuthorisationVerdict, Duty } from "#schemas/authorisation";
import { isNobody } from "../people/is-nobody.js";
import { epochOf, showEpoch } from "./epoch-of.js";
import { existedBy } from "./existed-by.js";
import type { Pair } from "./pair-test.js";
import { workingDeadline } from "./working-deadline.js";

const HOUR_MS = 3_600_000;

/** One duty after an emergency, as its test. */
interface EmergencyDuty extends Duty {
  readonly test: string;
  readonly facts: string;
}

/** How an emergency change stands: implemented first, then raised, approved and reviewed, each before its deadline. */
export interface EmergencyJudgement {
  readonly verdict: Extract<
    AuthorisationVerdict,
    "pending-retrospective" | "retrospective-overdue" | "authorised-retrospective"
  >;
  readonly duties: readonly EmergencyDuty[];
}

/**
 * Judges an emergency change made before its approval. What is dated after the instant judged at has not been done. Deadlines run
 * from the earliest time at which it can have been made; where that is not known, nothing shows that the ticket was raised in time.
 */
export function judgeEmergency(pair: Pair): EmergencyJudgement {
  const duties = [raised(pair), approved(pair), reviewed(pair)];
  const states = duties.map(({ state }) => state);
  if (states.includes("missed")) return { verdict: "retrospective-overdue", duties };
  return { verdict: states.includes("due") ? "pending-retrospective" : "authorised-retrospective", duties };
}

function raised({ ticket, made, rules }: Pair): EmergencyDuty {
  const hours = rules.emergency.raiseWithinHours;
  const existed = existedBy(ticket);
  const deadline = made.from + hours * HOUR_MS;
  const facts = `known at ${showEpoch(existed)}, due ${hours} h after ${showEpoch(made.from)}`;
  return {
    duty: "raise",
    test: "raised in time",
    state: existed <= deadline ? "done" : "missed",
    facts,
    ...by(deadline),
  };
}

function approved({ ticket, approval, made, rules, at }: Pair): EmergencyDuty {
  const deadline = workingDeadline(made, rules.emergency.approveWithinWorkingDays, rules);
  const duty = { duty: "approve", test: "approved in time", ...by(deadline) } as const;
  const since = approval.approvedSince;
  const named =
    !rules.namedApprover ||
    ticket.current.approvals.some(({ decision, by }) => decision === "approved" && !isNobody(by));
  if (since === null || since > at || !named) {
    const facts = `not shown to be approved${named ? "" : " by anybody named"}, due before ${showEpoch(deadline)}`;
    return { ...duty, state: at < deadline ? "due" : "missed", facts };
  }
  const facts = `approved since ${showEpoch(since)}, due before ${showEpoch(deadline)}`;
  return { ...duty, state: since < deadline ? "done" : "missed", facts };
}

/** A ticket is closed after its review, so closing shows a review where the system records none. */
function reviewed({ ticket, made, rules, at }: Pair): EmergencyDuty {
  const deadline = workingDeadline(made, rules.emergency.reviewWithinWorkingDays, rules);
  const duty = { duty: "review", test: "reviewed in time", ...by(deadline) } as const;
  const { reviewedAt, closedAt, lifecycle } = ticket.current;
  const done = epochOf(reviewedAt) ?? (lifecycle === "closed" ? epochOf(closedAt) : null);
  if (done === null || done < made.to || done > at) {
    const facts = `no review recorded, due before ${showEpoch(deadline)}`;
    return { ...duty, state: at < deadline ? "due" : "missed", facts };
  }
  const facts = `reviewed at ${showEpoch(done)}, due before ${showEpoch(deadline)}`;
  return { ...duty, state: done < deadline ? "done" : "missed", facts };
}

function by(deadline: number): Pick<Duty, "due"> {
  return { due: Number.isFinite(deadline) ? showEpoch(deadline) : null };
}
