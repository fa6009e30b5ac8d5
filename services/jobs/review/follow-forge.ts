import type { GovernanceFinding } from "#schemas/review-report";
import { LockstepError } from "#services/core/errors";
import { governanceFinding } from "#services/core/review/governance-finding";
import { escapeText } from "#services/core/text/escape-text";
import { bring } from "./publish.js";
import type { ReviewContext } from "./review-context.js";

/** The two `main` after they were brought together. */
export interface Followed {
  /** By branch of the forge, its head. */
  readonly branches: ReadonlyMap<string, string>;
  /** Commits of the forge that changed a baseline and that Lockstep did not make. */
  readonly baselineCommits: readonly { readonly commit: string; readonly engineIds: readonly string[] }[];
  readonly governance: readonly GovernanceFinding[];
}

/**
 * Fetches the forge's `main`, joins it with the store's, and brings the forge what it lacks. Where people must settle it, nothing
 * moves, and a check goes on with what is in force in the store.
 *
 * @throws LockstepError where the forge cannot be asked
 */
export async function followForge(context: ReviewContext): Promise<Followed> {
  const { remote, session, now } = context;
  const state = await remote.fetch(session.remote);
  const joined = await remote.join(now().toISOString());
  const { branches } = state;
  const { baselineCommits, conflicts } = joined;
  if (joined.outcome === "conflict") return { branches, baselineCommits, governance: [diverged(conflicts)] };
  const refused = await pushMain({ from: state.main, to: joined.main }, context);
  return { branches, baselineCommits, governance: refused === undefined ? [] : [refused] };
}

/** Brings the store's `main` to the forge; gives why it was not taken. */
export async function pushMain(
  { from, to }: { readonly from: string | null; readonly to: string },
  context: ReviewContext,
): Promise<GovernanceFinding | undefined> {
  try {
    await bring({ branch: context.branch, from, to }, context);
    return undefined;
  } catch (error) {
    if (!(error instanceof LockstepError) || error.code !== "forge-unavailable") throw error;
    return governanceFinding("forge-push-refused", error.message);
  }
}

function diverged(conflicts: readonly string[]): GovernanceFinding {
  const shown = conflicts.slice(0, 5).map((path) => escapeText(path));
  const where = shown.length === 0 ? "" : ` They contradict each other in ${shown.join(", ")}.`;
  return governanceFinding(
    "forge-main-diverged",
    `The main branch of the forge and that of the estate repository could not be joined.${where}`,
  );
}
