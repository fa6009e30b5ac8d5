import { ERROR_KINDS } from "#services/core/errors";
import type { Diagnosis, ReadStep } from "#services/ports/connector";

/**
 * Says which source could not be read, and what to do.
 * @param remedyForRight in the product's words, which right opens a source; left out or `undefined`: the registry's remedy
 */
export function judgeUnread(
  { source, code, message }: Extract<ReadStep, { type: "unread" }>,
  remedyForRight: (source: string) => string | undefined = () => undefined,
): Diagnosis {
  const isRight = code === "rights-narrowed";
  const kind = Object.entries(ERROR_KINDS).find(([each]) => each === code)?.[1] ?? ERROR_KINDS.bug;
  return {
    check: isRight ? "rights" : "reading",
    state: "failed",
    message: `${source}: ${message}`,
    remedy: (isRight ? remedyForRight(source) : undefined) ?? kind.remedy,
  };
}
