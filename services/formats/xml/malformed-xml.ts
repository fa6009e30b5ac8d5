import { LockstepError } from "#services/core/errors";

/** Makes the error for a malformed document: its name, the line of `offset` in its text, and the reason; never its content. */
export function malformedXml(origin: string, text: string, offset: number, reason: string): LockstepError {
  return malformedXmlAtLine(origin, text.slice(0, Math.max(0, offset)).split(/\r\n?|\n/).length, reason);
}

/** The same where the line is known already. */
export function malformedXmlAtLine(origin: string, line: number, reason: string): LockstepError {
  return new LockstepError("export-malformed", `${origin} is malformed at line ${line}: ${reason}.`, {
    details: { origin, line, reason },
  });
}
