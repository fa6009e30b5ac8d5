import type { Handover } from "../answer.js";
import type { Route } from "../route.js";

export interface QueueBoardContext {
  /** Opens pages below a path on which the queue can be looked at, and nothing be moved. */
  readonly openQueueBoard: (at: string) => Promise<Handover["to"]>;
}

const AT = "/queue";

/** `GET /queue`: the queue's own pages. They show the jobs of every estate, so they are for whoever administers all of them. */
export function queueBoardRoute({ openQueueBoard }: QueueBoardContext): Route {
  let opening: Promise<Handover["to"]> | undefined;

  function opened(): Promise<Handover["to"]> {
    opening ??= openQueueBoard(AT).catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  }

  return {
    method: "get",
    path: `${AT}{/*page}`,
    on: "service",
    permission: "administer",
    speaksTo: "reader",
    handle: async () => ({ kind: "handover", below: AT, headers: GUARDS, to: await opened() }),
  };
}

/** Those of our own pages, but that they name the place below which they stand; the fonts that they would fetch from elsewhere they do without. */
const GUARDS = {
  "Content-Security-Policy": [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'none'",
    "script-src 'self'",
    "connect-src 'self'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "base-uri 'self'",
  ].join(";"),
};
