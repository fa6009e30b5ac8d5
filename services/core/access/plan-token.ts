import type { StoredToken, TokenRole } from "#schemas/token";
import { LockstepError } from "../errors.js";
import { assertSomebody } from "../people/assert-somebody.js";

/** What somebody asks for. */
export interface TokenRequest {
  readonly name: string;
  readonly role: TokenRole;
  readonly engines: "all" | readonly string[];
  readonly days: number;
  /** Who asks for it. */
  readonly by: string;
}

/** A token that lives for ever is forgotten, and then found by somebody else. */
export const MAX_TOKEN_DAYS = 400;

const DAY_MS = 86_400_000;

/**
 * Settles what a token will be. No token decides, overrides or administers, so that those roles are none of its.
 *
 * @throws LockstepError `usage`, `selector-unknown`
 */
export function planToken(
  { name, role, engines, days, by }: TokenRequest,
  estate: { readonly id: string; readonly engines: readonly string[]; readonly names: readonly string[] },
  at: Date,
): Omit<StoredToken, "schema" | "id" | "digest"> {
  assertSomebody("person who makes the token", by);
  if (!NAME.test(name)) throw usage("A token's name is letters, digits, '.', '_' and '-', for example haproxy-a.");
  if (estate.names.includes(name)) throw usage(`There is a token '${name}': revoke it first, or take another name.`);
  if (!Number.isInteger(days) || days < 1 || days > MAX_TOKEN_DAYS) {
    throw usage(`A token is good for a whole number of days, from 1 to ${MAX_TOKEN_DAYS}.`);
  }
  const unknown = engines === "all" ? [] : engines.filter((engine) => !estate.engines.includes(engine));
  if (unknown.length > 0) {
    const there = `There are: ${estate.engines.join(", ")}.`;
    throw new LockstepError("selector-unknown", `The estate has no engine of that name. ${there}`);
  }
  return {
    ...{ name, estate: estate.id, role, createdBy: by },
    engines: engines === "all" ? "all" : [...new Set(engines)],
    createdAt: at.toISOString(),
    expiresAt: new Date(at.getTime() + days * DAY_MS).toISOString(),
  };
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;

function usage(message: string): LockstepError {
  return new LockstepError("usage", message);
}
