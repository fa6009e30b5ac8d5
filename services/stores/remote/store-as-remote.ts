import { LockstepError } from "#services/core/errors";
import type { EstateRemote } from "#services/ports/estate-remote";
import type { ProposalStore } from "#services/ports/proposal-store";
import { MAIN_REF } from "#services/stores/git/refs";
import { findCommit } from "#services/stores/git/resolve-commit";

/** The remote of an estate without a Git host: the store itself, in which everything stands already where it would be pushed to. */
export function storeAsRemote(gitDir: string, proposals: ProposalStore): EstateRemote {
  const main = async (): Promise<string> => {
    const head = await findCommit(gitDir, MAIN_REF);
    if (head !== undefined) return head;
    throw new LockstepError("estate-not-found", "the estate repository has no main branch");
  };
  return {
    async fetch() {
      const stored = await proposals.list();
      return { main: await main(), branches: new Map(stored.map(({ branch, commit }) => [branch, commit])) };
    },
    push: async (_remote, updates) => updates.map(({ branch }) => ({ branch, outcome: "done" })),
    join: async () => ({
      outcome: "same",
      main: await main(),
      ...{ conflicts: [], why: null, baselineCommits: [], keptCommits: [] },
    }),
  };
}
