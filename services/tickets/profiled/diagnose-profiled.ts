import { neededParts } from "#services/core/tickets/needed-parts";
import type { Diagnosis } from "#services/ports/connector";
import type { TicketRequest } from "#services/ports/ticket-system";
import { judgeClock } from "../asking/clock-skew.js";
import { inspectSystem } from "../asking/inspect-system.js";
import { type Row, readList } from "./read-list.js";
import { readPart } from "./read-parts.js";
import { type Profiled, type ProfiledOptions, unproven, withProfiled } from "./with-profiled.js";

const MONTH_MS = 30 * 86_400_000;

/** Looks at a make with a profile through the wire, and at what the account may read of it. */
export function diagnoseProfiled(options: ProfiledOptions, request: TicketRequest): Promise<readonly Diagnosis[]> {
  return inspectSystem(request, options.limits, (found) =>
    withProfiled(options, request, async (system) => {
      const { rows, clockSkewMs } = await readList(system, request.now().getTime() - 3 * MONTH_MS);
      found.push({ check: "login", state: "ok", message: "The account signs in." }, judgeClock(clockSkewMs));
      found.push(judgeChanges(system, rows), ...(await judgeParts(system, request, rows)));
      const remedy = "Compare what 'lockstep tickets show' says of some tickets with what you see of them.";
      found.push({ check: "proof", state: "warning", message: `${unproven(system)}.`, remedy });
    }),
  );
}

function judgeChanges({ id }: Profiled, rows: readonly Row[]): Diagnosis {
  const check = "rights";
  if (rows.length > 0) return { check, state: "ok", message: "Changes can be read." };
  const remedy = "Give the account a role that reads changes.";
  return { check, state: "warning", message: `${id} shows no change of the last three months.`, remedy };
}

async function judgeParts(
  system: Profiled,
  { mapping }: TicketRequest,
  [sample]: readonly Row[],
): Promise<readonly Diagnosis[]> {
  const found: Diagnosis[] = [];
  const check = "rights";
  for (const { part, steps } of sample === undefined ? [] : system.profile.parts) {
    const read = sample === undefined ? "" : await readPart(system, sample, steps);
    const state = neededParts(mapping).includes(part) ? "failed" : "warning";
    const remedy = `Give the account a role that reads '${part}'.`;
    if (typeof read === "string") found.push({ check, state, message: `${system.id}: ${part}: ${read}.`, remedy });
    else found.push({ check, state: "ok", message: `'${part}' can be read.` });
  }
  return found;
}
