/** A condition that one of some values fulfils. Values are texts that cannot end a quotation: numbers and ids that were looked at. */
export function isOneOf(field: string, values: readonly string[]): string {
  return values.map((value) => `${field}==${quoted(value)}`).join(",");
}

/** Conditions that must all hold; each may hold alternatives. */
export function allOf(conditions: readonly (string | undefined)[]): string {
  const given = conditions.filter((condition) => condition !== undefined);
  return given.map((condition) => (condition.includes(",") ? `(${condition})` : condition)).join(";");
}

/** The condition that something was edited at an instant or later. */
export function editedSince(epochMs: number): string {
  return `modificationDate=ge=${new Date(epochMs).toISOString().slice(0, 19)}Z`;
}

/** Why a filter is no condition of its own: what closes more than it opens would widen the query that it is put into. */
export function filterProblem(filter: string): string | undefined {
  let depth = 0;
  for (const [mark] of filter.matchAll(/"[^"]*"|'[^']*'|["'()]/g)) {
    if (mark === '"' || mark === "'") return "has a filter with a quotation that does not end";
    if (mark === "(") depth += 1;
    if (mark === ")") depth -= 1;
    if (depth < 0) return "has a filter that closes more than it opens";
  }
  if (depth > 0) return "has a filter that opens more than it closes";
  return /^\s*\(*\s*[a-zA-Z][\w.]*\s*(?:[=!]=|=[a-z]+=)/.test(filter) ? undefined : "has a filter that is no FIQL";
}

function quoted(value: string): string {
  if (/["\\]/.test(value)) throw new Error("a value that ends its own quotation was not looked at");
  return `"${value}"`;
}
