import { lstat, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";
import { type SimpleGit, simpleGit } from "simple-git";
import type { FileSource } from "#schemas/file-source";
import { LockstepError } from "#services/core/errors";
import type { FileFolder, ListedFile, Listing, RefusedEntry } from "./file-folder.js";
import type { FileLimits } from "./file-limits.js";
import { isSafePath } from "./is-safe-path.js";

type GitRef = NonNullable<FileSource["git"]>;

/**
 * Opens what a ref of a Git repository holds now: a commit never changes, so nothing can while it is read. A repository elsewhere
 * is fetched, that one commit alone, into a folder that is gone afterwards.
 *
 * @throws LockstepError `node-unreachable`, `answer-unexpected`, `estate-invalid`
 */
export async function openGitRef(source: GitRef, nodeId: string, limits: FileLimits): Promise<FileFolder> {
  if (!/^[A-Za-z0-9_][\w./-]*$/.test(source.ref) || source.ref.includes("..")) {
    throw new LockstepError("estate-invalid", `${nodeId}: git.ref is no name that a branch, tag or commit has.`);
  }
  const isLocal = isAbsolute(source.repository);
  const folder = isLocal ? source.repository : await mkdtemp(join(tmpdir(), "lockstep-git-"));
  const close = async (): Promise<void> => {
    if (!isLocal) await rm(folder, { recursive: true, force: true });
  };
  try {
    const git = gitIn(folder, isLocal ? await gitFolderOf(folder) : folder, isLocal ? "none" : "https:ssh");
    if (!isLocal) await fetchRef(git, source, nodeId);
    const commit = await commitOf(git, isLocal ? source.ref : "FETCH_HEAD", nodeId);
    return {
      isFixed: true,
      list: () => listTree(git, commit, source.path, limits),
      read: async (file) => readBlob(git, file),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Where a local repository keeps what it holds: beside its files, or in the folder itself where it is bare. */
async function gitFolderOf(folder: string): Promise<string> {
  const beside = join(folder, ".git");
  return (await lstat(beside).catch(() => undefined)) === undefined ? folder : beside;
}

/**
 * Git without the machine's configuration, without prompts, and to servers alone whose keys are known. Its folder is named, so that
 * none above it is taken in its place; what a local repository left on another server is not fetched.
 */
function gitIn(folder: string, gitFolder: string, protocols: "none" | "https:ssh"): SimpleGit {
  const quiet = {
    GIT_DIR: gitFolder,
    GIT_CEILING_DIRECTORIES: dirname(folder),
    GIT_NO_LAZY_FETCH: "1",
    // Git before 2.44 does not know the line above.
    GIT_ALLOW_PROTOCOL: protocols,
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_TERMINAL_PROMPT: "0",
    GIT_NO_REPLACE_OBJECTS: "1",
    GIT_SSH_COMMAND: "ssh -o BatchMode=yes -o StrictHostKeyChecking=yes",
    LC_ALL: "C",
  };
  const inherited = ["PATH", "HOME", "SSH_AUTH_SOCK", "SystemRoot"].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return simpleGit({
    baseDir: folder,
    allowEnvironment: Object.keys(quiet),
    unsafe: { allowUnsafeConfigPaths: true, allowUnsafeSshCommand: true },
  }).env({ ...Object.fromEntries(inherited), ...quiet });
}

async function fetchRef(git: SimpleGit, { repository, ref }: GitRef, nodeId: string): Promise<void> {
  if (!/^(?:https|ssh):\/\/[^\s]+$/.test(repository) || /\/\/[^/]*:[^/]*@/.test(repository)) {
    throw new LockstepError(
      "estate-invalid",
      `${nodeId}: git.repository is neither an absolute path nor an https:// or ssh:// address without a password.`,
    );
  }
  try {
    await git.init(true);
    await git.raw(["fetch", "--quiet", "--depth=1", "--no-tags", "--end-of-options", repository, ref]);
  } catch {
    throw new LockstepError("node-unreachable", `${nodeId}: the ref cannot be fetched from the Git repository.`);
  }
}

async function commitOf(git: SimpleGit, ref: string, nodeId: string): Promise<string> {
  const asked = git.raw(["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`]);
  const commit = (await asked.catch(() => "")).trim();
  if (/^[0-9a-f]{40,64}$/.test(commit)) return commit;
  throw new LockstepError(
    "node-unreachable",
    `${nodeId}: the named folder is no Git repository of its own, or its ref is not there.`,
  );
}

async function listTree(
  git: SimpleGit,
  commit: string,
  path: string | undefined,
  limits: FileLimits,
): Promise<Listing> {
  const top = path === undefined ? "" : `${path.replace(/\/+$/, "")}/`;
  const listed = await git.raw(["ls-tree", "-r", "-z", "-l", "--full-tree", `${commit}${top === "" ? "" : `:${top}`}`]);
  const lines = listed.split("\0").filter((line) => line !== "");
  if (lines.length > limits.maxEntries) {
    throw new LockstepError("answer-too-large", `The Git tree holds more than ${limits.maxEntries} files.`);
  }
  const files: ListedFile[] = [];
  const refused: RefusedEntry[] = [];
  for (const line of lines) {
    const [, mode, type, id, size, name = ""] = /^(\d+) (\w+) ([0-9a-f]+) +(\d+|-)\t([\s\S]*)$/.exec(line) ?? [];
    if (!isSafePath(name)) refused.push({ path: path ?? "", reason: "unsafe-name" });
    else if (mode === "120000") refused.push({ path: name, reason: "link" });
    else if (type !== "blob" || id === undefined) refused.push({ path: name, reason: "special" });
    else files.push({ path: name, bytes: Number(size), state: id });
  }
  return { files, refused };
}

async function readBlob(git: SimpleGit, { state }: ListedFile): Promise<Uint8Array> {
  const bytes: unknown = await git.binaryCatFile(["blob", state]);
  if (bytes instanceof Uint8Array) return bytes;
  throw new LockstepError("answer-unexpected", "Git gave no bytes.");
}
