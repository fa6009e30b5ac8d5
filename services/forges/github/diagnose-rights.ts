import { LockstepError } from "#services/core/errors";
import type { Diagnosis } from "#services/ports/connector";
import { IssueAnswer, PullAnswer } from "./answers.js";
import type { Connection } from "./open-connection.js";
import { LIST_ISSUES, LIST_PULLS } from "./requests.js";

/** What an app must be granted, in the words of its settings page, and for what. */
const NEEDED: readonly (readonly [permission: string, level: "read" | "write", name: string, what: string])[] = [
  ["contents", "write", "Contents", "push branches and the baseline"],
  ["pull_requests", "write", "Pull requests", "open and close proposals, and read what was said of them"],
  ["statuses", "write", "Commit statuses", "say of a commit that it is a proposal"],
  ["issues", "write", "Issues", "keep the dashboard and set labels"],
];

/** What Lockstep does without where it is not granted. */
const USEFUL: readonly (readonly [permission: string, name: string, what: string])[] = [
  ["checks", "Checks: write", "a status without a summary is shown"],
  ["members", "Members: read", "the members of a team in the policy cannot be read"],
];

/** Says which rights are missing, one by one where GitHub tells them: it does for apps, and of tokens what their account may. */
export async function diagnoseRights(connection: Connection): Promise<readonly Diagnosis[]> {
  const { repository, signedIn } = connection;
  if (repository.archived === true) {
    return [
      {
        check: "rights",
        state: "failed",
        message: "The repository is archived: nothing can be written there.",
        remedy: "Unarchive it, or name another one in estate.yaml.",
      },
    ];
  }
  const { app } = signedIn;
  return app === undefined ? diagnoseToken(connection) : diagnoseApp(app.permissions);
}

function diagnoseApp(granted: Readonly<Record<string, string>>): readonly Diagnosis[] {
  const missing = NEEDED.filter(([permission, level]) => granted[permission] !== level);
  const lesser = USEFUL.filter(([permission]) => granted[permission] === undefined);
  const told: Diagnosis[] = missing.map(([, level, name, what]) => ({
    check: "rights",
    state: "failed",
    message: `The app may not ${what}.`,
    remedy: `Grant '${name}: ${level}' in the settings of the app, and accept it in its installation.`,
  }));
  const warned: Diagnosis[] = lesser.map(([, name, what]) => ({
    check: "rights",
    state: "warning",
    message: `Without '${name}' ${what}.`,
    remedy: `Grant '${name}' in the settings of the app, and accept it in its installation.`,
  }));
  const fine: Diagnosis = { check: "rights", state: "ok", message: "The app was granted what it needs." };
  return [...(missing.length === 0 ? [fine] : told), ...warned];
}

/** What a token was granted GitHub does not tell: its account's role is looked at, and what can be read is read. */
async function diagnoseToken({ hub, repository }: Connection): Promise<readonly Diagnosis[]> {
  const check = "rights";
  if (repository.permissions?.["push"] !== true) {
    return [
      {
        check,
        state: "failed",
        message: "The account of the token may read the repository, and not write to it.",
        remedy: "Give the account the role Write in the repository.",
      },
    ];
  }
  const reads = [
    ["Pull requests", () => hub.list(PullAnswer, LIST_PULLS, { state: "open" }, () => true)],
    ["Issues", () => hub.list(IssueAnswer, LIST_ISSUES, { state: "open" }, () => true)],
  ] as const;
  const found: Diagnosis[] = [];
  for (const [name, read] of reads) {
    try {
      await read();
    } catch (error) {
      if (!(error instanceof LockstepError) || error.code !== "rights-narrowed") throw error;
      found.push({
        check,
        state: "failed",
        message: error.message,
        remedy: `Grant the token '${name}: write' for this repository.`,
      });
    }
  }
  const fine: Diagnosis = {
    check,
    state: "ok",
    message: "The account may write; what its token was granted for writing shows at the first proposal.",
  };
  return found.length === 0 ? [fine] : found;
}
