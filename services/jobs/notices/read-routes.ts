import type { Notifications } from "#schemas/notifications";
import { NOTIFICATIONS_FILE } from "#services/core/policy/beside-judgement";
import { type Governed, parseGoverned } from "#services/core/policy/parse-governed";
import type { NoticeContext } from "./notice-context.js";

/** Who is told of what now. */
export interface Routes {
  readonly governed: Governed;
  /** `undefined` where nobody is to be told of anything. */
  readonly policy: Notifications | undefined;
  /** The commit of `main` that they stand in. */
  readonly commit: string;
  /** What is wrong in the file, where an earlier form of it is followed. */
  readonly fault: string | undefined;
}

/**
 * Reads who is told of what. Where the file no longer reads, its form of the last notice counts: a slip of the pen, or somebody who wants
 * silence, must not end all notices.
 */
export async function readRoutes(
  { repository }: Pick<NoticeContext, "repository">,
  lastCommit: string | null,
): Promise<Routes> {
  const { commit, files } = await repository.governed();
  const governed = parseGoverned(files);
  const problem = governed.problems.find(({ file }) => file === NOTIFICATIONS_FILE);
  if (problem === undefined) return { governed, policy: named(governed.notifications), commit, fault: undefined };
  const fault = `${problem.path} ${problem.message}`;
  if (lastCommit === null) return { governed, policy: undefined, commit, fault };
  const before = parseGoverned((await repository.governedAt(lastCommit)).files);
  return { governed, policy: named(before.notifications), commit: lastCommit, fault };
}

function named(notifications: Notifications | undefined): Notifications | undefined {
  return notifications === undefined || notifications.channels.length === 0 ? undefined : notifications;
}
