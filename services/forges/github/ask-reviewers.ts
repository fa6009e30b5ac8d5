import { LockstepError } from "#services/core/errors";
import { PullAnswer } from "./answers.js";
import type { Hub } from "./hub.js";
import { ASK_REVIEWERS, PULL } from "./requests.js";

type NotAsked = { readonly owner: string; readonly why: string };

const LOGIN = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;
const TEAM = /^([A-Za-z0-9][A-Za-z0-9-]*)\/([A-Za-z0-9._-]+)$/;

/** Asks owners to look: all at once, and one by one where GitHub takes none of them because of one. */
export async function askReviewers(hub: Hub, number: number, owners: readonly string[]): Promise<readonly NotAsked[]> {
  if (owners.length === 0) return [];
  const author = (await hub.ask(PullAnswer, PULL, { pull_number: number })).user?.login.toLowerCase();
  const notAsked: NotAsked[] = [];
  const asked: string[] = [];
  for (const owner of new Set(owners)) {
    const why = whyNot(hub, owner, author);
    if (why === undefined) asked.push(owner);
    else notAsked.push({ owner, why });
  }
  if (asked.length === 0 || (await isAsked(hub, number, asked))) return notAsked;
  for (const owner of asked) {
    if (asked.length > 1 && (await isAsked(hub, number, [owner]))) continue;
    notAsked.push({ owner, why: "GitHub does not know the name, or it may not see the repository" });
  }
  return notAsked;
}

function whyNot({ address }: Hub, owner: string, author: string | undefined): string | undefined {
  const [, organisation] = TEAM.exec(owner) ?? [];
  if (organisation !== undefined) {
    return organisation.toLowerCase() === address.owner.toLowerCase()
      ? undefined
      : "the team is of another organisation than the repository";
  }
  if (!LOGIN.test(owner)) return "it is no name that an account or team of GitHub has";
  return owner.toLowerCase() === author ? "it is the account that opened the review" : undefined;
}

async function isAsked(hub: Hub, number: number, owners: readonly string[]): Promise<boolean> {
  const teams = owners.filter((owner) => owner.includes("/")).map((owner) => owner.split("/")[1]);
  const reviewers = owners.filter((owner) => !owner.includes("/"));
  try {
    await hub.send(ASK_REVIEWERS, { pull_number: number, reviewers, team_reviewers: teams });
    return true;
  } catch (error) {
    if (error instanceof LockstepError && error.code === "forge-unavailable") return false;
    throw error;
  }
}
