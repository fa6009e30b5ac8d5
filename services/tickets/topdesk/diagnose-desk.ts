import { firstText } from "#services/core/tickets/reach";
import type { Diagnosis } from "#services/ports/connector";
import type { TicketRequest } from "#services/ports/ticket-system";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { judgeClock } from "../asking/clock-skew.js";
import { inspectSystem } from "../asking/inspect-system.js";
import { changeList, idOf } from "./changes.js";
import { readNewest } from "./discover-mapping.js";
import { allOf, editedSince } from "./fiql.js";
import { askClock } from "./list-changes.js";
import { readActivities } from "./read-activities.js";
import { type Row, readPages } from "./read-pages.js";
import { type Desk, withDesk } from "./with-desk.js";

/** Looks at a TOPdesk through the wire, at the operator's rights, and at how dates and queries are read. */
export function diagnoseDesk(request: TicketRequest, limits: Partial<ConnectorLimits>): Promise<readonly Diagnosis[]> {
  return inspectSystem(request, limits, (found) =>
    withDesk(request, limits, async (desk) => {
      found.push(judgeClock(await askClock(desk)));
      const newest = await readNewest(desk, request.mapping);
      found.push({
        check: "login",
        state: "ok",
        message: `'${request.declared.username ?? "the token"}' can sign in.`,
      });
      found.push(judgeChanges(desk, newest), judgeDates(newest));
      found.push(await judgeActivities(desk, newest, request), await judgeQuery(desk, request));
    }),
  );
}

function judgeChanges({ id }: Desk, newest: readonly Row[]): Diagnosis {
  const check = "rights";
  if (newest.length > 0) return { check, state: "ok", message: "Changes can be read." };
  const remedy = "Give the operator the right to read simple and extensive changes, and no filter that hides them.";
  return { check, state: "warning", message: `${id} shows no change.`, remedy };
}

function judgeDates(newest: readonly Row[]): Diagnosis {
  const check = "zone";
  const dates = newest.flatMap((row) => firstText(row, ["/modificationDate"]) ?? []);
  if (dates.every((date) => /(?:Z|[+-]\d{2}:?\d{2})$/i.test(date))) {
    return { check, state: "ok", message: "Times are told with their offset." };
  }
  const message = "Times are told without their offset, so that no instant can be read from them.";
  return { check, state: "failed", message, remedy: "Ask for the API's current version: it tells times with +0000." };
}

async function judgeActivities(desk: Desk, newest: readonly Row[], { mapping }: TicketRequest): Promise<Diagnosis> {
  const check = "rights";
  const read = await readActivities(desk, newest.slice(0, 20).map(idOf), mapping);
  if (typeof read !== "string") return { check, state: "ok", message: "Activities can be read." };
  const remedy =
    "Give the operator the right to read the activities of changes; without it no change authorises anything.";
  return { check, state: "failed", message: `${desk.id}: ${read}.`, remedy };
}

async function judgeQuery(desk: Desk, { declared, mapping, now }: TicketRequest): Promise<Diagnosis> {
  const check = "queries";
  const query = allOf([editedSince(now().getTime()), declared.filter]);
  const rows = await readPages(desk, { ...changeList(mapping, query), pageSize: 1, onePage: true });
  if (rows !== undefined) return { check, state: "ok", message: "Changes can be asked for by the time of their edit." };
  const message = "Changes cannot be asked for by the time of their edit, or the filter is not understood (400).";
  const remedy = "Correct the filter in estate.yaml; without one, all changes are read at each look.";
  return { check, state: "warning", message, remedy };
}
