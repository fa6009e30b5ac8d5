import { LockstepError } from "#services/core/errors";
import type { JoinOutcome } from "#services/ports/estate-remote";
import type { GitContext } from "#services/stores/git/git-context";
import { FORGE_REFS, MAIN_REF } from "#services/stores/git/refs";
import { findCommit } from "#services/stores/git/resolve-commit";
import { readReplacedCommits } from "#services/stores/git/resolve-stored-commit";
import { retrySwap } from "#services/stores/git/retry-swap";
import { askGit, gitFailed, runGit } from "#services/stores/git/run-git";
import { type RefChange, swapRefs } from "#services/stores/git/swap-refs";
import type { GitLedger } from "#services/stores/ledger/open-ledger";
import { FORGE_MAIN_REF } from "./fetch-forge.js";
import { findOverruledCommits, holdsAnyOf } from "./find-overruled-commits.js";
import { findUnreadable } from "./find-unreadable.js";
import { hasSameKept } from "./kept-paths.js";
import { commitMerge, mergeMains } from "./merge-mains.js";
import { shownPaths } from "./shown-paths.js";

/** The newest head of the forge that was taken in: where the forge no longer holds it, somebody set it back or rewrote it. */
const JOINED_REF = `${FORGE_REFS}joined`;

/**
 * Brings the store's `main` together with the forge's, as last fetched. The store only ever goes forwards, and what it keeps (baselines,
 * estate.yaml, and who is trusted) stays as it is in it. Where the forge was set back, rewritten, has another beginning, holds what was
 * purged here, or a governed file that does not read, people must settle it.
 *
 * @throws LockstepError `estate-not-found`, `store-conflict`, `store-unsound`, `key-missing`
 */
export async function joinMain(context: GitContext, ledger: GitLedger, at: string): Promise<JoinOutcome> {
  return await retrySwap("main", async () => {
    const { gitDir } = context;
    const store = await findCommit(gitDir, MAIN_REF);
    if (store === undefined) throw new LockstepError("estate-not-found", "the estate repository has no main branch");
    const forge = await findCommit(gitDir, FORGE_MAIN_REF);
    if (forge === undefined) return { outcome: "ahead", main: store, ...NOTHING_TOLD };
    const joined = await findCommit(gitDir, JOINED_REF);
    const plan = await planJoin(context, ledger, { store, forge, joined, at });
    const overruled = plan.related ? await findOverruledCommits(context, forge, store) : {};
    if (plan.outcome === "conflict") {
      const { conflicts, why = null } = plan;
      return { outcome: "conflict", main: store, ...NOTHING_TOLD, conflicts, why, ...overruled };
    }
    const taken = { ref: JOINED_REF, from: joined ?? null, to: forge };
    const moved: RefChange[] = plan.main === store ? [] : [{ ref: MAIN_REF, from: store, to: plan.main }];
    const outcome = joined === forge && moved.length === 0 ? "done" : await swapRefs(gitDir, [...moved, taken]);
    if (outcome === "conflict") return undefined;
    return { outcome: plan.outcome, main: plan.main, ...NOTHING_TOLD, ...overruled };
  });
}

const NOTHING_TOLD = { conflicts: [], why: null, baselineCommits: [], keptCommits: [] } as const;

type JoinPlan =
  | { readonly outcome: "same" | "followed" | "ahead" | "joined"; readonly main: string; readonly related: true }
  | {
      readonly outcome: "conflict";
      readonly conflicts: readonly string[];
      readonly why?: string;
      readonly related: boolean;
    };

interface Mains {
  readonly store: string;
  readonly forge: string;
  readonly joined: string | undefined;
  readonly at: string;
}

async function planJoin(
  context: GitContext,
  ledger: GitLedger,
  { store, forge, joined, at }: Mains,
): Promise<JoinPlan> {
  const { gitDir } = context;
  if (store === forge) return { outcome: "same", main: store, related: true };
  const related = await areRelated(gitDir, store, forge);
  const wasRewritten = joined !== undefined && !(await holds(gitDir, forge, joined));
  const replaced = await readReplacedCommits(gitDir, ledger);
  if (!related || wasRewritten || (await holdsAnyOf(context, forge, store, replaced))) {
    return { outcome: "conflict", conflicts: await differingPaths(gitDir, store, forge), related };
  }
  if (await holds(gitDir, store, forge)) return { outcome: "ahead", main: store, related };
  const isOnTop = (await holds(gitDir, forge, store)) && (await hasSameKept(gitDir, forge, store));
  const merged = isOnTop ? { tree: forge } : await mergeMains(gitDir, store, forge);
  if ("conflicts" in merged) return { outcome: "conflict", conflicts: merged.conflicts, related };
  const { tree } = merged;
  const why = await findUnreadable(gitDir, { joined: tree, forge, store });
  if (why !== undefined) return { outcome: "conflict", conflicts: [], why, related };
  if (isOnTop) return { outcome: "followed", main: forge, related };
  return { outcome: "joined", main: await commitMerge(context, { tree, store, forge, at }), related };
}

/** The paths in which two commits differ, for people to look at. */
async function differingPaths(gitDir: string, a: string, b: string): Promise<readonly string[]> {
  const output = await runGit(gitDir, ["diff-tree", "-r", "-z", "--name-only", "--no-renames", a, b, "--"]);
  return shownPaths(output.toString("utf8").split("\0"));
}

/** Whether a commit is another, or lies on top of it. */
async function holds(gitDir: string, commit: string, other: string): Promise<boolean> {
  return await asked(gitDir, ["merge-base", "--is-ancestor", other, commit]);
}

async function areRelated(gitDir: string, a: string, b: string): Promise<boolean> {
  return await asked(gitDir, ["merge-base", a, b]);
}

async function asked(gitDir: string, args: readonly string[]): Promise<boolean> {
  const answer = await askGit(gitDir, args);
  if (answer.code > 1) throw gitFailed(args, answer);
  return answer.code === 0;
}
