import type { HttpAnswer } from "#services/wire/http-client";
import { waitAskedFor } from "#services/wire/wait-asked-for";

/** Whether an answer is a limit, with the milliseconds to wait; otherwise what it said. */
export type LimitOrBody =
  | { readonly isLimit: true; readonly ms: number }
  | { readonly isLimit: false; readonly body: unknown };

/** What GitHub asks for where it tells a secondary limit and no time. */
const A_MINUTE_MS = 60_000;

/**
 * Tells a limit from a refusal: 429; 403 with `retry-after` or a used-up quota; 403 whose words are those of a limit; 503 of a server
 * that says when it is back. `x-ratelimit-reset` stands on every answer, and means something with a used-up quota alone.
 */
export async function limitOf(
  answer: HttpAnswer,
  readBody: (answer: HttpAnswer) => Promise<unknown>,
  now: Date,
): Promise<LimitOrBody> {
  const { status, headers } = answer;
  const body = await readBody(answer);
  const isUsedUp = headers["x-ratelimit-remaining"] === "0";
  const isTold = headers["retry-after"] !== undefined || isUsedUp;
  const isLimit =
    status === 429 ||
    (status === 403 && (isTold || saysLimit(body))) ||
    (status === 503 && headers["retry-after"] !== undefined);
  if (!isLimit) return { isLimit, body };
  const { "x-ratelimit-reset": reset, ...others } = headers;
  const told = waitAskedFor(isUsedUp && reset !== undefined ? headers : others, now);
  return { isLimit, ms: told ?? A_MINUTE_MS };
}

function saysLimit(body: unknown): boolean {
  const message: unknown = typeof body === "object" && body !== null ? Reflect.get(body, "message") : undefined;
  return typeof message === "string" && /secondary rate limit|API rate limit exceeded|abuse detection/i.test(message);
}
