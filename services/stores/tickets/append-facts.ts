import { isDeepStrictEqual } from "node:util";
import type { TicketFact } from "#schemas/ticket-fact";
import { groupBy } from "#services/core/authorisation/group-by";
import { normaliseNumber } from "#services/core/authorisation/ticket-timeline";
import { LockstepError } from "#services/core/errors";
import { addFact } from "#services/core/tickets/add-fact";
import { commitTree } from "#services/stores/git/commit-tree";
import type { GitContext } from "#services/stores/git/git-context";
import { readObjects } from "#services/stores/git/read-objects";
import { TICKETS_REF } from "#services/stores/git/refs";
import { findCommit } from "#services/stores/git/resolve-commit";
import { retrySwap } from "#services/stores/git/retry-swap";
import { swapRefs } from "#services/stores/git/swap-refs";
import { type FinishedTree, startTreeImport } from "#services/stores/git/tree-import";
import type { GitLedger } from "#services/stores/ledger/open-ledger";
import { factPath } from "./fact-paths.js";
import { parseFacts, printFacts } from "./parse-facts.js";

/**
 * Adds facts to the branch `tickets` in one signed commit, which becomes visible together with the ledger record that names it,
 * or not at all. Gives the commit that holds them all.
 *
 * @throws LockstepError `store-conflict`, `store-unsound`, `ledger-broken`, `ledger-rolled-back`, `key-missing`
 */
export async function appendFacts(
  context: GitContext,
  ledger: GitLedger,
  facts: readonly TicketFact[],
  at: string,
): Promise<string | null> {
  const { gitDir } = context;
  return await retrySwap("the tickets", async () => {
    const head = await findCommit(gitDir, TICKETS_REF);
    const changed = await changedFiles(gitDir, head, facts);
    if (changed.size === 0) return { commit: head ?? null };
    const finished = await importFiles(gitDir, head, changed);
    const commit = await commitTree(context, {
      tree: finished.tree,
      parents: head === undefined ? [] : [head],
      message: `Saw ${changed.size} ${changed.size === 1 ? "ticket" : "tickets"}\n`,
      at,
    });
    const temporary = { ref: finished.ref, from: finished.commit, to: null };
    const moved = { ref: TICKETS_REF, from: head ?? null, to: commit };
    const body = { commit, tickets: changed.size };
    try {
      const entry = { type: "ticket-snapshot", actor: "lockstep", at, body } as const;
      await ledger.appendWith(entry, { refs: [moved, temporary] });
      return { commit };
    } catch (error) {
      await swapRefs(gitDir, [temporary]);
      if (error instanceof LockstepError && error.code === "store-conflict") return undefined;
      throw error;
    }
  }).then(({ commit }) => commit);
}

/** The files that facts change, as they are to stand; none where every fact is known. */
async function changedFiles(
  gitDir: string,
  head: string | undefined,
  facts: readonly TicketFact[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const byPath = [...groupBy(facts, ({ instance, number }) => factPath(instance, normaliseNumber(number)))];
  const names = byPath.map(([path]) => `${head ?? ""}:${path}`);
  const stored = head === undefined ? [] : await readObjects(gitDir, names);
  return new Map(
    byPath.flatMap(([path, added], index): [string, Uint8Array][] => {
      const bytes = stored[index]?.bytes;
      const known = bytes === undefined ? [] : parseFacts(bytes, path);
      const all = added.reduce((before, fact) => addFact(before, fact), known);
      return isDeepStrictEqual(all, known) ? [] : [[path, printFacts(all)]];
    }),
  );
}

async function importFiles(
  gitDir: string,
  head: string | undefined,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<FinishedTree> {
  const tree = startTreeImport(gitDir, head);
  for (const [path, bytes] of files) await tree.file(path, bytes);
  return await tree.finish();
}
