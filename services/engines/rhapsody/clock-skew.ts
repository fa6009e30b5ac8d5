import type { HttpAnswer } from "#services/wire/http-client";

/**
 * Engine clock minus ours in milliseconds, by the Date header of an answer; `undefined` without one. The header is cut to the second:
 * on average half a second is lost.
 * @param ours our time in the middle of the question
 */
export function clockSkew(answer: HttpAnswer, ours: number): number | undefined {
  const stamp = Date.parse(String(answer.headers.date ?? ""));
  return Number.isNaN(stamp) ? undefined : Math.round(stamp + 500 - ours);
}
