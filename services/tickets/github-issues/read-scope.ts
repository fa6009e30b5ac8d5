import type { TicketSystem as Declared } from "#schemas/estate";

/** What an entry in estate.yaml says of a repository and of who may approve in it. */
export interface RepositoryScope {
  readonly owner: string;
  readonly repo: string;
  /** Logins, in lower case. */
  readonly approvers: readonly string[];
  /** The team whose members may approve; `undefined`: none. */
  readonly team: { readonly org: string; readonly slug: string } | undefined;
  readonly approvedLabel: string;
  readonly rejectedLabel: string;
  /** Of numbers as people write them: `GH-412` is the issue 412. */
  readonly prefix: string;
}

const NAME = /^[\w.-]{1,100}\/[\w.-]{1,100}$/;
const LOGIN = /^[a-z0-9][a-z0-9-]{0,38}$/;
const KNOWN = ["repository", "approvers", "team", "approvedLabel", "rejectedLabel", "prefix"];

/** Reads the scope of an entry; what is malformed in it is told by `scopeProblems`. */
export function readScope({ scope = {} }: Declared): RepositoryScope {
  const [owner = "", repo = ""] = (scope["repository"] ?? "").split("/");
  const [org = "", slug = ""] = (scope["team"] ?? "").split("/");
  return {
    owner,
    repo,
    approvers: loginsIn(scope["approvers"] ?? ""),
    team: slug === "" ? undefined : { org, slug },
    approvedLabel: scope["approvedLabel"] ?? "cab:approved",
    rejectedLabel: scope["rejectedLabel"] ?? "cab:rejected",
    prefix: scope["prefix"] ?? "GH",
  };
}

/** What a scope lacks or has too much, each as one clause. */
export function scopeProblems({ scope = {} }: Declared): readonly string[] {
  const { repository = "", approvers, team, prefix = "GH" } = scope;
  const unknown = Object.keys(scope).filter((key) => !KNOWN.includes(key));
  const problems: (string | false)[] = [
    !isName(repository) && "lacks scope.repository, as owner/name",
    approvers === undefined && team === undefined && "lacks scope.approvers or scope.team: nobody may approve",
    approvers !== undefined &&
      !loginsIn(approvers).every((login) => LOGIN.test(login)) &&
      "has scope.approvers that are no logins",
    approvers !== undefined && loginsIn(approvers).length === 0 && "has scope.approvers without a login",
    team !== undefined && !isName(team) && "has a scope.team that is not organisation/team",
    !/^[A-Z]{2,10}$/i.test(prefix) && "has a scope.prefix that is no word of letters",
    unknown.length > 0 &&
      `has the scope ${unknown.join(", ")}, which github-issues does not know: it knows ${KNOWN.join(", ")}`,
  ];
  return problems.filter((problem) => problem !== false);
}

function loginsIn(text: string): readonly string[] {
  return text
    .split(/[\s,;]+/)
    .map((login) => login.replace(/^@/, "").toLowerCase())
    .filter((login) => login !== "");
}

/** Neither of its halves may be a step up a path. */
function isName(text: string): boolean {
  return NAME.test(text) && text.split("/").every((half) => !/^\.+$/.test(half));
}
