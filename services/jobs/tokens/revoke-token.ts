import type { StoredToken } from "#schemas/token";
import { LockstepError } from "#services/core/errors";
import { assertSomebody } from "#services/core/people/assert-somebody";
import type { TokenContext } from "./create-token.js";

/**
 * Ends a token, by its id or by its name where one token alone bears it. It is gone before that is recorded: a ledger that takes nothing must keep
 * no token alive.
 *
 * @throws LockstepError `selector-unknown`, `usage`, `system-refused`
 */
export async function revokeToken(
  named: string,
  by: string,
  { tokens, ledger, now }: Pick<TokenContext, "tokens" | "ledger" | "now">,
): Promise<StoredToken> {
  assertSomebody("person who revokes the token", by);
  const there = (await tokens.list()).map(({ token }) => token);
  const [token, ...others] = there.filter(({ id, name }) => id === named || name === named);
  if (token === undefined) {
    throw new LockstepError(
      "selector-unknown",
      "There is no token of that name or id: `lockstep token list` has them.",
    );
  }
  if (others.length > 0) throw new LockstepError("usage", "Several tokens bear that name: give the id of one.");
  await tokens.remove(token.id);
  const { id, name, role, engines, expiresAt } = token;
  const body = { id, name, role, engines, expiresAt };
  await ledger.append({ type: "token-revoked", actor: by, at: now().toISOString(), body });
  return token;
}
