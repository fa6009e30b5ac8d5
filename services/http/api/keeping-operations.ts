import { QueueStanding } from "#schemas/api/queue-standing";
import { TokenList } from "#schemas/api/token-list";
import { refuse } from "../answer.js";
import { give, type Operation, operation } from "./operation.js";

/** What administrators look at. */
export const KEEPING_OPERATIONS: readonly Operation[] = [
  operation({
    id: "showQueue",
    tag: "keeping",
    says: "What waits to be done by the service, what failed, and what comes again by itself.",
    ...{ method: "get", path: "/estates/:estate/queue", on: "estate", permission: "administer" },
    gives: QueueStanding,
    async handle(call, _asked, { queue, areSeveral }) {
      const [counts, schedules, failed] = await Promise.all([queue.counts(), queue.schedules(), queue.failed()]);
      const isOwn = (request: unknown): boolean => !areSeveral || estateOf(request) === call.estate.id;
      return give({
        schema: "lockstep/queue-standing@1",
        counts,
        schedules: schedules
          .filter(({ id }) => !areSeveral || id.endsWith(`-${call.estate.id}`))
          .map(({ id, cron, timeZone, nextAt }) => ({ id, cron, timeZone, nextAt: nextAt.toISOString() })),
        failed: failed
          .filter(({ request }) => isOwn(request))
          .map(({ id, reason, failedAt }) => ({ id, reason, failedAt: failedAt.toISOString() })),
      });
    },
  }),
  operation({
    id: "listTokens",
    tag: "keeping",
    says: "The tokens of an estate, never a secret.",
    ...{ method: "get", path: "/estates/:estate/tokens", on: "estate", permission: "administer" },
    gives: TokenList,
    async handle({ estate }) {
      if (estate.tokens === undefined) return refuse(404);
      const listed = await estate.tokens.list();
      return give({
        schema: "lockstep/token-list@1",
        items: listed.map(({ token, lastUsedAt }) => {
          const { id, name, role, engines, createdAt, createdBy, expiresAt } = token;
          return { id, name, role, engines, createdAt, createdBy, expiresAt, lastUsedAt: lastUsedAt ?? null };
        }),
      });
    },
  }),
];

function estateOf(request: unknown): unknown {
  return typeof request === "object" && request !== null && "estate" in request ? request.estate : undefined;
}
