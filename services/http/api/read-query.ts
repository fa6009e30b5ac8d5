import type { Misfit } from "#schemas/api/problem";
import type { Operation } from "./operation.js";

/** What a query says, each value as the type that is described; or why it says nothing. */
export type ReadQuery =
  | { readonly query: Readonly<Record<string, string | number | boolean>> }
  | { readonly errors: readonly Misfit[] };

/** Reads the parameters of a request. What stands there twice is refused, since nobody could say which of them counts. */
export function readQuery({ query = {} }: Pick<Operation, "query">, given: URLSearchParams): ReadQuery {
  const names = [...given.keys()];
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    return { errors: [{ in: "query", at: twice.slice(0, 60), detail: "stands there more than once" }] };
  }
  const entries = [...given].map(([name, text]) => {
    const type = Object.hasOwn(query, name) ? Object(query[name])["type"] : undefined;
    return [name, typed(text, type)] as const;
  });
  return { query: Object.fromEntries(entries) };
}

function typed(text: string, type: unknown): string | number | boolean {
  if (type === "integer" && /^-?\d{1,15}$/.test(text)) return Number(text);
  if (type === "boolean" && (text === "true" || text === "false")) return text === "true";
  return text;
}
