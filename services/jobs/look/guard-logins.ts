import { ERROR_KINDS, LockstepError } from "#services/core/errors";
import type { Mask } from "#services/core/mask";
import type { Connector, Diagnosis, ReadRequest, ReadStep } from "#services/ports/connector";
import type { RefusedLogin, RefusedLogins } from "#services/ports/refused-logins";

export interface LoginGuard {
  readonly memory: RefusedLogins;
  readonly mask: Mask;
}

/**
 * How long an account that is locked is left alone, in hours. Being locked says nothing of the credential, and a lock ends by
 * itself (Mirth: `password.lockoutperiod`, whole hours), so giving up for good would leave a standby unseen although nothing
 * is wrong any more; but the try after the lock may be a strike again. Half a day lets every nightly run try, and a check
 * each half hour only twice a day.
 */
const LOCKED_PAUSE_HOURS = 12;

/**
 * A connector that does not offer a refused credential again. Mirth counts refusals (`password.retrylimit`) over days, and
 * locks the account for whoever else uses it: a wrong password in a nightly schedule is enough. No number of further tries
 * is safe, since the limit is not known to us and others' mistakes count too; and none helps, since waiting makes no wrong
 * password right. So a refused credential is tried again only when it, the account or the address changes, or when a person
 * asks with `lockstep doctor`, which tries once. What is kept is a keyed digest.
 *
 * `read` throws LockstepError `login-refused`, `login-locked` without asking the engine.
 */
export function guardLogins(connector: Connector, guard: LoginGuard): Connector {
  return {
    ...connector,
    read: (request) => readGuarded(connector, request, guard),
    diagnose: async (request) => {
      const found = await connector.diagnose(request);
      const login = found.find(({ check }) => check === "login");
      if (login?.state === "failed") {
        const before = await findSame(request, guard);
        await remember(request, before?.reason === "refused" ? "refused" : reasonOf(login), guard);
      } else if (login !== undefined) await guard.memory.forget(accountOf(request, guard));
      return found;
    },
  };
}

/** A diagnosis has no code; its remedy is the one of its code in the registry of errors. */
function reasonOf({ remedy }: Diagnosis): RefusedLogin["reason"] {
  return remedy === ERROR_KINDS["login-locked"].remedy ? "locked" : "refused";
}

async function* readGuarded(
  connector: Connector,
  request: ReadRequest,
  guard: LoginGuard,
): AsyncGenerator<ReadStep, void> {
  const same = await findSame(request, guard);
  if (same !== undefined && isLeftAlone(same, request.now())) throw notTried(request, same);
  try {
    yield* connector.read(request);
  } catch (error) {
    if (!(error instanceof LockstepError)) throw error;
    if (error.code === "login-refused") await rememberWith(error, request, "refused", guard);
    if (error.code === "login-locked") await rememberWith(error, request, same?.reason ?? "locked", guard);
    throw error;
  }
  await guard.memory.forget(accountOf(request, guard));
}

/** What is known of this very credential. */
async function findSame(request: ReadRequest, guard: LoginGuard): Promise<RefusedLogin | undefined> {
  const known = await guard.memory.find(accountOf(request, guard));
  return known?.credential === credentialOf(request, guard) ? known : undefined;
}

function isLeftAlone({ reason, at }: RefusedLogin, now: Date): boolean {
  const hours = (now.getTime() - Date.parse(at)) / 3_600_000;
  // A clock that was set back must not make the wait longer than it is.
  return reason === "refused" || (hours >= 0 && hours < LOCKED_PAUSE_HOURS);
}

function notTried({ node }: ReadRequest, { reason, at }: RefusedLogin): LockstepError {
  const who = `'${node.username}' on ${node.id}`;
  const doctor = "run 'lockstep doctor', which tries once";
  if (reason === "locked") {
    const message = `The account ${who} was locked at ${at}, and is left alone for ${LOCKED_PAUSE_HOURS} hours: unlock it on the engine, and ${doctor}.`;
    return new LockstepError("login-locked", message, { details: { node: node.id } });
  }
  const where = node.passwordEnv ?? node.passwordFile ?? "the password";
  const message = `The login of ${who} was refused at ${at}, and the same credential is configured still: it was not tried again, since refusals lock the account. Change ${where}; or mend the account on the engine, and ${doctor}.`;
  return new LockstepError("login-refused", message, { details: { node: node.id } });
}

/** A refusal that cannot be remembered would be repeated by the next run: that is told with it. */
async function rememberWith(
  refusal: LockstepError,
  request: ReadRequest,
  reason: RefusedLogin["reason"],
  guard: LoginGuard,
): Promise<void> {
  try {
    await remember(request, reason, guard);
  } catch (cause) {
    if (!(cause instanceof LockstepError)) throw cause;
    throw new LockstepError(refusal.code, `${refusal.message} ${cause.message}`, { cause });
  }
}

async function remember(request: ReadRequest, reason: RefusedLogin["reason"], guard: LoginGuard): Promise<void> {
  // Without a credential nothing was offered, and nothing refused.
  if (request.node.username === undefined || request.password === undefined) return;
  const at = request.now().toISOString();
  await guard.memory.remember(accountOf(request, guard), { credential: credentialOf(request, guard), reason, at });
}

function accountOf({ node }: ReadRequest, { mask }: LoginGuard): string {
  return mask.digest("login account", "\0", node.url ?? "", "\0", node.username ?? "");
}

function credentialOf({ node, password = "" }: ReadRequest, { mask }: LoginGuard): string {
  return mask.digest("login credential", "\0", node.url ?? "", "\0", node.username ?? "", "\0", password);
}
