import type { ChangeTicket } from "#schemas/change-ticket";
import type { TicketTrail, TrailStep } from "#schemas/trace-report";
import type { TicketTimeline } from "../../authorisation/ticket-timeline.js";
import { inOrder } from "./in-order.js";

/** Tells how a ticket stood over time: each state as it was first seen, and each approval that its system dates. */
export function trailOfTicket({ current, number, sights, missingSince }: TicketTimeline): TicketTrail {
  const { system, instance, kind, approval, planned, implementers, requester, cis, channels } = current;
  return {
    number,
    system: `${system} ${instance}`,
    kind,
    approval,
    window: { start: planned.start, end: planned.end },
    implementers: [...implementers],
    requester,
    names: [...cis, ...channels],
    steps: inOrder([
      ...datedSteps(current),
      ...sights.flatMap((sight, index) => sightSteps(sight, sights[index - 1])),
      ...(missingSince === null ? [] : [step(missingSince, "Its system did not hold it any more.")]),
    ]),
  };
}

/** What the system itself gives a time to. */
function datedSteps({ raisedAt, approvals, reviewedAt, reviewedBy, closedAt }: ChangeTicket): TrailStep[] {
  return [
    ...(raisedAt == null ? [] : [step(raisedAt, "Raised, as its system says.")]),
    ...approvals.map(({ at, by, decision, timeEvidence }) =>
      step(at, `Approval: ${decision} (time known by ${timeEvidence}).`, by),
    ),
    ...(reviewedAt == null ? [] : [step(reviewedAt, "Reviewed afterwards.", reviewedBy ?? null)]),
    ...(closedAt === null ? [] : [step(closedAt, "Closed, as its system says.")]),
  ];
}

/** What a sight shows that the one before did not. */
function sightSteps(sight: ChangeTicket, before: ChangeTicket | undefined): TrailStep[] {
  const told = stateOf(sight);
  if (before !== undefined && stateOf(before) === told) return [];
  const how = sight.rebuilt === true ? "From its record of edits" : "Seen";
  return [step(sight.observedAt, `${how}: ${told}.`)];
}

function stateOf({ lifecycle, lifecycleRaw, approval, planned, onHold }: ChangeTicket): string {
  const window = `window ${planned.start ?? "open"} to ${planned.end ?? "open"}`;
  return `${lifecycle} (${lifecycleRaw}), approval ${approval}, ${window}${onHold ? ", on hold" : ""}`;
}

function step(at: string | null, told: string, who: string | null = null): TrailStep {
  return { at, kind: "ticket", who, told, record: null };
}
