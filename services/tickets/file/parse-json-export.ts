import { Ajv, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import { TicketExport } from "#schemas/ticket-export";
import { LockstepError } from "#services/core/errors";

let compiled: ValidateFunction<TicketExport> | undefined;

/**
 * Parses a `change-tickets/v1` export.
 *
 * @throws LockstepError `ticket-source-unavailable` where it is cut off or of another form
 */
export function parseJsonExport(text: string): TicketExport {
  const value = parse(text);
  const isTicketExport = validator();
  if (isTicketExport(value)) return value;
  const [problem] = isTicketExport.errors ?? [];
  const where = problem?.instancePath || "/";
  throw new LockstepError(
    "ticket-source-unavailable",
    `is not change-tickets/v1: ${where} ${problem?.message ?? "is invalid"}`,
  );
}

/** Compiled when first asked for: most commands read no ticket. */
function validator(): ValidateFunction<TicketExport> {
  compiled ??= addFormats.default(new Ajv({ strict: false })).compile<TicketExport>(TicketExport);
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
