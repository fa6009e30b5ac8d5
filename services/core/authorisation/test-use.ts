import { type Pair, type PairTest, ticked } from "./pair-test.js";

const DAY_MS = 86_400_000;

/** Is the ticket used for no more than one ticket should be? A warning only: many changes under one ticket are lawful. */
export function testUse({ use, rules }: Pair): PairTest {
  const test = "not overused";
  const { changes, days } = rules.ticketUse;
  const count = use.named.size;
  const lasted = use.span === null ? 0 : Math.ceil((use.span.to - use.span.from) / DAY_MS);
  const facts = `${count} ${count === 1 ? "change names" : "changes name"} it, over ${lasted} ${lasted === 1 ? "day" : "days"}`;
  if (count <= changes && lasted <= days) return ticked(test, facts);
  return ticked(
    test,
    `ticket-overused: ${facts}; policy warns beyond ${changes} changes or ${days} days`,
    "ticket-overused",
  );
}
