import type { StoredToken } from "#schemas/token";
import type { Principal } from "#services/core/access/principal";
import { isSecretOf, parseToken } from "#services/core/access/token-form";
import { LockstepError } from "#services/core/errors";
import type { PeopleContext, PeopledEstate } from "./people-context.js";

/** Whose token it is, or why it is nobody's: a word of ours for the log, and nothing of what was sent. */
export type IdentifiedToken =
  | { readonly principal: Principal }
  | { readonly why: "not of the form" | "unknown" | "ended" | "not readable"; readonly id?: string };

/** Finds who a request's `Authorization: Bearer` stands for. Anything beside one such header is nobody's. */
export async function identifyToken(
  headers: readonly string[],
  { estates, now, logger }: Pick<PeopleContext, "estates" | "now" | "logger">,
): Promise<IdentifiedToken> {
  const [header, ...others] = headers;
  const [, text = ""] = /^Bearer +(\S+)$/i.exec(header ?? "") ?? [];
  const sent = others.length === 0 ? parseToken(text) : undefined;
  if (sent === undefined) return { why: "not of the form" };
  let why: "unknown" | "not readable" = "unknown";
  for (const estate of estates) {
    const stored = await findIn(estate, sent.id);
    // It may be another estate's, which must not wait for this one.
    if (stored === "not readable") why = stored;
    if (stored === "not readable") continue;
    // A folder that was copied from another estate lets nobody into this one.
    if (stored === undefined || stored.estate !== estate.id) continue;
    if (!isSecretOf(sent.secret, stored.digest)) continue;
    const at = now();
    if (at.getTime() >= Date.parse(stored.expiresAt)) return { why: "ended", id: sent.id };
    estate.tokens
      .noteUse(sent.id, at)
      .catch((error: unknown) => logger.warn("the use of a token could not be noted", { token: sent.id, error }));
    return { principal: principalOf(stored) };
  }
  return { why, id: sent.id };
}

async function findIn({ tokens }: PeopledEstate, id: string): Promise<StoredToken | undefined | "not readable"> {
  try {
    return await tokens.find(id);
  } catch (error) {
    if (error instanceof LockstepError) return "not readable";
    throw error;
  }
}

function principalOf({ id, name, estate, role, engines }: StoredToken): Principal {
  return { kind: "token", id: `token:${id}`, name: `token ${name}`, grants: [{ estate, role, engines }] };
}
