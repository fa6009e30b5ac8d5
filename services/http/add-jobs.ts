import type { JobRequest } from "#schemas/job-request";
import { LockstepError } from "#services/core/errors";
import type { JobOptions } from "#services/ports/job-queue";
import type { Verification } from "#webhooks/sender";
import type { HttpContext, HttpLimits } from "./http-context.js";

export interface DeliveredBy {
  readonly webhookId: string;
  /** Of which estate, where the service has several. */
  readonly estate?: string | undefined;
  readonly verification: Pick<Extract<Verification, { verified: true }>, "deliveryId" | "idOf">;
}

/** How many jobs are new, and how many were asked for by the same delivery before. */
export interface AddedJobs {
  readonly added: number;
  readonly known: number;
}

/** Adds jobs under keys by which a delivery that comes again adds nothing. @throws LockstepError `queue-unavailable` */
export async function addJobs(
  jobs: readonly JobRequest[],
  delivered: DeliveredBy,
  { queue, now }: Pick<HttpContext, "queue" | "now">,
  { queueMs }: Pick<HttpLimits, "queueMs">,
): Promise<AddedJobs> {
  const at = now().getTime();
  const { estate } = delivered;
  const asked = estate === undefined ? jobs : jobs.map((job) => ({ ...job, estate }));
  const adding = asked.map((job, index) => queue.add(job, optionsOf(delivered, index, at)));
  const outcomes = await within(queueMs, Promise.all(adding));
  const added = outcomes.filter((outcome) => outcome === "added").length;
  return { added, known: outcomes.length - added };
}

/** Milliseconds in which the same content is taken for the same happening. */
const SAME_CONTENT_MS = 30_000;

/**
 * Where only the content names a delivery, the same may be told again of something new: then one job is done at the end of the
 * while, after everything that was told in it.
 */
function optionsOf({ webhookId, estate, verification }: DeliveredBy, index: number, at: number): JobOptions {
  const { deliveryId, idOf } = verification;
  const from = estate === undefined ? webhookId : `${estate}-${webhookId}`;
  const key = index === 0 ? `${from}-${deliveryId}` : `${from}-${deliveryId}-${index}`;
  if (idOf === "delivery") return { key };
  const end = (Math.floor(at / SAME_CONTENT_MS) + 1) * SAME_CONTENT_MS;
  return { key: `${key}-${end}`, delayMs: end - at };
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new LockstepError("queue-unavailable", `The queue took no job within ${ms} ms.`));
    }, ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
