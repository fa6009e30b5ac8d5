import { LockstepError } from "#services/core/errors";
import { fieldsOf, textOf } from "./fields.js";
import { ID } from "./open-host.js";
import { type Repository, readPages } from "./repository.js";

/** A team and the project that it is of. */
export interface Team {
  readonly project: string;
  readonly name: string;
}

/** Reads `project/team` or `project\team`; a name alone is a team of the repository's project. */
export function parseTeam({ place }: Repository, team: string): Team {
  const [, project = place.project, name = team] = /^([^/\\]+)[/\\](.+)$/.exec(team) ?? [];
  return { project, name };
}

/**
 * The accounts in teams, in lower case and sorted.
 *
 * @throws LockstepError `rights-narrowed` where a team cannot be seen, or holds a group whose people the host does not tell
 */
export async function readMembers(repository: Repository, teams: readonly string[]): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const team of teams) for (const account of await readTeam(repository, team)) found.add(account.toLowerCase());
  return [...found].sort();
}

async function readTeam(repository: Repository, team: string): Promise<readonly string[]> {
  const { project, name } = parseTeam(repository, team);
  const path = ["_apis", "projects", project, "teams", name, "members"];
  const rows = await readPages(repository.host, path, { accept: ({ status }) => status === 404 || status === 403 });
  if (rows === undefined) throw unread(team, "shows no such team: it is another one, or the token may not see it");
  return rows.map(({ identity }) => {
    const { uniqueName, isContainer } = fieldsOf(identity);
    if (isContainer === true)
      throw unread(team, "holds another group in it, whose people it does not tell: name people");
    const account = textOf(uniqueName);
    if (account === undefined) throw unread(team, "tells a member without an account");
    return account;
  });
}

function unread(team: string, why: string): LockstepError {
  return new LockstepError("rights-narrowed", `The team ${team} cannot be read: ${ID} ${why}.`, {
    details: { node: ID },
  });
}
