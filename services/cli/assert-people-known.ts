import { LockstepError } from "#services/core/errors";

/**
 * Refuses to listen where others could reach a service that cannot tell who they are.
 *
 * @throws LockstepError `usage`
 */
export function assertPeopleKnown({
  host,
  hasSignIn,
  people,
}: {
  readonly host: string;
  readonly hasSignIn: boolean;
  /** `false`: no person comes in. */
  readonly people: boolean;
}): void {
  if (!people || hasSignIn || isLoopback(host)) return;
  throw new LockstepError("usage", `Nobody could tell who reaches the service at ${host}: it has no sign-in.`, {
    remedy:
      "Give signIn in service.yaml; or --no-people, so that gates, webhooks and tokens alone are answered; or leave --host out.",
  });
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(?:\.\d{1,3}){3}$/.test(host);
}
