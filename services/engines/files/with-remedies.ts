import type { LockstepError } from "#services/core/errors";
import type { ReadStep } from "#services/ports/connector";
import { remedied } from "./remedied.js";
import { remedyFor, type SourceWay } from "./source-remedies.js";

/** Gives whatever a source tells as not read the remedy of how it is read, where it brings none of its own. */
export async function* withRemedies<T>(
  steps: AsyncGenerator<ReadStep, T>,
  way: SourceWay,
): AsyncGenerator<ReadStep, T> {
  try {
    for (;;) {
      const { done, value } = await steps.next();
      if (done === true) return value;
      yield value.type === "unread" && value.remedy === undefined ? withOwn(value, remedyFor(way, value.code)) : value;
    }
  } catch (error) {
    throw remedied(error, way);
  } finally {
    // Whoever stops listening in the middle ends the read, too.
    await steps.return(undefined as never);
  }
}

/** A source that could not be read, as a step of a read that goes on. */
export function toUnread(source: string, { code, message, ownRemedy }: LockstepError): ReadStep {
  const step = { type: "unread", source, code, message } as const;
  return ownRemedy === undefined ? step : { ...step, remedy: ownRemedy };
}

function withOwn(step: Extract<ReadStep, { type: "unread" }>, remedy: string | undefined): ReadStep {
  return remedy === undefined ? step : { ...step, remedy };
}
