import type { Row } from "./read-rows.js";

/** One condition of a filter. */
export interface Clause {
  readonly field: string;
  readonly operator: string;
  readonly value: string;
}

const OPERATORS = [
  "NOT IN",
  "NOT LIKE",
  "STARTSWITH",
  "ENDSWITH",
  "ISNOTEMPTY",
  "ISEMPTY",
  "INSTANCEOF",
  "DYNAMIC",
  "LIKE",
  "IN",
  "ON",
];

/**
 * Reads a filter as groups that must all hold, each of clauses of which one must; `undefined` where it is no encoded query.
 */
export function parseFilter(filter: string): readonly (readonly Clause[])[] | undefined {
  const groups: Clause[][] = [];
  for (const part of filter.split("^")) {
    const isAlternative = part.startsWith("OR") && groups.length > 0;
    const clause = parseClause(isAlternative ? part.slice(2) : part);
    if (clause === undefined) return undefined;
    if (isAlternative) groups.at(-1)?.push(clause);
    else groups.push([clause]);
  }
  return groups;
}

function parseClause(text: string): Clause | undefined {
  const field = /^[a-z_][a-z0-9_.]{0,200}/.exec(text)?.[0];
  if (field === undefined) return undefined;
  const rest = text.slice(field.length);
  const symbol = /^(?:!=|>=|<=|=|>|<)/.exec(rest)?.[0];
  const operator = symbol ?? OPERATORS.find((word) => rest.startsWith(word));
  return operator === undefined ? undefined : { field, operator, value: rest.slice(operator.length) };
}

/** The fields by which rows are held against a filter. */
export function filterFields(filter: string | undefined): readonly string[] {
  const groups = filter === undefined ? [] : (parseFilter(filter) ?? []);
  return [...new Set(groups.flat().map(({ field }) => field))];
}

/**
 * The field of the first condition that a row does not keep; `undefined` where it keeps all that can be held against it.
 *
 * The instance drops a condition that it does not understand, in silence, and answers with everything: so a field that the
 * row does not have is one that was dropped.
 */
export function brokenField(row: Row, filter: string | undefined): string | undefined {
  const groups = filter === undefined ? [] : (parseFilter(filter) ?? []);
  return groups.find((group) => !group.some((clause) => holds(row, clause)))?.[0]?.field;
}

function holds(row: Row, { field, operator, value }: Clause): boolean {
  const found = row[field];
  if (found === undefined) return false;
  const forms = [found.value, found.display_value].map((text) => text.toLowerCase());
  const wanted = value.toLowerCase();
  switch (operator) {
    case "=":
      return forms.includes(wanted);
    case "!=":
      return found.value.toLowerCase() !== wanted;
    case "IN":
      return wanted.split(",").some((one) => forms.includes(one));
    case "STARTSWITH":
      return forms.some((form) => form.startsWith(wanted));
    case "LIKE":
      return forms.some((form) => form.includes(wanted));
    case "ISEMPTY":
      return found.value === "";
    case "ISNOTEMPTY":
      return found.value !== "";
    default:
      // Order and time are the instance's own to compare; that the field is there is all that can be said.
      return true;
  }
}
