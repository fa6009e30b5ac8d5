import { Ajv } from "ajv";
import { ActionClosed, ActionRaised, type StandingAction } from "#schemas/action";
import type { LedgerRecord } from "#schemas/ledger-record";
import { isExpired } from "../policy/is-expired.js";
import { compareText } from "../text/compare-text.js";

const ajv = new Ajv({ strict: false });

const DAY_MS = 86_400_000;

/**
 * Works out from the ledger which actions there are and how they stand at an instant: what is due first comes first, and what is closed last.
 * Of the same action raised or closed twice, as by two people at once, the first record counts.
 */
export function standingActions(records: readonly LedgerRecord[], at: string): readonly StandingAction[] {
  const inOrder = records.toSorted((a, b) => a.seq - b.seq);
  const closed = new Map<string, StandingEnd>();
  const raised = new Map<string, StandingAction>();
  for (const { type, at: closedAt, actor, body } of inOrder) {
    if (type !== "action-closed" || !ajv.validate<ActionClosed>(ActionClosed, body) || closed.has(body.id)) continue;
    closed.set(body.id, { closedAt, closedBy: actor, note: body.note });
  }
  for (const { type, seq, at: raisedAt, actor, body } of inOrder) {
    if (type !== "action-raised" || !ajv.validate<ActionRaised>(ActionRaised, body) || raised.has(body.id)) continue;
    const { id, engineId, what, from, owner, due, ticket } = body;
    const end = closed.get(id) ?? OPEN;
    raised.set(id, {
      ...{ id, engineId, what, from, owner, due, ticket },
      ...{ record: seq, raisedAt, raisedBy: actor },
      standing: end.closedAt !== null ? "closed" : isExpired(due, at) ? "overdue" : "open",
      daysLeft: Math.floor((Date.parse(due) - Date.parse(at.slice(0, 10))) / DAY_MS),
      ...end,
    });
  }
  return [...raised.values()].sort((a, b) => rank(a) - rank(b) || compareText(a.due, b.due) || a.record - b.record);
}

type StandingEnd = Pick<StandingAction, "closedAt" | "closedBy" | "note">;

const OPEN: StandingEnd = { closedAt: null, closedBy: null, note: null };

function rank({ standing }: StandingAction): number {
  return standing === "closed" ? 1 : 0;
}
