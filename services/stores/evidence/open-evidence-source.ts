import { LockstepError } from "#services/core/errors";
import type { Bytes, EvidenceSource } from "#services/ports/evidence";
import { readAllowedSigners } from "#services/stores/git/allowed-signers";
import type { GitContext } from "#services/stores/git/git-context";
import { readBranches } from "#services/stores/git/read-branches";
import { checkObjectId } from "#services/stores/git/refs";
import { revList } from "#services/stores/git/rev-list";
import { writeBundleHeader } from "./bundle-header.js";
import { findPlaces } from "./find-places.js";
import { gatherIds } from "./id-list.js";
import { readLedgerLines } from "./ledger-lines.js";
import { watchGitObjects } from "./watch-git-objects.js";
import { writeGitPack } from "./write-git-pack.js";

/** Opens what of an estate repository goes into evidence. @throws LockstepError `store-unsound`, `ledger-broken`, `key-missing` */
export function openEvidenceSource({ gitDir }: Pick<GitContext, "gitDir">): EvidenceSource {
  return {
    async branches(engineIds) {
      const wanted = new Set(engineIds);
      const branches = Object.entries(await readBranches(gitDir));
      return Object.fromEntries(branches.filter(([name]) => isPacked(name, wanted)));
    },
    ledgerLines: (head) => readLedgerLines(gitDir, head),
    bundle: (branches) => writeBundle(gitDir, branches),
    ledgerPack: (commit) => writeLedgerPack(gitDir, checkObjectId(commit)),
    watch: watchGitObjects,
    placesOf: (ids, branches) => findPlaces(gitDir, ids, branches),
    allowedSigners: (commit) => readAllowedSigners({ gitDir }, checkObjectId(commit)),
  };
}

function isPacked(name: string, engineIds: ReadonlySet<string>): boolean {
  if (name === "main" || name === "tickets") return true;
  const [folder, engineId] = name.split("/");
  return folder === "observed" && engineIds.has(engineId ?? "");
}

async function* writeBundle(gitDir: string, branches: Readonly<Record<string, string>>): Bytes {
  const commits = Object.values(branches).map(checkObjectId);
  if (commits.length === 0) throw new LockstepError("bug", "a bundle of no branch was asked for");
  const ids = await gatherIds(revList(gitDir, ["--objects", "--no-object-names", ...new Set(commits)]));
  yield Buffer.from(writeBundleHeader(branches));
  yield* writeGitPack(gitDir, ids);
}

/** Of the older commits none brings its tree: each is one line shorter than the next, and the last holds them all. */
async function* writeLedgerPack(gitDir: string, commit: string): Bytes {
  const commits = revList(gitDir, [commit]);
  const below = revList(gitDir, ["--objects", "--no-object-names", `${commit}^{tree}`]);
  yield* writeGitPack(gitDir, await gatherIds(commits, below));
}
