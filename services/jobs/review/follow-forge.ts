import type { GovernanceFinding } from "#schemas/review-report";
import { LockstepError } from "#services/core/errors";
import { governanceFinding } from "#services/core/review/governance-finding";
import { escapeText } from "#services/core/text/escape-text";
import type { JoinOutcome } from "#services/ports/estate-remote";
import { keepFindings } from "./keep-findings.js";
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
 * moves, and a check goes on with what is in force in the store. What was done there to files that only the estate repository itself
 * may change is put on record at once: the next look at the forge no longer sees it.
 *
 * @throws LockstepError where the forge cannot be asked
 */
export async function followForge(context: ReviewContext): Promise<Followed> {
  const { remote, session, now } = context;
  const state = await remote.fetch(session.remote);
  const joined = await remote.join(now().toISOString());
  const { branches } = state;
  const { baselineCommits } = joined;
  const undone = joined.keptCommits.map(changedOnForge);
  await keepFindings(undone, context);
  if (joined.outcome === "conflict") return { branches, baselineCommits, governance: [...undone, diverged(joined)] };
  const refused = await pushMain({ from: state.main, to: joined.main }, context);
  return { branches, baselineCommits, governance: [...undone, ...(refused === undefined ? [] : [refused])] };
}

/** Brings the store's `main` to the forge; gives why it was not taken. */
async function pushMain(
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

function changedOnForge({ commit, paths }: JoinOutcome["keptCommits"][number]): GovernanceFinding {
  const more = paths.length > MAX_SHOWN ? ` and ${paths.length - MAX_SHOWN} more` : "";
  const what = `${paths.slice(0, MAX_SHOWN).join(", ")}${more}`;
  return governanceFinding(
    "trusted-file-changed-on-forge",
    `The commit ${commit.slice(0, 12)} on the forge changed ${what}, which stays as it is in the estate repository.`,
    { commit },
  );
}

const MAX_SHOWN = 5;

function diverged({ conflicts, why }: JoinOutcome): GovernanceFinding {
  if (why !== null) {
    return governanceFinding("forge-main-diverged", `The main branch of the forge is not followed: ${why}.`);
  }
  const shown = conflicts.slice(0, MAX_SHOWN).map((path) => escapeText(path));
  const where = shown.length === 0 ? "" : ` They contradict each other in ${shown.join(", ")}.`;
  return governanceFinding(
    "forge-main-diverged",
    `The main branch of the forge and that of the estate repository could not be joined.${where}`,
  );
}
