import type { StandingAction } from "#schemas/action";
import { type ActionRequest, planAction } from "#services/core/action/plan-action";
import { LockstepError } from "#services/core/errors";
import { assertSomebody } from "#services/core/people/assert-somebody";
import type { PersonSealer } from "#services/core/people/seal-people";
import { assertRecordable } from "#services/core/privacy/assert-recordable";
import { escapeText } from "#services/core/text/escape-text";
import type { Ledger } from "#services/ports/estate-repository";
import { appendUnlessKnown } from "../append-unless-known.js";
import { findNamedTicket, type TicketDeskContext } from "../tickets/find-named-ticket.js";
import { actionsOnRecord } from "./actions-on-record.js";

export interface ActionContext extends TicketDeskContext {
  readonly ledger: Pick<Ledger, "append" | "appendOnce" | "records">;
  /** Gives people their pseudonyms; left out: the record names them. */
  readonly sealPerson?: PersonSealer | undefined;
  readonly now: () => Date;
}

/** An action as it stands now. */
export interface KeptAction {
  readonly action: StandingAction;
  /** It stood so on record already. */
  readonly wasKnown: boolean;
  /** In sentences. */
  readonly warnings: readonly string[];
}

/**
 * Raises an action. The same one raised twice is one.
 *
 * @throws LockstepError `usage`, `ticket-unknown`, `decision-refused` where the same was raised before and is closed
 */
export async function raiseAction(
  request: ActionRequest & { readonly by: string; readonly ticket: string | null },
  context: ActionContext,
): Promise<KeptAction> {
  assertSomebody("person who raises it", request.by);
  const at = context.now().toISOString();
  const { engineId, what, from, owner, due } = request;
  const asked = { engineId, what, from, owner, due };
  // What may stand on record is asked of the name, before the book has it.
  planAction(asked, at);
  const planned = planAction(asked, at, await context.sealPerson?.(owner, "owner"));
  const find = () => findOpen(planned.id, at, context);
  const known = await find();
  if (known !== undefined) return { action: known, wasKnown: true, warnings: [] };
  const { ticket, warnings } = await findNamedTicket(request.ticket, at, context);
  const body = { ...planned, ticket };
  const kept = await appendUnlessKnown({ type: "action-raised", actor: request.by, at, body }, context.ledger, find);
  if ("known" in kept) return { action: kept.known, wasKnown: true, warnings };
  return { action: await standing(planned.id, context), wasKnown: false, warnings };
}

async function findOpen(id: string, at: string, { ledger }: ActionContext): Promise<StandingAction | undefined> {
  const known = (await actionsOnRecord(ledger, at)).find((each) => each.id === id);
  if (known?.standing !== "closed") return known;
  throw new LockstepError("decision-refused", `The very same action, ${known.id}, was raised before and is closed.`, {
    remedy: "Say in its words what is still to be done, or name another day.",
  });
}

/**
 * Closes an action by a further record; what was raised stays on record.
 *
 * @throws LockstepError `usage`, `selector-unknown`
 */
export async function closeAction(
  {
    id,
    note,
    by,
    engineId,
  }: { readonly id: string; readonly note: string; readonly by: string; readonly engineId?: string | undefined },
  context: ActionContext,
): Promise<KeptAction> {
  assertSomebody("person who closes it", by);
  assertRecordable("note", note);
  const at = context.now().toISOString();
  const actions = await actionsOnRecord(context.ledger, at);
  const action = actions.find((each) => each.id === id && (engineId === undefined || each.engineId === engineId));
  if (action === undefined)
    throw new LockstepError("selector-unknown", `No action '${escapeText(id.slice(0, 40))}' is on record.`, {
      remedy: "'lockstep action list' has them.",
    });
  if (action.standing === "closed") {
    const warning = `It was closed before, by ${action.closedBy ?? "nobody"} on ${(action.closedAt ?? "").slice(0, 10)}: that stands.`;
    return { action, wasKnown: true, warnings: [warning] };
  }
  const body = { id, engineId: action.engineId, note };
  await context.ledger.append({ type: "action-closed", actor: by, at, body });
  return { action: await standing(id, context), wasKnown: false, warnings: [] };
}

/** Read back from the record: of two who do it at once, both are told whose word counts. */
async function standing(id: string, { ledger, now }: ActionContext): Promise<StandingAction> {
  const action = (await actionsOnRecord(ledger, now().toISOString())).find((each) => each.id === id);
  if (action === undefined) throw new LockstepError("bug", "An action that was just recorded is not on record.");
  return action;
}
