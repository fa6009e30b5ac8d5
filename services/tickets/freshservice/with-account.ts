import type { TicketSystem as Declared } from "#schemas/estate";
import type { TicketRequest } from "#services/ports/ticket-system";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { type Asking, openAsking } from "../asking/open-asking.js";

/** Whom to ask, and what it is called in messages. */
export interface Account {
  readonly id: string;
  readonly asking: Asking;
  /** Of numbers as people write them: `CHN-812` is the change 812. */
  readonly prefix: string;
  /** The workspaces that a list reaches into: `0` all of them, `undefined` an account without workspaces. */
  readonly workspace: string | undefined;
}

/** Asks a Freshservice for as long as one look lasts. */
export async function withAccount<T>(
  request: TicketRequest,
  limits: Partial<ConnectorLimits>,
  look: (account: Account) => Promise<T>,
): Promise<T> {
  const { id, scope = {} } = request.declared;
  const asking = openAsking(request, { limits, loginHeaders });
  const { workspace = "0", prefix = "CHN" } = scope;
  try {
    return await look({ id, asking, prefix, workspace: workspace === "none" ? undefined : workspace });
  } finally {
    await asking.close();
  }
}

/** The key stands in the place of the user name, and any word in that of the password. */
function loginHeaders(_declared: Declared, secret: string): Readonly<Record<string, string>> {
  return { Authorization: `Basic ${Buffer.from(`${secret}:X`, "utf8").toString("base64")}` };
}
