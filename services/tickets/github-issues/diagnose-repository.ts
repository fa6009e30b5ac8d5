import type { Diagnosis } from "#services/ports/connector";
import type { TicketRequest } from "#services/ports/ticket-system";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { judgeClock } from "../asking/clock-skew.js";
import { inspectSystem } from "../asking/inspect-system.js";
import { numberOf, readTimeline } from "./assemble-facts.js";
import { readIssues } from "./list-issues.js";
import { readApprovers } from "./read-approvers.js";
import { type Repository, withRepository } from "./with-repository.js";

/** Looks at a repository through the wire, at what the token may read, and at who may approve. */
export function diagnoseRepository(
  request: TicketRequest,
  limits: Partial<ConnectorLimits>,
): Promise<readonly Diagnosis[]> {
  return inspectSystem(request, limits, (found) =>
    withRepository(request, limits, async (repository) => {
      found.push({ check: "login", state: "ok", message: "The token signs in." });
      found.push(judgeClock(repository.clockSkewMs));
      found.push(await judgeIssues(repository), await judgeApprovers(repository));
    }),
  );
}

async function judgeIssues(repository: Repository): Promise<Diagnosis> {
  const check = "rights";
  const [newest] = await readIssues(repository, { direction: "desc" }, true);
  if (newest === undefined) {
    const remedy = "Open the first change as an issue; check that the token reads issues of this repository.";
    return { check, state: "warning", message: `${repository.id} shows no issue.`, remedy };
  }
  const timeline = await readTimeline(repository, numberOf(newest));
  if (typeof timeline !== "string") return { check, state: "ok", message: "Issues and their timelines can be read." };
  const remedy = "Give the token the right to read issues; without timelines nobody knows who approved.";
  return { check, state: "failed", message: `${repository.id}: ${timeline}.`, remedy };
}

async function judgeApprovers(repository: Repository): Promise<Diagnosis> {
  const check = "people";
  const { size } = await readApprovers(repository);
  if (size > 0) return { check, state: "ok", message: `${size} people may approve.` };
  const remedy = "Name logins in scope.approvers, or a team with members in scope.team.";
  return { check, state: "warning", message: "Nobody may approve.", remedy };
}
