import { createHash, randomBytes } from "node:crypto";
import type { Identity } from "#services/ports/identity-provider";

/** Who a session is of. */
export type SessionOwner =
  | { readonly kind: "person"; readonly identity: Identity }
  | { readonly kind: "operator"; readonly name: string };

export interface Session {
  readonly owner: SessionOwner;
  /** What each form of this session bears. */
  readonly csrf: string;
}

/**
 * The sessions of this process, by the digest of their id. They live in memory alone: who restarts the service signs everybody out, and nobody finds a
 * session in a backup.
 */
export interface Sessions {
  /** Gives the id, which nobody has seen before and nothing here keeps. */
  begin(owner: SessionOwner): string;
  /** Finds a session that is neither too old nor idle for too long, and counts as its use. */
  find(id: string): Session | undefined;
  end(id: string): void;
}

export interface SessionLimits {
  readonly now: () => Date;
  /** Milliseconds from sign-in. */
  readonly absoluteMs: number;
  /** Milliseconds without a request. */
  readonly idleMs: number;
  /** Sessions at a time; beyond, the one that was idle longest ends. Default 5000. */
  readonly most?: number;
}

interface Held extends Session {
  readonly began: number;
  usedAt: number;
}

export function openSessions({ now, absoluteMs, idleMs, most = 5000 }: SessionLimits): Sessions {
  // In the order of their last use.
  const sessions = new Map<string, Held>();

  function isOver({ began, usedAt }: Held, at: number): boolean {
    // A clock that was set back must not make a session younger than it is.
    return at - began > absoluteMs || at - usedAt > idleMs || at < began;
  }

  function forgetOld(at: number): void {
    for (const [key, session] of sessions) {
      if (isOver(session, at) || sessions.size >= most) sessions.delete(key);
      else if (at - session.usedAt <= idleMs) break;
    }
  }

  return {
    begin(owner) {
      const at = now().getTime();
      forgetOld(at);
      const id = randomBytes(32).toString("base64url");
      sessions.set(digestOf(id), { owner, csrf: randomBytes(32).toString("base64url"), began: at, usedAt: at });
      return id;
    },
    find(id) {
      const key = digestOf(id);
      const session = sessions.get(key);
      if (session === undefined) return undefined;
      const at = now().getTime();
      sessions.delete(key);
      if (isOver(session, at)) return undefined;
      session.usedAt = Math.max(session.usedAt, at);
      sessions.set(key, session);
      return session;
    },
    end: (id) => void sessions.delete(digestOf(id)),
  };
}

/** What a stranger sends is compared as a digest, so that no time tells how near it was. */
function digestOf(id: string): string {
  return createHash("sha256").update(id).digest("base64");
}
