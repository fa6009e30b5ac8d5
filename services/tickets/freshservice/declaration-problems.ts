import type { TicketSystem as Declared } from "#schemas/estate";

const KNOWN = ["workspace", "prefix"];

/** What an entry in estate.yaml lacks or has too much for Freshservice, each as one clause. */
export function declarationProblems(declared: Declared): readonly string[] {
  const { username, passwordEnv, passwordFile, auth, filter, scope = {} } = declared;
  const unknown = Object.keys(scope).filter((key) => !KNOWN.includes(key));
  const { workspace = "0", prefix = "CHN" } = scope;
  const problems: (string | false)[] = [
    passwordEnv === undefined && passwordFile === undefined && "lacks passwordEnv or passwordFile, the API key",
    username !== undefined && "has a username: the API key alone signs in",
    auth !== undefined && auth !== "basic" && `has auth ${auth}: the API key signs in by itself`,
    filter !== undefined && "has a filter, which the list of changes does not take: name a scope.workspace",
    unknown.length > 0 &&
      `has the scope ${unknown.join(", ")}, which Freshservice does not know: it knows ${KNOWN.join(", ")}`,
    !/^(?:none|[0-9]{1,6})$/.test(workspace) && "has a scope.workspace that is neither a number nor 'none'",
    !/^[A-Z]{2,10}$/i.test(prefix) && "has a scope.prefix that is no word of letters",
  ];
  return problems.filter((problem) => problem !== false);
}
