import { LockstepError } from "#services/core/errors";
import type { RemoteState } from "#services/ports/estate-remote";
import type { ForgeRemote } from "#services/ports/forge";
import { FORGE_REFS } from "#services/stores/git/refs";
import { runGitLine } from "#services/stores/git/run-git";
import { swapRefs } from "#services/stores/git/swap-refs";
import { remoteFailed } from "./remote-failed.js";
import { type RemoteCall, runRemoteGit } from "./run-remote-git.js";

/** The forge's branch of the estate, as last fetched. */
export const FORGE_MAIN_REF = `${FORGE_REFS}main`;

/**
 * Fetches the branch of the estate and the branches of proposals below `refs/forge/`, and forgets what is gone there. Branches whose name
 * no proposal can have are left alone.
 *
 * @throws LockstepError of family upstream
 */
export async function fetchForge(call: RemoteCall, remote: ForgeRemote, branch: string): Promise<RemoteState> {
  for (let tries = 1; ; tries++) {
    const listed = await listRemote(call, remote, branch);
    await forgetGone(call.gitDir, new Set(listed.keys()));
    if (listed.size === 0) return { main: null, branches: new Map() };
    const specs = [...listed].map(([ref, { source }]) => `+${source}:${ref}`);
    const answer = await runRemoteGit(call, [...FETCH, remote.url, ...specs]);
    if (answer.code === 0) return await readFetched(call.gitDir, listed);
    const again = tries < MAX_TRIES && /couldn't find remote ref|cannot lock ref|unable to lock/i.test(answer.stderr);
    if (!again) throw remoteFailed(answer.stderr, remote.authorization);
  }
}

const FETCH = [
  "fetch",
  "--quiet",
  "--no-tags",
  "--no-write-fetch-head",
  "--no-auto-gc",
  "--no-recurse-submodules",
  "--",
];
const MAX_TRIES = 4;

/** A reference of ours, and the branch of the forge that it follows. */
type Listed = ReadonlyMap<string, { readonly source: string }>;

async function listRemote(call: RemoteCall, remote: ForgeRemote, branch: string): Promise<Listed> {
  const main = `refs/heads/${branch}`;
  const args = ["ls-remote", "--quiet", "--refs", "--", remote.url, main, "refs/heads/drift/*"];
  const answer = await runRemoteGit(call, args);
  if (answer.code !== 0) throw remoteFailed(answer.stderr, remote.authorization);
  const refs = answer.stdout.split("\n").map((line) => line.split("\t")[1] ?? "");
  const proposals = refs.filter((ref) => PROPOSAL.test(ref)).sort();
  if (proposals.length > MAX_BRANCHES) {
    throw new LockstepError("forge-unavailable", `the forge holds more than ${MAX_BRANCHES} branches below drift/`);
  }
  return new Map([
    ...(refs.includes(main) ? [[FORGE_MAIN_REF, { source: main }] as const] : []),
    ...proposals.map((ref) => [`${FORGE_REFS}${ref.slice("refs/heads/".length)}`, { source: ref }] as const),
  ]);
}

const MAX_BRANCHES = 1000;
const PROPOSAL = /^refs\/heads\/drift\/[a-z0-9][a-z0-9-]{0,62}\/[a-z0-9][a-z0-9-]{0,62}$/;

async function readRefs(gitDir: string): Promise<ReadonlyMap<string, string>> {
  const args = ["for-each-ref", "--format=%(refname) %(objectname)", FORGE_MAIN_REF, `${FORGE_REFS}drift/`];
  const lines = (await runGitLine(gitDir, args)).split("\n").filter((line) => line !== "");
  return new Map(lines.map((line) => [line.split(" ")[0] ?? "", line.split(" ")[1] ?? ""]));
}

/** Before the fetch: a branch that is gone may be in the way of one that is new. Where another process is at it, that is as good. */
async function forgetGone(gitDir: string, there: ReadonlySet<string>): Promise<void> {
  for (const [ref, from] of await readRefs(gitDir)) {
    if (!there.has(ref)) await swapRefs(gitDir, [{ ref, from, to: null }]);
  }
}

async function readFetched(gitDir: string, listed: Listed): Promise<RemoteState> {
  const fetched = await readRefs(gitDir);
  const branches = [...fetched].filter(([ref]) => ref !== FORGE_MAIN_REF && listed.has(ref));
  return {
    main: (listed.has(FORGE_MAIN_REF) ? fetched.get(FORGE_MAIN_REF) : undefined) ?? null,
    branches: new Map(branches.map(([ref, commit]) => [ref.slice(FORGE_REFS.length), commit])),
  };
}
