import { LockstepError } from "#services/core/errors";
import type { ForgeAbilities, ForgeRequest, ForgeSession } from "#services/ports/forge";
import { PullAnswer } from "./answers.js";
import { askReviewers } from "./ask-reviewers.js";
import { listReviews } from "./list-reviews.js";
import { type Connection, type HubSettings, openConnection } from "./open-connection.js";
import { OWNERS_FILE, ownersFileProblems } from "./owners-file-problems.js";
import { protect } from "./protect.js";
import { putDashboard } from "./put-dashboard.js";
import { readMembers } from "./read-members.js";
import { readOpinions } from "./read-opinions.js";
import { readProtection } from "./read-protection.js";
import { PULL } from "./requests.js";
import { STATUS_MAX, setCheck, setStatus } from "./tell-commit.js";
import { toReview } from "./to-review.js";
import { BODY_MAX, comment, editReview, openReview, setState } from "./write-reviews.js";

/** Signs in, and speaks with one repository. @throws LockstepError */
export async function openSession(request: ForgeRequest, settings: HubSettings): Promise<ForgeSession> {
  const connection = await openConnection(request, settings);
  const { hub, signedIn, repository } = connection;
  const { account, app } = signedIn;
  const { address } = hub;
  const abilities = abilitiesOf(connection);
  const isAdmin =
    app === undefined ? repository.permissions?.["admin"] === true : app.permissions["administration"] !== undefined;
  const pushesByKey = address.git.startsWith("ssh://");
  return {
    account,
    abilities,
    remote: { url: address.git, ...(!pushesByKey && { authorization: basic(signedIn.token) }) },
    url: address.page,
    fileUrl: (ref, path) => `${address.page}/blob/${inAddress(ref)}/${inAddress(path)}`,
    listReviews: (endedSince) => listReviews(hub, endedSince, connection.clockSkewMs),
    async findReview(number) {
      const pull = await hub.findSurely(PullAnswer, PULL, { pull_number: number });
      return pull && toReview(hub, pull);
    },
    openReview: (draft) => openReview(hub, draft),
    editReview: (number, edit) => editReview(hub, number, edit),
    closeReview: (number) => setState(hub, number, "closed"),
    reopenReview: (number) => setState(hub, number, "open"),
    comment: (number, body) => comment(hub, number, body, { account, now: theirNow(request, connection) }),
    askReviewers: (number, owners) => askReviewers(hub, number, owners),
    opinions: (number) => readOpinions(hub, number),
    membersOf: (teams) => readMembers(hub, teams),
    setStatus: (commit, status) => setStatus(hub, commit, status, account),
    async setCheck(commit, check) {
      if (!abilities.checkRuns || app === undefined) throw cannot("write check runs");
      await setCheck(hub, commit, check, app.id);
    },
    async putDashboard(dashboard) {
      if (!abilities.issues) throw cannot("keep a dashboard");
      return putDashboard(hub, dashboard, account);
    },
    readProtection: (branch) => readProtection(hub, branch, { isAdmin, appId: app?.id }),
    ownersFileProblems: () => ownersFileProblems(hub),
    protect: (plan) => protect(hub, plan, { account, appId: app?.id, pushesByKey }),
    close: () => connection.close(),
  };
}

function abilitiesOf({ signedIn: { app }, repository }: Connection): ForgeAbilities {
  return {
    bodyMax: BODY_MAX,
    statusMax: STATUS_MAX,
    opinionsBoundToCommit: true,
    // Check runs are for apps alone, whatever a token was granted.
    checkRuns: app?.permissions["checks"] === "write",
    issues: repository.has_issues !== false,
    ownersFile: OWNERS_FILE,
  };
}

/** As git shows a token, that of a person or of an app. */
function basic(token: string): string {
  return `Basic ${Buffer.from(`x-access-token:${token}`, "utf8").toString("base64")}`;
}

function inAddress(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}

function theirNow({ now }: ForgeRequest, { clockSkewMs = 0 }: Connection): Date {
  return new Date(now().getTime() + clockSkewMs);
}

function cannot(what: string): LockstepError {
  return new LockstepError("bug", `the forge 'github' was asked to ${what}, which it says that it cannot`);
}
