import type { TicketSystem as Declared } from "#schemas/estate";
import { scopeProblems } from "./read-scope.js";

/** What an entry in estate.yaml lacks or has too much for github-issues, each as one clause. */
export function declarationProblems(declared: Declared): readonly string[] {
  const { username, passwordEnv, passwordFile, auth, filter } = declared;
  const problems: (string | false)[] = [
    passwordEnv === undefined && passwordFile === undefined && "lacks passwordEnv or passwordFile, the token",
    username !== undefined && "has a username: the token alone signs in",
    auth !== undefined && auth !== "bearer" && `has auth ${auth}: the token signs in by itself`,
    filter !== undefined && !/^[^&=?#]{1,200}$/.test(filter) && "has a filter that is no list of labels",
  ];
  return [...problems.filter((problem) => problem !== false), ...scopeProblems(declared)];
}
