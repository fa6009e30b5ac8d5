import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import { TicketExport } from "#schemas/ticket-export";
import { LockstepError } from "#services/core/errors";
import { hasRepeatedKey } from "#services/formats/json/has-repeated-key";

let compiled: ValidateFunction<TicketExport> | undefined;

/**
 * Parses a `change-tickets/v1` export.
 *
 * @throws LockstepError `ticket-source-unavailable` where it is cut off, of another form, or holds a key twice in one object
 */
export function parseJsonExport(text: string): TicketExport {
  const value = parse(text);
  if (hasRepeatedKey(text, value)) {
    throw new LockstepError("ticket-source-unavailable", "holds a key twice in one object");
  }
  const isTicketExport = validator();
  if (isTicketExport(value)) return value;
  throw new LockstepError(
    "ticket-source-unavailable",
    `is not change-tickets/v1: ${describeFaults(isTicketExport.errors ?? [])}`,
  );
}

const NAMED = 5;

/** Each fault once, so that nobody mends one to be told of the next. */
function describeFaults(errors: readonly ErrorObject[]): string {
  const all = [
    ...new Set(errors.map(({ instancePath, message }) => `${instancePath || "/"} ${message ?? "is invalid"}`)),
  ];
  const more = all.length > NAMED ? [`and ${all.length - NAMED} more`] : [];
  return [...all.slice(0, NAMED), ...more].join("; ");
}

/** Compiled when first asked for: most commands read no ticket. */
function validator(): ValidateFunction<TicketExport> {
  compiled ??= addFormats.default(new Ajv({ strict: false, allErrors: true })).compile<TicketExport>(TicketExport);
  return compiled;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, which is hostile until escaped.
    throw new LockstepError("ticket-source-unavailable", "is not JSON, or is not written to its end");
  }
}
