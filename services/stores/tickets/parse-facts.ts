import canonicalize from "canonicalize";
import { TicketFact } from "#schemas/ticket-fact";
import { LockstepError } from "#services/core/errors";
import { formOf } from "#services/core/form-of";

const isFact = formOf<TicketFact>(TicketFact);

/** Reads the facts of one ticket, a line each. @throws LockstepError `store-unsound` */
export function parseFacts(bytes: Uint8Array, path: string): readonly TicketFact[] {
  const lines = Buffer.from(bytes).toString("utf8").split("\n");
  if (lines.pop() !== "") throw unsound(path);
  return lines.map((line) => parseFact(line, path));
}

/** Facts as they are stored: canonical, a line each. */
export function printFacts(facts: readonly TicketFact[]): Uint8Array {
  return Buffer.from(facts.map((fact) => `${canonicalize(fact)}\n`).join(""));
}

function parseFact(line: string, path: string): TicketFact {
  try {
    const value: unknown = JSON.parse(line);
    if (isFact(value)) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw unsound(path);
}

function unsound(path: string): LockstepError {
  return new LockstepError("store-unsound", `${path} on the branch tickets holds what is no fact of a ticket`);
}
