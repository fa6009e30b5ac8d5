import type { RederivedBaseline } from "#services/jobs/check/rederive-baseline";
import type { followMain } from "#services/stores/git/working-clone";

/** Said where Lockstep committed, and the estate's folder could not be brought along. */
export const MAIN_WENT_ON =
  "This was committed to main, and the estate's folder is behind: now run 'git pull --rebase' there.";

/** Says what a check committed to `main` by itself, why, and what became of the estate's folder. */
export function tellRederived(
  baselines: readonly RederivedBaseline[],
  followed: Awaited<ReturnType<typeof followMain>>,
): readonly string[] {
  const notices = baselines.map(
    ({ engineId, before, after, commit }) =>
      `the baseline of '${engineId}' was read again by ${after} (before: ${before}) and committed to main as ${commit.slice(0, 12)}; what was approved is the same.`,
  );
  if (notices.length === 0 || followed === "no-clone") return notices;
  return [...notices, followed === "left" ? MAIN_WENT_ON : "The estate's folder was brought up to main."];
}
