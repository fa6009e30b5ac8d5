import type { TicketSystem as Declared } from "#schemas/estate";
import { filterProblem } from "./jql.js";
import { PROJECT_KEY, projectsOf } from "./projects.js";

/** What an entry in estate.yaml lacks or has too much for Jira, each as one clause. */
export function declarationProblems(declared: Declared): readonly string[] {
  const { username, passwordEnv, passwordFile, auth, tokenUrl, filter, scope = {} } = declared;
  const keys = projectsOf(declared);
  const wrong = keys.filter((key) => !PROJECT_KEY.test(key));
  const unknown = Object.keys(scope).filter((key) => key !== "projects");
  const problems: (string | false)[] = [
    keys.length === 0 && "lacks scope.projects: the keys of the projects that hold changes, with commas between",
    wrong.length > 0 && "has a key in scope.projects that no project can have",
    unknown.length > 0 && `has the scope ${unknown.join(", ")}, which Jira does not know: it knows 'projects'`,
    (auth === "basic" || auth === "client-credentials") &&
      username === undefined &&
      "lacks username (or, for client-credentials, the client's id in its place)",
    auth === "client-credentials" && tokenUrl === undefined && "lacks tokenUrl",
    passwordEnv === undefined && passwordFile === undefined && "lacks passwordEnv or passwordFile",
    filter !== undefined && filterProblem(filter),
  ];
  return problems.filter((problem) => problem !== false);
}
