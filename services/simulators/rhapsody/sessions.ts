import { randomBytes } from "node:crypto";

export interface Session {
  readonly id: string;
  /** What requests that could change something have to bring along. */
  readonly token: string;
  seenAt: number;
}

const IDLE_MS = 120_000;

/** Sessions that end when nobody uses them for two minutes; there is no way to sign out. */
export class Sessions {
  private readonly open = new Map<string, Session>();
  private readonly now: () => Date;

  constructor(now: () => Date) {
    this.now = now;
  }

  start(): Session {
    const session = {
      id: randomBytes(16).toString("hex"),
      token: randomBytes(16).toString("hex"),
      seenAt: this.now().getTime(),
    };
    this.open.set(session.id, session);
    return session;
  }

  find(id: string | undefined): Session | undefined {
    const session = id === undefined ? undefined : this.open.get(id);
    const time = this.now().getTime();
    if (session === undefined || time - session.seenAt > IDLE_MS) return undefined;
    session.seenAt = time;
    return session;
  }

  endAll(): void {
    this.open.clear();
  }
}
