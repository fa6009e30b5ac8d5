import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { LedgerRecord } from "#schemas/ledger-record";
import { TOMBSTONE } from "#services/core/artefact/is-purged";
import { LockstepError } from "#services/core/errors";
import { digestOf } from "#services/core/text/digest";
import type { GitLedger } from "#services/stores/ledger/open-ledger";
import { findBlobs, type PurgeTarget } from "./find-blobs.js";
import type { GitContext } from "./git-context.js";
import { listTree } from "./list-tree.js";
import { type PurgeBody, readPurges } from "./purged-content.js";
import { FORGE_REFS, LEDGER_REF, MAIN_REF, TEMPORARY_REFS } from "./refs.js";
import { type RewrittenHistory, rewriteHistory } from "./rewrite-history.js";
import { askGit, runGit, runGitLine } from "./run-git.js";
import { swapRefs } from "./swap-refs.js";

/** What to purge, who asks, and why. */
export type PurgeRequest = PurgeTarget & { readonly reason: string; readonly actor: string };

/** What a purge did. */
export interface PurgeResult {
  readonly blobs: readonly string[];
  /** What stands in the folder and elsewhere, too, and was left. */
  readonly shared: readonly string[];
  /** Commits that were made again. */
  readonly commits: number;
  /** `undefined` where an earlier purge had recorded the same and only objects were left to remove. */
  readonly record: LedgerRecord | undefined;
}

/**
 * Takes leaked content out of every reference that Lockstep owns but the ledger, and out of the object store. A tombstone
 * stands in its place; the record says which commit became which, and references move in the same transaction as the
 * record. Killed anywhere, it is run again and goes on. Clones made before keep the content: throw them away.
 *
 * @throws LockstepError `selector-unknown`, `usage`, `store-conflict` where a writer was at work, `store-unsound` where the
 * content is still there at the end
 */
export async function purgeContent(
  context: GitContext,
  ledger: GitLedger,
  request: PurgeRequest,
): Promise<PurgeResult> {
  const { gitDir } = context;
  const { blobs, shared } = await findBlobs(gitDir, request);
  const replacement = await runGitLine(gitDir, ["hash-object", "-w", "--stdin"], { input: TOMBSTONE });
  const heads = await listHeads(gitDir);
  const history = await rewriteHistory(
    context,
    heads.map(({ commit }) => commit),
    new Set(blobs),
    replacement,
  );
  const record = await recordPurge(context, ledger, request, { blobs, heads, history, replacement });
  await forget(gitDir);
  await assertGone(gitDir, blobs);
  return { blobs, shared, commits: history.commits.size, record };
}

interface Head {
  readonly ref: string;
  readonly commit: string;
}

async function listHeads(gitDir: string): Promise<readonly Head[]> {
  const output = await runGitLine(gitDir, [
    "for-each-ref",
    "--format=%(refname) %(objectname)",
    "refs/heads/",
    "refs/tags/",
  ]);
  const lines = output.split("\n").filter((line) => line !== "");
  return lines
    .map((line) => ({ ref: line.split(" ")[0] ?? "", commit: line.split(" ")[1] ?? "" }))
    .filter(({ ref }) => ref !== LEDGER_REF);
}

async function recordPurge(
  context: GitContext,
  ledger: GitLedger,
  request: PurgeRequest,
  done: {
    readonly blobs: readonly string[];
    readonly heads: readonly Head[];
    readonly history: RewrittenHistory;
    readonly replacement: string;
  },
): Promise<LedgerRecord | undefined> {
  const { blobs, heads, history, replacement } = done;
  const refs = heads.flatMap(({ ref, commit }) => {
    const to = history.commits.get(commit);
    return to === undefined ? [] : [{ ref, from: commit, to }];
  });
  const recorded = (await readPurges(ledger)).blobs;
  if (refs.length === 0 && blobs.every((blob) => recorded.has(blob))) return undefined;
  const map = Buffer.from([...history.commits].map(([from, to]) => `${from} ${to}\n`).join(""));
  const digest = digestOf(map);
  const path = `purges/${digest.slice("sha256:".length)}.txt`;
  const body: PurgeBody = {
    blobs,
    reason: request.reason,
    tombstone: replacement,
    refs,
    trees: await mapBaselines(context.gitDir, refs),
    commits: { path, digest, count: history.commits.size },
  };
  const entry = { type: "purge", actor: request.actor, at: context.now().toISOString(), body: { ...body } } as const;
  return await ledger.appendWith(entry, { refs, files: [{ path, bytes: map }] });
}

/** An approval is of a tree: the tree that a purge made of an approved baseline stands for it. */
async function mapBaselines(gitDir: string, refs: PurgeBody["refs"]): Promise<Record<string, string>> {
  const main = refs.find(({ ref }) => ref === MAIN_REF);
  if (main === undefined) return {};
  const before = await listTree(gitDir, main.from, "items", ["baselines/"]);
  const after = new Map((await listTree(gitDir, main.to, "items", ["baselines/"])).map(({ path, id }) => [path, id]));
  const moved = before.flatMap(({ path, id }) => {
    const now = after.get(path);
    return now === undefined || now === id ? [] : [[id, now] as const];
  });
  return Object.fromEntries(moved);
}

/** Removes every unreferenced object at once, with all that could still hold on to one. */
async function forget(gitDir: string): Promise<void> {
  // What was fetched from the forge is fetched again, from a forge that people have cleaned.
  const prefixes = [TEMPORARY_REFS, FORGE_REFS];
  const temporary = await runGitLine(gitDir, ["for-each-ref", "--format=%(refname) %(objectname)", ...prefixes]);
  for (const line of temporary.split("\n").filter((text) => text !== "")) {
    const [ref = "", from = ""] = line.split(" ");
    await swapRefs(gitDir, [{ ref, from, to: null }]);
  }
  const pack = join(gitDir, "objects", "pack");
  for (const name of await readdir(pack).catch(() => [])) {
    if (/\.keep$|^tmp_/.test(name)) await rm(join(pack, name), { force: true });
  }
  for (const graph of ["commit-graph", "commit-graphs"]) {
    await rm(join(gitDir, "objects", "info", graph), { recursive: true, force: true });
  }
  await runGit(gitDir, ["reflog", "expire", "--expire=now", "--all"]);
  await runGit(gitDir, ["-c", "gc.packRefs=false", "gc", "--quiet", "--prune=now"]);
}

async function assertGone(gitDir: string, blobs: readonly string[]): Promise<void> {
  for (const blob of blobs) {
    if ((await askGit(gitDir, ["cat-file", "-e", blob])).code === 0) {
      throw new LockstepError("store-unsound", `${blob} is still in the repository: stop all writers and purge again`);
    }
  }
}
