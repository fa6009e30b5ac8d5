import { LockstepError } from "#services/core/errors";
import type { TicketRequest } from "#services/ports/ticket-system";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { type Asking, openAsking } from "../asking/open-asking.js";
import type { Profile } from "./profile.js";

export interface ProfiledOptions {
  readonly profile: Profile;
  readonly limits: Partial<ConnectorLimits>;
}

/** Whom to ask, and how. */
export interface Profiled {
  readonly id: string;
  readonly profile: Profile;
  readonly asking: Asking;
  readonly prefix: string;
  /** What paths hold beside the question itself. */
  readonly scope: Readonly<Record<string, string>>;
}

/** Asks a make with a profile for as long as one look lasts. */
export async function withProfiled<T>(
  { profile, limits }: ProfiledOptions,
  request: TicketRequest,
  look: (system: Profiled) => Promise<T>,
): Promise<T> {
  const { declared } = request;
  const login = profile.login === undefined ? {} : { loginHeaders: profile.login };
  const asking = openAsking(request, { limits, ...login, ...profile.token });
  const usual = Object.entries(profile.scope).flatMap(([key, value]) =>
    value === null ? [] : [[key, value] as const],
  );
  const scope = { ...Object.fromEntries(usual), ...declared.scope };
  try {
    return await look({ id: declared.id, profile, asking, prefix: scope["prefix"] ?? profile.prefix, scope });
  } finally {
    await asking.close();
  }
}

/** That an answer has another form than the profile says: what is unproven is not guessed at. */
export function unexpected({ id, profile }: Pick<Profiled, "id" | "profile">, what: string): LockstepError {
  const message = `${id} ${what}: reading ${profile.product} is unproven, and this is another form than is known.`;
  return new LockstepError("answer-unexpected", message, { details: { node: id } });
}

/** What every look says. */
export function unproven({ id, profile }: Pick<Profiled, "id" | "profile">): string {
  return `${id}: reading ${profile.product} is unproven: compare what 'lockstep tickets show' says with the ticket before relying on it`;
}
