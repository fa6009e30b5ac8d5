import type { LedgerRecord } from "#schemas/ledger-record";
import type { Override, OverrideBody, OverrideScope } from "#schemas/override";
import type { Policy } from "#schemas/policy";
import { LockstepError } from "#services/core/errors";
import { type OverrideRequest, planOverride } from "#services/core/override/plan-override";
import { assertSomebody } from "#services/core/people/assert-somebody";
import { assertRecordable } from "#services/core/privacy/assert-recordable";
import type { Ledger } from "#services/ports/estate-repository";
import type { ReadyAnswer } from "../ready/answer-ready.js";
import { readOverrides } from "../record/read-overrides.js";
import { findNamedTicket, type TicketDeskContext } from "../tickets/find-named-ticket.js";

export interface OverrideContext extends TicketDeskContext {
  readonly engineId: string;
  readonly ledger: Pick<Ledger, "append" | "records">;
  readonly policy: Policy;
  readonly now: () => Date;
}

/** What was done, and the records that say so. */
export interface Overridden {
  readonly overrides: readonly Override[];
  readonly records: readonly LedgerRecord[];
  readonly setAside: readonly OverrideScope[];
  /** In sentences. */
  readonly warnings: readonly string[];
}

/**
 * Sets reasons aside for some hours, by the word of a named person: break-glass. It changes no finding, and ends by itself.
 *
 * @param answer the verdict as it stands: of its reasons those that are named are covered, as they are now
 * @throws LockstepError `usage`, `decision-refused`, `ticket-unknown`, `ledger-rolled-back`
 */
export async function grantOverride(
  request: OverrideRequest & { readonly ticket: string | null },
  { ready, report }: ReadyAnswer,
  context: OverrideContext,
): Promise<Overridden> {
  const { engineId, policy, ledger } = context;
  const at = context.now().toISOString();
  const planned = planOverride(request, { ready, findings: report?.findings ?? [], policy, at });
  const { warnings, ...named } = await findNamedTicket(request.ticket, at, context);
  const body: OverrideBody = { ...planned, ...named };
  const record = await ledger.append({ type: "override", actor: request.by, at, body });
  const { inForce } = await readOverrides(ledger, { engineId, at, policy });
  const overrides = inForce.flatMap(({ override }) => (override.record === record.seq ? [override] : []));
  return { overrides, records: [record], setAside: planned.setAside, warnings };
}

/** Which overrides are meant: by the number of its record one, else all. */
interface Meant {
  readonly by: string;
  readonly record?: number | undefined;
}

/**
 * Ends overrides before their time by further records; what was given stays on record.
 *
 * @throws LockstepError `usage`, `decision-refused` where none is in force
 */
export async function endOverride(
  { reason, ...meant }: Meant & { readonly reason: string | null },
  context: OverrideContext,
): Promise<Overridden> {
  const { engineId, ledger } = context;
  assertSomebody("person who ends it", meant.by);
  if (reason !== null) assertRecordable("reason", reason);
  const at = context.now().toISOString();
  const { inForce } = await readOverrides(ledger, { ...context, at });
  const active = inForce.map(({ override }) => override);
  const overrides = choose(active, meant, `No such override of '${engineId}' is in force.`);
  const records: LedgerRecord[] = [];
  for (const { hash } of overrides) {
    const body: OverrideBody = { act: "ended", engineId, grant: hash, reason };
    records.push(await ledger.append({ type: "override", actor: meant.by, at, body }));
  }
  return { overrides, records, setAside: [], warnings: [] };
}

/**
 * Names the ticket that was to follow an override, also after that has ended.
 *
 * @throws LockstepError `usage`, `decision-refused` where none is owed or several are, `ticket-unknown`
 */
export async function nameOverrideTicket(
  { ticket, ...meant }: Meant & { readonly ticket: string },
  context: OverrideContext,
): Promise<Overridden> {
  const { engineId, ledger } = context;
  assertSomebody("person who names it", meant.by);
  const at = context.now().toISOString();
  const { owed } = await readOverrides(ledger, { ...context, at });
  const [override, ...others] = choose(owed, meant, `No such override of '${engineId}' owes a ticket.`);
  if (override === undefined || others.length > 0) {
    const numbers = owed.map(({ record }) => record).join(", ");
    throw new LockstepError("decision-refused", `Several overrides owe a ticket (${numbers}): name one with --record.`);
  }
  const named = await findNamedTicket(ticket, at, context);
  const body: OverrideBody = {
    act: "ticket-named",
    engineId,
    grant: override.hash,
    ticket: named.ticket ?? ticket,
    ticketFound: named.ticketFound,
  };
  const record = await ledger.append({ type: "override", actor: meant.by, at, body });
  return {
    overrides: [{ ...override, ticket: body.ticket }],
    records: [record],
    setAside: [],
    warnings: named.warnings,
  };
}

function choose(overrides: readonly Override[], { record }: Meant, none: string): readonly Override[] {
  const chosen = record === undefined ? overrides : overrides.filter((override) => override.record === record);
  if (chosen.length > 0) return chosen;
  throw new LockstepError("decision-refused", none);
}
