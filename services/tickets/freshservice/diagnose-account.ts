import { firstText } from "#services/core/tickets/reach";
import type { Diagnosis } from "#services/ports/connector";
import type { TicketRequest } from "#services/ports/ticket-system";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { judgeClock } from "../asking/clock-skew.js";
import { inspectSystem } from "../asking/inspect-system.js";
import { openPeople } from "./people.js";
import { readApprovals } from "./read-approvals.js";
import { idOf, type Row, readChanges } from "./read-changes.js";
import { type Account, withAccount } from "./with-account.js";

const MONTH_MS = 30 * 86_400_000;

/** Looks at a Freshservice through the wire, and at what the API key may read. */
export function diagnoseAccount(
  request: TicketRequest,
  limits: Partial<ConnectorLimits>,
): Promise<readonly Diagnosis[]> {
  return inspectSystem(request, limits, (found) =>
    withAccount(request, limits, async (account) => {
      const { rows, clockSkewMs } = await readChanges(account, request.now().getTime() - MONTH_MS, true);
      found.push({ check: "login", state: "ok", message: "The API key signs in." });
      found.push(judgeClock(clockSkewMs), judgeChanges(account, rows));
      found.push(await judgeApprovals(account, rows), await judgePeople(account, rows));
    }),
  );
}

function judgeChanges({ id }: Account, rows: readonly Row[]): Diagnosis {
  const check = "rights";
  if (rows.length > 0) return { check, state: "ok", message: "Changes can be read." };
  const remedy = "Give the agent of the API key a role that views changes in every workspace; check scope.workspace.";
  return { check, state: "warning", message: `${id} shows no change of the last 30 days.`, remedy };
}

async function judgeApprovals(account: Account, rows: readonly Row[]): Promise<Diagnosis> {
  const check = "rights";
  const asked = rows.find((row) => firstText(row, ["/approval_status"]) !== "4");
  if (asked === undefined) return { check, state: "ok", message: "No change waits for an approval or has one." };
  const read = await readApprovals(account, asked, idOf(asked, account.id));
  if (typeof read !== "string") return { check, state: "ok", message: "Approvals can be read." };
  const remedy = "Give the agent of the API key a role that views approvals; without it nobody knows who approved.";
  return { check, state: "failed", message: `${account.id}: ${read}.`, remedy };
}

async function judgePeople(account: Account, rows: readonly Row[]): Promise<Diagnosis> {
  const check = "people";
  const people = openPeople(account);
  for (const row of rows.slice(0, 5)) await people.accountOf(firstText(row, ["/agent_id"]) ?? "");
  const [warning] = people.warnings();
  if (warning === undefined) return { check, state: "ok", message: "People are known by their mail addresses." };
  const remedy = "Let the agent of the API key view agents and requesters.";
  return { check, state: "warning", message: `${warning}.`, remedy };
}
