import { neededParts } from "#services/core/tickets/needed-parts";
import { placesOf } from "#services/core/tickets/places-of";
import type { Diagnosis } from "#services/ports/connector";
import type { TicketRequest } from "#services/ports/ticket-system";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { judgeClock, SKEW_LIMIT_MS } from "../asking/clock-skew.js";
import { inspectSystem } from "../asking/inspect-system.js";
import { askCanary } from "./ask-canary.js";
import { changeFields } from "./assemble-facts.js";
import { filterFields } from "./filter-clauses.js";
import { findHiddenFields } from "./find-hidden-fields.js";
import { historyTable, type PartTable, partTables } from "./parts.js";
import { accountFields, readAccounts } from "./read-accounts.js";
import { readPart } from "./read-part.js";
import { type Instance, type Row, readRows } from "./read-rows.js";
import { epochOf } from "./stored-time.js";
import { withInstance } from "./with-instance.js";

const SAMPLE = 50;

/** Looks at an instance through the wire, at the account's rights and zone, and at how queries are read. */
export function diagnoseInstance(
  request: TicketRequest,
  limits: Partial<ConnectorLimits>,
): Promise<readonly Diagnosis[]> {
  return inspectSystem(request, limits, (found) =>
    withInstance(request, limits, async (instance) => {
      const canary = await askCanary(instance);
      found.push({
        check: "login",
        state: "ok",
        message: `'${request.declared.username ?? "the token"}' can sign in.`,
      });
      found.push(judgeClock(canary.clockSkewMs));
      const sample = await readSample(instance, request);
      found.push(judgeTickets(sample, request), judgeZone(sample.rows, request, canary.clockSkewMs));
      found.push(...(await judgeParts(instance, request, sample.rows)));
      found.push(await judgePeople(instance, request, sample.rows));
      found.push(judgeQueries(canary.isDropped), ...(await judgeFilter(instance, request, canary.isDropped)));
    }),
  );
}

interface Sample {
  readonly rows: readonly Row[];
  readonly hidden: number;
}

/** The newest change requests: each is looked at as it is, without the filter. */
function readSample(instance: Instance, { mapping }: TicketRequest): Promise<Sample> {
  const query = "ORDERBYDESCsys_updated_on";
  const fields = changeFields(mapping);
  return readRows(instance, { table: "change_request", query, fields, limit: SAMPLE, onePage: true });
}

function judgeTickets({ rows, hidden }: Sample, { declared: { id }, mapping }: TicketRequest): Diagnosis {
  const check = "rights";
  const remedy = "Give the account the role sn_change_read, and no role that hides change requests from it.";
  if (hidden > 0) {
    const message = `${id} hides ${hidden} of its ${rows.length + hidden} newest change requests from the account.`;
    return { check, state: "failed", message, remedy };
  }
  const fields = [...new Set(rows.flatMap((row) => findHiddenFields(row, mapping)))].sort();
  if (fields.length > 0) {
    const message = `${id} does not show ${fields.join(", ")} of change requests.`;
    const mend = "Let the account read them, or correct the mapping where the instance has no field of that name.";
    return { check, state: "failed", message, remedy: mend };
  }
  if (rows.length > 0) return { check, state: "ok", message: "Change requests can be read." };
  return { check, state: "warning", message: `${id} shows no change request.`, remedy };
}

/** Values are read as stored, which is UTC whatever the account's zone; one in the future shows that they are not. */
function judgeZone(rows: readonly Row[], { now }: TicketRequest, skewMs = 0): Diagnosis {
  const check = "zone";
  const times = rows.map((row) => row["sys_updated_on"]);
  const newest = Math.max(...times.map((time) => epochOf(time?.value) ?? Number.NEGATIVE_INFINITY));
  if (newest > now().getTime() + skewMs + SKEW_LIMIT_MS) {
    return {
      check,
      state: "failed",
      message: "A change request was edited in the future: stored times are not UTC here.",
      remedy: "Set the time zone of the account to UTC, and ask the instance's administrators why.",
    };
  }
  const isUtc = times.every((time) => time === undefined || time.value === time.display_value);
  const message = isUtc
    ? "The account's time zone is UTC."
    : "The account's time zone or way of writing dates is another than UTC; times are read as they are stored.";
  return { check, state: "ok", message };
}

