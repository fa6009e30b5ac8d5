import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { EvidenceParameters } from "#schemas/evidence-parameters";
import { LockstepError } from "#services/core/errors";
import type { Bytes, RestoredStore } from "#services/ports/evidence";
import type { GitContext } from "#services/stores/git/git-context";
import { closeKeptReader } from "#services/stores/git/kept-reader";
import { makeRepository } from "#services/stores/git/make-repository";
import { openEstateRepository } from "#services/stores/git/open-estate-repository";
import { LEDGER_REF, MAIN_REF, observedRef, TICKETS_REF } from "#services/stores/git/refs";
import { askGit, exitOf, spawnGit } from "#services/stores/git/run-git";
import { swapRefs } from "#services/stores/git/swap-refs";
import { openLedger } from "#services/stores/ledger/open-ledger";
import { openTicketStore } from "#services/stores/tickets/open-ticket-store";
import { passBundleHeader } from "./bundle-header.js";
import { openByteWindow } from "./byte-window.js";
import { checkGitPack } from "./check-git-pack.js";
import { openEvidenceSource } from "./open-evidence-source.js";
import { unreadable } from "./read-pack-directory.js";

/** What of a pack is a store. */
export interface PackedStore {
  readonly parameters: Pick<EvidenceParameters, "branches" | "head">;
  readonly bundle: Bytes;
  readonly ledgerPack: Bytes;
}

/**
 * Lays the store of a pack out in a folder of its own. Whatever is in it, nothing is executed, nothing is written elsewhere, and Git is
 * given whole and uncompressed objects alone.
 *
 * @throws LockstepError `pack-unreadable` where it is not the store of these parameters, or not whole; `system-refused`
 */
export async function restoreStore({ parameters, bundle, ledgerPack }: PackedStore): Promise<RestoredStore> {
  const refs = refsOf(parameters);
  const folder = await mkdtemp(join(tmpdir(), "lockstep-evidence-"));
  const gitDir = join(folder, "store.git");
  const remove = async (): Promise<void> => {
    closeKeptReader(gitDir);
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  };
  try {
    await makeRepository(gitDir);
    await indexBundle(gitDir, parameters.branches, bundle);
    await indexPack(gitDir, ["--fsck-objects"], checkGitPack(openByteWindow(ledgerPack), LEDGER), LEDGER);
    for (const { to } of refs) await assertCommit(gitDir, to);
    await swapRefs(gitDir, refs);
  } catch (error) {
    await remove();
    throw error;
  }
  return { ...openRestored(gitDir), [Symbol.asyncDispose]: remove };
}

const BUNDLE = "inputs/store.bundle";
const LEDGER = "inputs/ledger.pack";

function openRestored(gitDir: string): Omit<RestoredStore, typeof Symbol.asyncDispose> {
  // Nobody writes here: there is no key, and time stands still.
  const context: GitContext = { gitDir, signingKeyFile: join(gitDir, "no-key"), now: () => new Date(0) };
  const ledger = openLedger(context);
  return {
    repository: openEstateRepository(context, ledger),
    ledger,
    ticketStore: openTicketStore(context, ledger),
    source: openEvidenceSource(context),
  };
}

interface RestoredRef {
  readonly ref: string;
  readonly from: null;
  readonly to: string;
}

function refsOf({ branches, head }: PackedStore["parameters"]): readonly RestoredRef[] {
  const named = Object.entries(branches).map(([name, to]) => ({ ref: refOf(name), from: null, to }));
  const refs = [...named, { ref: LEDGER_REF, from: null, to: head.commit }];
  if (refs.some(({ to }) => !/^[0-9a-f]{40}$/.test(to))) throw unreadable("a branch of it stands at no commit");
  return refs;
}

/** The branches that a pack takes, and no other name. */
function refOf(name: string): string {
  if (name === "main") return MAIN_REF;
  if (name === "tickets") return TICKETS_REF;
  const [, engineId, nodeId] = /^observed\/([a-z0-9][a-z0-9-]{0,62})\/([a-z0-9][a-z0-9-]{0,62})$/.exec(name) ?? [];
  if (engineId === undefined || nodeId === undefined) throw unreadable("it names a branch that no pack takes");
  return observedRef(engineId, nodeId);
}

async function indexBundle(gitDir: string, branches: Readonly<Record<string, string>>, bundle: Bytes): Promise<void> {
  const window = openByteWindow(bundle);
  await passBundleHeader(window, branches, BUNDLE);
  await indexPack(gitDir, ["--strict"], checkGitPack(window, BUNDLE), BUNDLE);
}

/** Of the ledger's older commits the trees are not there, so that links are not followed: the chain is held against itself elsewhere. */
async function indexPack(gitDir: string, checks: readonly string[], bytes: Bytes, name: string): Promise<void> {
  const child = spawnGit(gitDir, ["index-pack", "--stdin", ...checks]);
  const exit = exitOf(child);
  exit.catch(() => undefined);
  child.stdout.resume();
  child.stderr.resume();
  let fault: unknown;
  await pipeline(Readable.from(bytes), child.stdin).catch((error: unknown) => {
    fault = error;
  });
  if (fault instanceof LockstepError || (fault instanceof Error && fault.name === "AbortError")) {
    child.kill();
    await exit;
    throw fault;
  }
  if ((await exit) !== 0) throw unreadable(`git does not take ${name}`);
}

async function assertCommit(gitDir: string, commit: string): Promise<void> {
  const { stdout } = await askGit(gitDir, ["cat-file", "-t", commit]);
  if (stdout.toString("utf8") !== "commit\n")
    throw unreadable("a branch of it stands at a commit that it does not hold");
}
