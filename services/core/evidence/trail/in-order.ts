import type { TrailStep } from "#schemas/trace-report";

/** Steps in the order of time; of one instant as they were given, and what has no instant first. */
export function inOrder(steps: readonly TrailStep[]): TrailStep[] {
  return steps
    .map((step) => ({ step, time: step.at === null ? Number.NEGATIVE_INFINITY : Date.parse(step.at) }))
    .sort((a, b) => (a.time === b.time ? 0 : a.time - b.time))
    .map(({ step }) => step);
}
