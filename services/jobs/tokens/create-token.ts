import { randomBytes } from "node:crypto";
import type { StoredToken } from "#schemas/token";
import { planToken, type TokenRequest } from "#services/core/access/plan-token";
import { digestSecret, writeToken } from "#services/core/access/token-form";
import type { Ledger } from "#services/ports/estate-repository";
import type { TokenStore } from "#services/ports/token-store";

export interface TokenContext {
  readonly estate: { readonly id: string; readonly engines: readonly { readonly id: string }[] };
  readonly tokens: TokenStore;
  readonly ledger: Pick<Ledger, "append">;
  readonly now: () => Date;
}

export interface CreatedToken {
  readonly token: StoredToken;
  /** The token itself: shown to whoever asked, and kept nowhere. */
  readonly text: string;
}

/**
 * Makes a token. The record comes first: a token of which the ledger does not know must not be good for anything.
 *
 * @throws LockstepError `usage`, `selector-unknown`, `system-refused`
 */
export async function createToken(request: TokenRequest, context: TokenContext): Promise<CreatedToken> {
  const { estate, tokens, ledger, now } = context;
  const at = now();
  const names = (await tokens.list()).map(({ token }) => token.name);
  const planned = planToken(request, { id: estate.id, engines: estate.engines.map(({ id }) => id), names }, at);
  const id = randomBytes(8).toString("hex");
  const secret = randomBytes(32).toString("hex");
  const token: StoredToken = { schema: "lockstep/token@1", id, ...planned, digest: digestSecret(secret) };
  const { name, role, engines, expiresAt } = token;
  const body = { id, name, role, engines, expiresAt };
  await ledger.append({ type: "token-created", actor: request.by, at: at.toISOString(), body });
  await tokens.keep(token);
  return { token, text: writeToken({ id, secret }) };
}