async function judgeParts(
  instance: Instance,
  { mapping }: TicketRequest,
  rows: readonly Row[],
): Promise<readonly Diagnosis[]> {
  const history = historyTable(mapping);
  const found: Diagnosis[] = [];
  for (const table of [...partTables(mapping), ...(history === undefined ? [] : [history])]) {
    const isNeeded = neededParts(mapping).includes(table.part);
    found.push(await judgePart(instance, table, rows, isNeeded ? "failed" : "warning", placesOf(mapping, table.part)));
  }
  return found;
}

async function judgePart(
  instance: Instance,
  { part, table, ...rest }: PartTable,
  rows: readonly Row[],
  state: "failed" | "warning",
  places: readonly string[],
): Promise<Diagnosis> {
  const ids = rows.map((row) => row["sys_id"]?.value ?? "");
  const fields = part === "history" ? ["fieldname"] : places;
  const { unread, rows: read } = await readPart(instance, { part, table, ...rest }, ids, fields);
  const check = "rights";
  const remedy =
    state === "failed"
      ? `Give the account a role that reads ${table}; without it no ticket of this instance authorises anything.`
      : `Give the account a role that reads ${table}, or leave '${part}' out of the mapping: it is not needed.`;
  const [reason] = unread.values();
  if (reason !== undefined) return { check, state, message: `${instance.id}: ${reason}.`, remedy };
  const isSilent = part === "history" && read.size === 0 && rows.some((row) => row["approval"]?.value === "approved");
  if (!isSilent) return { check, state: "ok", message: `${table} can be read.` };
  return { check, state: "warning", message: `${instance.id} shows no record of edits (${table}).`, remedy };
}

async function judgePeople(instance: Instance, { mapping }: TicketRequest, rows: readonly Row[]): Promise<Diagnosis> {
  const check = "people";
  const { warning } = await readAccounts(instance, rows, accountFields(mapping));
  if (warning === undefined) return { check, state: "ok", message: "People are known by their accounts." };
  const remedy =
    "Let the account read user_name and email of sys_user, or list display names as identities in policy/change-control.yaml.";
  return { check, state: "warning", message: `${warning}.`, remedy };
}

function judgeQueries(isDropped: boolean): Diagnosis {
  const check = "queries";
  if (!isDropped) return { check, state: "ok", message: "A condition that is not understood finds nothing." };
  return {
    check,
    state: "warning",
    message: "The instance drops a condition that it does not understand, and answers with everything.",
    remedy:
      "Set the property glide.invalid_query.returns_no_rows to true; every answer is held against its question all the same.",
  };
}

/** Where a condition on a field is dropped, one that cannot hold finds something; where it is not, it finds nothing at all. */
async function judgeFilter(
  instance: Instance,
  { declared }: TicketRequest,
  isDropping: boolean,
): Promise<readonly Diagnosis[]> {
  const { filter } = declared;
  if (filter === undefined) return [];
  const check = "filter";
  const remedy = "Correct the filter in estate.yaml: filter the list of changes in the instance, and copy its query.";
  for (const field of isDropping ? filterFields(filter) : []) {
    if (!(await askCanary(instance, `${field}=lockstep-canary`)).isDropped) continue;
    const message = `The filter's field ${field} is dropped: it does not exist, or does not take words.`;
    return [{ check, state: "failed", message, remedy }];
  }
  const isMet = (await askCanary(instance, filter)).isDropped;
  if (isMet) return [{ check, state: "ok", message: "The filter finds change requests." }];
  return [{ check, state: "warning", message: "The filter finds no change request at all.", remedy }];
}
