import type { TicketAnswer, TicketRequest } from "#services/ports/ticket-system";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { clockWarnings } from "../asking/clock-skew.js";
import { startOfLook } from "../asking/start-of-look.js";
import { assembleFacts } from "./assemble-facts.js";
import { readChanges } from "./read-changes.js";
import { withAccount } from "./with-account.js";

/** Reads every change of the workspaces that was edited since. */
export function listChanges(
  request: TicketRequest,
  since: string | null,
  limits: Partial<ConnectorLimits>,
): Promise<TicketAnswer> {
  const { declared, mapping, now } = request;
  const began = now();
  const completeTo = began.toISOString();
  return withAccount(request, limits, async (account) => {
    // One page of the newest edits tells the account's clock, by which edits are asked for.
    const { clockSkewMs } = await readChanges(account, began.getTime(), true);
    const { rows } = await readChanges(account, startOfLook(request, since, { began, clockSkewMs }));
    const { facts, warnings } = await assembleFacts(account, rows, { mapping, observedAt: completeTo });
    return { completeTo, facts, gone: [], warnings: [...clockWarnings(declared.id, clockSkewMs), ...warnings] };
  });
}
