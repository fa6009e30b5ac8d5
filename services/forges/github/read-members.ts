import { LockstepError } from "#services/core/errors";
import { AccountAnswer } from "./answers.js";
import { type Hub, isNotThere } from "./hub.js";
import { MEMBERS } from "./requests.js";

/** The accounts in teams, each once, in lower case and sorted. @throws LockstepError `rights-narrowed` for a team that cannot be read */
export async function readMembers(hub: Hub, teams: readonly string[]): Promise<readonly string[]> {
  const accounts = new Set<string>();
  for (const team of teams) for (const { login } of await readTeam(hub, team)) accounts.add(login.toLowerCase());
  return [...accounts].sort();
}

async function readTeam(hub: Hub, team: string): Promise<readonly { readonly login: string }[]> {
  const [org = "", slug = "", ...rest] = team.split("/");
  if (org === "" || slug === "" || rest.length > 0)
    throw unreadable(hub, "A team of the policy is not named as organisation/team.");
  try {
    return await hub.list(AccountAnswer, MEMBERS, { org, team_slug: slug });
  } catch (error) {
    if (isNotThere(error)) throw unreadable(hub, "A team of the policy is not there, or its members may not be seen.");
    throw error;
  }
}

/** The name is not told: it may be anything that somebody wrote into a policy. */
function unreadable({ id }: Hub, message: string): LockstepError {
  return new LockstepError("rights-narrowed", message, {
    details: { node: id },
    remedy: "Give the token or app 'Members: read' of the organisation, and name teams as organisation/team.",
  });
}
