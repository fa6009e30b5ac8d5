import { type LockstepError, remedyOfCode } from "#services/core/errors";

/** Why what was sent by a form was not taken, and what to do. Where the remedy would name a command line, which nobody sees here, the reason alone. */
export function whyNotTaken({ code, message, remedy }: Pick<LockstepError, "code" | "message" | "remedy">): string {
  return code === "usage" && remedy === remedyOfCode("usage") ? message : `${message} ${remedy}`;
}
