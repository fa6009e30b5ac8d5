import { Temporal } from "temporal-polyfill";
import type { ServiceNowState, Stored } from "./instance-state.js";
import { typeOf } from "./tables.js";

/** How an instance reads queries. */
export interface QueryRules {
  /** `glide.invalid_query.returns_no_rows`. False, as delivered: what is not understood is dropped. */
  readonly invalidReturnsNoRows: boolean;
  /** The zone that times in queries are taken for: UTC, or the account's own. */
  readonly zone: string;
}

type Test = (row: Stored) => boolean;

const OPERATORS = [
  "NOT IN",
  "STARTSWITH",
  "ISNOTEMPTY",
  "ISEMPTY",
  "INSTANCEOF",
  "LIKE",
  "IN",
  ">=",
  "<=",
  "!=",
  "=",
  ">",
  "<",
];

/** Runs an encoded query over a table: conditions, alternatives, further queries, order. */
export function runQuery(state: ServiceNowState, table: string, query: string, rules: QueryRules): readonly Stored[] {
  const orders: { readonly field: string; readonly sign: 1 | -1 }[] = [];
  const queries: Test[][][] = [[]];
  let isInvalid = false;
  for (const part of query.split("^").filter((each) => each !== "")) {
    const order = /^ORDERBY(DESC)?(.+)$/.exec(part);
    if (order !== null) {
      orders.push({ field: order[2] ?? "", sign: order[1] === undefined ? 1 : -1 });
      continue;
    }
    const kind = part.startsWith("NQ") ? "NQ" : part.startsWith("OR") ? "OR" : "AND";
    if (kind === "NQ") queries.push([]);
    const test = readTest(state, table, kind === "AND" ? part : part.slice(2), rules);
    if (test === undefined) isInvalid = true;
    else if (kind === "OR") queries.at(-1)?.at(-1)?.push(test);
    else queries.at(-1)?.push([test]);
  }
  if (isInvalid && rules.invalidReturnsNoRows) return [];
  const holds = (row: Stored): boolean =>
    queries.some((groups) => groups.every((tests) => tests.some((test) => test(row))));
  return sorted(state.rows(table).filter(holds), orders);
}

function readTest(state: ServiceNowState, table: string, part: string, rules: QueryRules): Test | undefined {
  const field = /^[a-z_][a-z0-9_.]*/.exec(part)?.[0] ?? "";
  const type = typeOf(table, field);
  const rest = part.slice(field.length);
  const operator = OPERATORS.find((each) => rest.startsWith(each));
  if (type === undefined || operator === undefined) return undefined;
  const written = rest.slice(operator.length);
  const value = type === "datetime" ? toUtc(written, rules.zone) : written.toLowerCase();
  const of = (row: Stored): string => valueAt(state, table, row, field).toLowerCase();
  switch (operator) {
    case "=":
      return (row) => of(row) === value;
    case "!=":
      return (row) => of(row) !== value;
    case "IN":
      return (row) => value.split(",").includes(of(row));
    case "NOT IN":
      return (row) => !value.split(",").includes(of(row));
    case "STARTSWITH":
      return (row) => of(row).startsWith(value);
    case "LIKE":
      return (row) => of(row).includes(value);
    case "ISEMPTY":
      return (row) => of(row) === "";
    case "ISNOTEMPTY":
      return (row) => of(row) !== "";
    case "INSTANCEOF":
      return (row) => of(row) === value;
    case ">=":
      return (row) => of(row) >= value;
    case "<=":
      return (row) => of(row) <= value;
    case ">":
      return (row) => of(row) > value;
    default:
      return (row) => of(row) < value;
  }
}

/** The stored value at a field, or at one of the record that it names. */
export function valueAt(state: ServiceNowState, table: string, row: Stored, path: string): string {
  const [field = "", ...rest] = path.split(".");
  const value = row[field] ?? "";
  const type = typeOf(table, field);
  if (rest.length === 0 || typeof type !== "object" || !("refersTo" in type)) return value;
  const named = state.find(type.refersTo, value);
  return named === undefined ? "" : valueAt(state, type.refersTo, named, rest.join("."));
}

function toUtc(local: string, zone: string): string {
  if (zone === "UTC" || !/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(local)) return local;
  const instant = Temporal.PlainDateTime.from(local.replace(" ", "T")).toZonedDateTime(zone).toInstant();
  return instant.toString().slice(0, 19).replace("T", " ");
}

function sorted(
  rows: readonly Stored[],
  orders: readonly { readonly field: string; readonly sign: 1 | -1 }[],
): Stored[] {
  return rows.toSorted((a, b) => {
    for (const { field, sign } of orders) {
      const [left, right] = [a[field] ?? "", b[field] ?? ""];
      if (left !== right) return left < right ? -sign : sign;
    }
    return 0;
  });
}
