import type { TicketSystem as Declared } from "#schemas/estate";
import { filterProblem } from "./fiql.js";

/** What an entry in estate.yaml lacks or has too much for TOPdesk, each as one clause. */
export function declarationProblems(declared: Declared): readonly string[] {
  const { username, passwordEnv, passwordFile, auth, filter, scope = {} } = declared;
  const unknown = Object.keys(scope);
  const problems: (string | false | undefined)[] = [
    username === undefined && auth !== "bearer" && "lacks username, the login name of the operator",
    passwordEnv === undefined && passwordFile === undefined && "lacks passwordEnv or passwordFile",
    auth === "client-credentials" && "has auth client-credentials: TOPdesk knows operators and application passwords",
    unknown.length > 0 && `has the scope ${unknown.join(", ")}, which TOPdesk does not know`,
    filter !== undefined && filterProblem(filter),
  ];
  return problems.filter((problem) => typeof problem === "string");
}
