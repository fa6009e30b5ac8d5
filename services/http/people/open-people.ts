import { ANONYMOUS } from "#services/core/access/principal";
import { assertSomebody } from "#services/core/people/assert-somebody";
import type { Doorkeeper, Identified } from "../doorkeeper.js";
import type { Route } from "../route.js";
import { allowedHosts } from "./allowed-hosts.js";
import { ownCookie } from "./cookies.js";
import { identifyToken } from "./identify-token.js";
import { invitationLink } from "./invitation-link.js";
import { openInvitations } from "./invitations.js";
import { operatorRoutes } from "./operator-routes.js";
import type { PeopleContext } from "./people-context.js";
import { principalOfSession } from "./principal-of-session.js";
import { openSessions } from "./sessions.js";
import { signInRoutes } from "./sign-in-routes.js";
import { signOutRoutes } from "./sign-out-routes.js";

/** Everything about who asks. */
export interface People {
  readonly doorkeeper: Doorkeeper;
  readonly routes: readonly Route[];
  /** Hosts by which requests may name the service; `undefined`: any, since nothing is open to whoever is only near. */
  readonly allowedHosts: ReadonlySet<string> | undefined;
  /** Without a sign-in: prints the link by which whoever sits at the machine comes in. */
  invite(): void;
  /** Since the start, for the figures of the process. */
  counts(): PeopleCounts;
}

export interface PeopleCounts {
  readonly refusedTokens: number;
  /** Sign-ins of people who may approve, by estate, that could not be put on record. */
  readonly unrecordedSignIns: number;
}

const HOUR_MS = 3_600_000;

/** Opens the door: sessions of people or of the operator, and tokens of programs. @throws LockstepError `usage` */
export function openPeople(context: PeopleContext): People {
  const { way, now, logger, estates } = context;
  const isSecure = way.kind === "sign-in" && way.publicUrl.startsWith("https:");
  const sessionHours = way.kind === "sign-in" ? (way.sessionHours ?? 8) : 12;
  const idleMinutes = way.kind === "sign-in" ? (way.idleMinutes ?? 30) : 120;
  const sessions = openSessions({ now, absoluteMs: sessionHours * HOUR_MS, idleMs: idleMinutes * 60_000 });
  const cookie = ownCookie("lockstep", { isSecure });
  let unrecordedSignIns = 0;
  const onUnrecorded = (): void => {
    unrecordedSignIns += 1;
  };
  const door = { ...context, sessions, cookie, onUnrecorded };
  const invitations = openInvitations(now);
  let refusedTokens = 0;
  if (way.kind === "operator") assertSomebody("person who sits at the machine (--as)", way.name);

  async function identify(request: Parameters<Doorkeeper["identify"]>[0]): Promise<Identified> {
    const headers = request.headersDistinct["authorization"] ?? [];
    if (headers.length > 0) {
      // Whoever shows a token is whom it stands for, or nobody: never the person whose cookie came along.
      const found = await identifyToken(headers, { estates, now, logger });
      if ("principal" in found) return { principal: found.principal, csrf: undefined };
      refusedTokens += 1;
      logger.warn("a token was refused", { source: request.source, ...found });
      return { ...NOBODY, refusedToken: found.why };
    }
    if (way.kind === "nobody") return NOBODY;
    const id = cookie.read(request.headers.cookie);
    const session = id === undefined ? undefined : sessions.find(id);
    if (session === undefined) return NOBODY;
    return { principal: principalOfSession(session.owner, estates), csrf: session.csrf };
  }

  function waysIn(): readonly Route[] {
    if (way.kind === "nobody") return [];
    const ways =
      way.kind === "sign-in" ? signInRoutes({ ...door, way, isSecure }) : operatorRoutes({ ...door, way, invitations });
    return [...ways, ...signOutRoutes(door)];
  }

  return {
    doorkeeper: {
      identify,
      signInPath: (backTo) => (way.kind === "nobody" ? undefined : `/sign-in?to=${encodeURIComponent(backTo)}`),
    },
    routes: waysIn(),
    allowedHosts: way.kind === "operator" ? allowedHosts(way.publicUrl) : undefined,
    invite() {
      if (way.kind === "operator") way.invite(invitationLink(way, invitations));
    },
    counts: () => ({ refusedTokens, unrecordedSignIns }),
  };
}

const NOBODY: Identified = { principal: ANONYMOUS, csrf: undefined };
