import type { TicketSystem as Declared } from "#schemas/estate";
import { parseFilter } from "./filter-clauses.js";

/** What an entry in estate.yaml lacks or has too much for ServiceNow, each as one clause. */
export function declarationProblems(declared: Declared): readonly string[] {
  const { username, passwordEnv, passwordFile, auth, filter, scope = {} } = declared;
  const needsUser = auth !== "bearer";
  const unknown = Object.keys(scope).filter((key) => key !== "api");
  const problems: (string | false)[] = [
    needsUser && username === undefined && "lacks username (or, for client-credentials, the client's id in its place)",
    passwordEnv === undefined && passwordFile === undefined && "lacks passwordEnv or passwordFile",
    unknown.length > 0 && `has the scope ${unknown.join(", ")}, which ServiceNow does not know: it knows 'api'`,
    scope["api"] !== undefined &&
      !["table", "change"].includes(scope["api"]) &&
      "has a scope.api that is neither 'table' nor 'change'",
    filter !== undefined && filterProblem(filter),
  ];
  return problems.filter((problem) => problem !== false);
}

/** A filter is put behind `sys_updated_on` and must narrow it: what begins a second query would widen it. */
function filterProblem(filter: string): string | false {
  if (/javascript:/i.test(filter)) return "has a filter with a script in it, which the instance would run";
  if (/\^NQ|\^?ORDERBY|\^?GROUPBY|\^EQ$/.test(filter))
    return "has a filter with ^NQ, ORDERBY or GROUPBY: give conditions alone";
  if (/^\^|^OR/.test(filter) || parseFilter(filter) === undefined)
    return "has a filter that is no encoded query of fields";
  return false;
}
