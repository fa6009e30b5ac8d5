import { Temporal } from "temporal-polyfill";
import type { ServiceNowState, Stored } from "./instance-state.js";
import { valueAt } from "./run-query.js";
import { displayField, STATES, TABLES, typeOf } from "./tables.js";

/** How an account sees values. */
export interface AccountView {
  /** IANA zone of the account. */
  readonly zone: string;
  /** How the account has dates written: as they are stored, or the American way. */
  readonly dates: "stored" | "american";
  /** Fields that are left empty for want of rights, as `table.field`. */
  readonly hiddenFields: readonly string[];
}

/** Renders the fields asked for; those that do not exist are left out in silence. `typed`: as the Change API does. */
export function renderRow(
  state: ServiceNowState,
  table: string,
  row: Stored,
  asked: readonly string[],
  view: AccountView,
  typed: boolean,
): Readonly<Record<string, unknown>> {
  const fields = asked.length === 0 ? Object.keys(TABLES[table] ?? {}) : asked;
  return Object.fromEntries(
    fields
      .filter((field) => typeOf(table, field) !== undefined && !view.hiddenFields.includes(`${table}.${field}`))
      .map((field) => [field, renderField(state, table, row, field, view, typed)]),
  );
}

function renderField(
  state: ServiceNowState,
  table: string,
  row: Stored,
  field: string,
  view: AccountView,
  typed: boolean,
): unknown {
  const value = valueAt(state, table, row, field);
  const type = typeOf(table, field);
  const shown = show(state, table, field, value, view);
  if (!typed) return { display_value: shown, value: isJournal(field) ? "" : value };
  if (type === "datetime") return { display_value: shown, value, display_value_internal: localTime(value, view.zone) };
  if (type === "integer") return { display_value: shown, value: value === "" ? "" : Number(value) };
  return { display_value: shown, value: type === "boolean" ? value === "true" : value };
}

/** Notes are written one below the other, and only shown. */
function isJournal(field: string): boolean {
  return field === "work_notes" || field === "comments";
}

function show(state: ServiceNowState, table: string, field: string, value: string, view: AccountView): string {
  const type = typeOf(table, field);
  if (table === "change_request" && field === "state") return STATES[value] ?? value;
  if (type === "datetime") return showTime(value, view);
  if (typeof type !== "object") return value;
  if ("choices" in type) return type.choices[value] ?? value;
  const named = state.find(type.refersTo, value);
  return named === undefined ? "" : (named[displayField(type.refersTo)] ?? "");
}

function showTime(value: string, { zone, dates }: AccountView): string {
  const local = localTime(value, zone);
  if (dates === "stored" || local === "") return local;
  const [year, month, day, hour = "0", rest] = local.split(/[- :]/, 4).concat(local.slice(14));
  const clock = `${String(Number(hour) % 12 || 12).padStart(2, "0")}:${rest}`;
  return `${month}/${day}/${year} ${clock} ${Number(hour) < 12 ? "AM" : "PM"}`;
}

function localTime(value: string, zone: string): string {
  if (value === "" || zone === "UTC") return value;
  const local = Temporal.Instant.from(`${value.replace(" ", "T")}Z`)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime();
  return local.toString({ smallestUnit: "second" }).replace("T", " ");
}
