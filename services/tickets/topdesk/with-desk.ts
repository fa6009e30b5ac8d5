import type { TicketRequest } from "#services/ports/ticket-system";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { type Asking, openAsking } from "../asking/open-asking.js";

/** Whom to ask, and what it is called in messages. */
export interface Desk {
  readonly id: string;
  readonly asking: Asking;
}

/** Asks a TOPdesk for as long as one look lasts. */
export async function withDesk<T>(
  request: TicketRequest,
  limits: Partial<ConnectorLimits>,
  look: (desk: Desk) => Promise<T>,
): Promise<T> {
  const asking = openAsking(request, { limits });
  try {
    return await look({ id: request.declared.id, asking });
  } finally {
    await asking.close();
  }
}
