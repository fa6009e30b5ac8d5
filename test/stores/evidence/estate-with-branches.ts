import type { Bytes } from "#services/ports/evidence";
import { commitTree } from "#services/stores/git/commit-tree";
import { swapRefs } from "#services/stores/git/swap-refs";
import { startTreeImport } from "#services/stores/git/tree-import";
import { createTemporaryEstate, type TemporaryEstate } from "#test/fakes/temporary-estate";

const AT = "2026-11-23T02:00:00Z";
export const LARGE = Buffer.alloc(300_000, "Observations of a ward, line by line.\n");

/** An estate with three runs, what was observed of two engines, tickets, and a proposal that is nobody's evidence. */
export async function createEstateWithBranches(): Promise<TemporaryEstate> {
  const estate = await createTemporaryEstate();
  for (let run = 1; run <= 3; run++) {
    await estate.ledger.append({ type: "run", actor: "lockstep", at: AT, body: { run } });
  }
  for (const branch of ["observed/tie/tie-a", "observed/pager/pager-a", "tickets", "drift/tie/other"]) {
    await commitOn(estate, branch);
  }
  return estate;
}

async function commitOn({ context }: TemporaryEstate, branch: string): Promise<void> {
  const tree = startTreeImport(context.gitDir, undefined);
  await tree.file("large.txt", LARGE);
  await tree.file("empty.txt", Buffer.alloc(0));
  await tree.file("name.txt", Buffer.from(branch));
  const finished = await tree.finish();
  const commit = await commitTree(context, { tree: finished.tree, parents: [], message: `${branch}\n`, at: AT });
  await swapRefs(context.gitDir, [
    { ref: `refs/heads/${branch}`, from: null, to: commit },
    { ref: finished.ref, from: finished.commit, to: null },
  ]);
}

/** Where the ledger of an estate ends. */
export async function headOf({ ledger }: TemporaryEstate): Promise<{ seq: number; hash: string; commit: string }> {
  const head = await ledger.head();
  if (head === undefined) throw new Error("the estate has a record");
  return head;
}

/** Takes all bytes at once. */
export async function collectBytes(bytes: Bytes): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of bytes) parts.push(part);
  return Buffer.concat(parts);
}
