import { LockstepError } from "#services/core/errors";
import { markup } from "#services/reports/html/markup";
import { type Answer, answerPage, refuse } from "../answer.js";
import { page } from "../pages/layout.js";
import type { Call, Route } from "../route.js";
import { ownCookie } from "./cookies.js";
import { beginSession, type Door, NOT_KEPT } from "./door.js";
import { localPath } from "./local-path.js";
import type { SignInWay } from "./people-context.js";
import { openSealedSignIns, SIGN_IN_SECONDS } from "./sealed-sign-ins.js";

interface SignInDoor extends Door {
  readonly way: SignInWay;
  readonly isSecure: boolean;
}

/** Requests of one address in a minute: people sign in now and then. */
const SIGN_INS_PER_MINUTE = 30;

/** The way to the provider and back. */
export function signInRoutes(door: SignInDoor): readonly Route[] {
  const { way, now, logger, isSecure } = door;
  const seals = openSealedSignIns(now);
  const pendingCookie = ownCookie("lockstep-sign-in", { isSecure });

  async function begin({ query }: Call): Promise<Answer> {
    try {
      const { address, kept } = await way.provider.begin();
      const sealed = await seals.seal({ ...kept, to: localPath(query.get("to")) });
      const headers = { ...NOT_KEPT, "Set-Cookie": pendingCookie.write(sealed, SIGN_IN_SECONDS) };
      return { kind: "redirect", to: address, status: 302, headers };
    } catch (error) {
      return failed(error);
    }
  }

  async function end({ query, headers }: Call): Promise<Answer> {
    const sealed = pendingCookie.read(headers.cookie);
    const pending = sealed === undefined ? undefined : await seals.open(sealed);
    if (pending === undefined) return beginAnew();
    try {
      const identity = await way.provider.complete(query, pending);
      const session = beginSession(door, { kind: "person", identity }, headers.cookie);
      logger.info("somebody signed in", { account: identity.account, groups: countOf(identity.groups) });
      const cookies = [session, pendingCookie.clear()];
      return { kind: "redirect", to: localPath(pending.to), headers: { ...NOT_KEPT, "Set-Cookie": cookies } };
    } catch (error) {
      return failed(error);
    }
  }

  function failed(error: unknown): Answer {
    if (!(error instanceof LockstepError)) throw error;
    logger.warn("a sign-in failed", { error });
    const status = error.code === "sign-in-refused" ? 403 : 503;
    const detail = `${WORDS[status]} ${status === 503 ? "" : error.remedy}`.trim();
    return refuse(status, { code: error.code, detail, headers: NOT_KEPT });
  }

  const base = {
    on: "service",
    permission: "anyone",
    speaksTo: "reader",
    requestsPerMinute: SIGN_INS_PER_MINUTE,
  } as const;
  return [
    { ...base, method: "get", path: "/sign-in", handle: begin },
    { ...base, method: "get", path: "/sign-in/return", handle: end },
  ];
}

const WORDS = {
  403: "The sign-in was refused.",
  503: "The sign-in cannot be reached now. Whoever is signed in stays so; try again in a while.",
} as const;

function beginAnew(): Answer {
  const main = markup`<p>This sign-in was begun in another window, or too long ago.</p>
<p><a href="/sign-in">Sign in</a></p>`;
  return answerPage(page({ title: "Please sign in again", main }), { status: 400, headers: NOT_KEPT });
}

function countOf(groups: readonly string[] | "untold"): number | "untold" {
  return groups === "untold" ? groups : groups.length;
}
