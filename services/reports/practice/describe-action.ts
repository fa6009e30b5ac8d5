import type { StandingAction } from "#schemas/action";
import { count } from "../text/count.js";

/** One action in a line: how it stands, what, whose, and what it comes of. */
export function describeAction(action: StandingAction): string {
  const { id, what, owner, from, ticket } = action;
  return `${id}  ${describeStanding(action)}  ${what}; ${owner}, from ${from}${ticket === null ? "" : `, ${ticket}`}`;
}

/** Open until when, overdue since when, or closed by whom. */
export function describeStanding({ standing, due, daysLeft, closedAt, closedBy }: StandingAction): string {
  if (standing === "closed") return `closed ${(closedAt ?? "").slice(0, 10)} by ${closedBy ?? "nobody"}`;
  if (standing === "overdue") return `OVERDUE by ${count(Math.max(1, -daysLeft), "day")}, due ${due}`;
  return `due ${due}, ${count(daysLeft, "day")} left`;
}
