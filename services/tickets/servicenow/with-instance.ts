import type { TicketRequest } from "#services/ports/ticket-system";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { openAsking } from "../asking/open-asking.js";
import { TOKEN_PATH } from "./read-requests.js";
import type { Instance } from "./read-rows.js";

/** Asks an instance for as long as one look lasts. */
export async function withInstance<T>(
  request: TicketRequest,
  limits: Partial<ConnectorLimits>,
  look: (instance: Instance) => Promise<T>,
): Promise<T> {
  const { declared } = request;
  const asking = openAsking(request, { limits, tokenPath: TOKEN_PATH });
  try {
    return await look({ id: declared.id, asking, changeApi: declared.scope?.["api"] === "change" });
  } finally {
    await asking.close();
  }
}
