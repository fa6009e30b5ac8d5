import { LockstepError } from "#services/core/errors";
import type { ForgeAbilities, ForgeRequest, ForgeReview, ForgeSession } from "#services/ports/forge";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { askReviewers, identityHost } from "./ask-reviewers.js";
import { authorizationOf } from "./authorization.js";
import { openHost } from "./open-host.js";
import { protectBranch } from "./protect-branch.js";
import { readOpinions } from "./read-opinions.js";
import { readPlace } from "./read-place.js";
import { readProtection } from "./read-protection.js";
import { findReview, listReviews } from "./read-reviews.js";
import { readMembers } from "./read-teams.js";
import { findRepository, type Repository } from "./repository.js";
import { setStatus } from "./set-status.js";
import { addComment, BODY_MAX, editReview, openReview, setState } from "./write-reviews.js";

const ABILITIES: ForgeAbilities = {
  bodyMax: BODY_MAX,
  statusMax: 140,
  // Not told by the host, but found: a vote's thread says when it was given, and the pushes say of which commit that was.
  opinionsBoundToCommit: true,
  checkRuns: false,
  issues: false,
  ownersFile: null,
};

/** Signs in and finds the repository. @throws LockstepError */
export async function openSession(request: ForgeRequest, limits: Partial<ConnectorLimits>): Promise<ForgeSession> {
  const place = readPlace(request.declared);
  const host = openHost(request, place.apiUrl, limits);
  try {
    const repository = await findRepository(host, place);
    return sessionOf(repository, request, identityHost(repository, request, limits));
  } catch (error) {
    await host.close();
    throw error;
  }
}

function sessionOf(
  repository: Repository,
  request: ForgeRequest,
  identities: ReturnType<typeof identityHost>,
): ForgeSession {
  const { place, self, host } = repository;
  const openByHead = new Map<string, number>();
  const seen = <T extends ForgeReview | undefined>(review: T): T => {
    if (review?.state === "open" && review.head !== null) openByHead.set(review.head, review.number);
    return review;
  };
  return {
    account: self.account,
    abilities: ABILITIES,
    remote: place.gitUrl.startsWith("ssh:")
      ? { url: place.gitUrl }
      : { url: place.gitUrl, authorization: authorizationOf(request) },
    url: place.webUrl,
    fileUrl: (ref, path) => fileUrl(place.webUrl, ref, path),
    listReviews: async (endedSince) => (await listReviews(repository, endedSince)).map(seen),
    findReview: async (number) => seen(await findReview(repository, number)),
    openReview: async (draft) => seen(await openReview(repository, draft)),
    editReview: (number, edit) => editReview(repository, number, edit),
    closeReview: (number) => setState(repository, number, "abandoned"),
    reopenReview: (number) => setState(repository, number, "active"),
    comment: (number, body) => addComment(repository, number, body),
    askReviewers: (number, owners) => askReviewers(repository, identities.host, { number, owners }),
    opinions: (number) => readOpinions(repository, number),
    membersOf: (teams) => readMembers(repository, teams),
    setStatus: (commit, status) => setStatus(repository, { commit, number: openByHead.get(commit) }, status),
    setCheck: () => Promise.reject(cannot("write check runs")),
    putDashboard: () => Promise.reject(cannot("keep a dashboard as an issue")),
    readProtection: (branch) => readProtection(repository, branch),
    ownersFileProblems: () => Promise.resolve([]),
    protect: (plan) => protectBranch(repository, plan),
    async close() {
      await identities.close();
      await host.close();
    },
  };
}

function fileUrl(webUrl: string, ref: string, path: string): string {
  const version = /^[0-9a-f]{40}$/.test(ref) ? `GC${ref}` : `GB${ref}`;
  return `${webUrl}?path=${encodeURIComponent(`/${path}`)}&version=${encodeURIComponent(version)}`;
}

function cannot(what: string): LockstepError {
  return new LockstepError("bug", `the forge 'azure-devops' was asked to ${what}, which it says that it cannot`);
}
