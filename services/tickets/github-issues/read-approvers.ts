import { LockstepError } from "#services/core/errors";
import { firstText } from "#services/core/tickets/reach";
import { readPages } from "./read-pages.js";
import { MEMBERS } from "./read-requests.js";
import type { Repository } from "./with-repository.js";

/**
 * The logins, in lower case, of everybody who may approve: those that the estate names, and the members of its team as they are today.
 *
 * @throws LockstepError `rights-narrowed` where the team cannot be seen
 */
export async function readApprovers(repository: Repository): Promise<ReadonlySet<string>> {
  const { approvers, team } = repository.scope;
  if (team === undefined) return new Set(approvers);
  const members = await readPages(repository, MEMBERS, { org: team.org, team_slug: team.slug });
  if (members === undefined) {
    const message = `${repository.id} shows no team ${team.org}/${team.slug}: it is another one, or the token may not see it (read:org).`;
    throw new LockstepError("rights-narrowed", message, { details: { node: repository.id } });
  }
  return new Set([...approvers, ...members.flatMap((member) => firstText(member, ["/login"])?.toLowerCase() ?? [])]);
}
