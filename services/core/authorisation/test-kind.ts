import type { ChangeTicket } from "#schemas/change-ticket";
import { type Pair, type PairTest, ticked } from "./pair-test.js";

/**
 * The kind of change that a ticket is judged as. One that was of another kind when the change was made is judged as a normal one: it
 * needs its approval before, and its window.
 */
export function kindWhenChanged({ ticket, bearing }: Pair): ChangeTicket["kind"] {
  const { kind } = ticket.current;
  return bearing.sights.every((sight) => sight.kind === kind) ? kind : "normal";
}

/** Says that a ticket became standard or emergency afterwards; `undefined` where it did not. */
export function testKind({ ticket, bearing }: Pair): PairTest | undefined {
  const { kind } = ticket.current;
  const other = bearing.sights.find((sight) => sight.kind !== kind);
  if (other === undefined || kind === "normal") return undefined;
  return ticked("kind", `${kind} now, seen as ${other.kind} at ${other.observedAt}: judged as a normal change`);
}
