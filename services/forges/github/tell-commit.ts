import type { Static } from "typebox";
import { LockstepError } from "#services/core/errors";
import type { CheckRun, CommitStatus } from "#services/ports/forge";
import { CheckAnswer, ChecksAnswer, StatusAnswer } from "./answers.js";
import type { Hub } from "./hub.js";
import { CHECKS, CREATE_CHECK, EDIT_CHECK, SET_STATUS, STATUSES } from "./requests.js";
import { sendOnce } from "./send-once.js";

/** GitHub takes 140 characters, and 1,000 statuses of one context on one commit: what stands already is not written again. */
export const STATUS_MAX = 140;

export async function setStatus(
  hub: Hub,
  sha: string,
  { state, context, description, url }: CommitStatus,
  account: string,
): Promise<void> {
  if (description.length > STATUS_MAX)
    throw new LockstepError("bug", `A status was to have more than ${STATUS_MAX} characters.`);
  const wanted = { state, context, description, ...(url !== undefined && { target_url: url }) };
  const stands = async (): Promise<true | undefined> => {
    const statuses = await hub.list(StatusAnswer, STATUSES, { sha });
    const newest = statuses.find((status) => status.context === context);
    const isSame =
      newest?.state === state &&
      newest.description === description &&
      (newest.target_url ?? undefined) === url &&
      newest.creator?.login === account;
    return isSame ? true : undefined;
  };
  if ((await stands()) === true) return;
  await sendOnce(async () => {
    await hub.send(SET_STATUS, { sha, ...wanted });
    return true as const;
  }, stands);
}

/** One check run of a name on a commit: edited in its place where it says something else. */
export async function setCheck(hub: Hub, sha: string, check: CheckRun, appId: number): Promise<void> {
  const { name, conclusion, title, summary } = check;
  const find = async (): Promise<Static<typeof CheckAnswer> | undefined> => {
    const { check_runs } = await hub.ask(ChecksAnswer, CHECKS, { ref: sha, check_name: name, app_id: appId });
    return check_runs[0];
  };
  const said = { status: "completed", conclusion, output: { title, summary } };
  const found = await find();
  if (found === undefined)
    await sendOnce(() => hub.ask(CheckAnswer, CREATE_CHECK, { name, head_sha: sha, ...said }), find);
  else if (found.conclusion !== conclusion || found.output.title !== title || found.output.summary !== summary) {
    await hub.send(EDIT_CHECK, { check_run_id: found.id, ...said });
  }
}
