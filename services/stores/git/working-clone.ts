import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { LockstepError } from "#services/core/errors";
import { openGitClient } from "./git-client.js";

/** Makes a working clone of `main` for people to edit in; they commit with their own name and push. @throws LockstepError `store-unsound` */
export async function createWorkingClone(gitDir: string, folder: string): Promise<void> {
  await explain("cloned", async () => {
    const source = resolve(gitDir);
    await openGitClient(source).clone(source, resolve(folder), [...OPTIONS]);
    const clone = openGitClient(folder);
    // Lockstep commits to main too: a plain `git pull` is to put people's own commits on top of that, whatever lies uncommitted.
    await clone.addConfig("pull.rebase", "true");
    await clone.addConfig("rebase.autoStash", "true");
  });
}

// `--no-local`: only what main needs is copied, not the whole store.
const OPTIONS = ["--no-local", "--branch", "main", "--single-branch"] as const;

/** Brings a working clone up to `main`, forwards only. @throws LockstepError `store-unsound` */
export async function updateWorkingClone(folder: string): Promise<void> {
  await explain("brought up to date", async () => {
    const client = openGitClient(folder);
    await client.fetch("origin", "main");
    await client.merge(["--ff-only", "origin/main"]);
  });
}

/**
 * Brings a folder up to `main` where that loses and asks nothing: `left` where it stands on a branch of its own, holds commits
 * that were not pushed, or edits that are in the way; `no-clone` where it is no clone of this store.
 */
export async function followMain(gitDir: string, folder: string): Promise<"followed" | "left" | "no-clone"> {
  if (!existsSync(join(folder, ".git"))) return "no-clone";
  try {
    const client = openGitClient(folder);
    const origin = (await client.raw(["config", "--get", "remote.origin.url"])).trim();
    if (resolve(folder, origin) !== resolve(gitDir)) return "no-clone";
    if ((await client.raw(["symbolic-ref", "--quiet", "HEAD"])).trim() !== "refs/heads/main") return "left";
    await updateWorkingClone(folder);
    return "followed";
  } catch {
    return "left";
  }
}

/** Pushes what was committed in a working clone to `main`. @throws LockstepError `store-unsound` where main went on meanwhile */
export async function pushWorkingClone(folder: string): Promise<void> {
  await explain("pushed", async () => {
    await openGitClient(folder).push("origin", "HEAD:refs/heads/main");
  });
}

async function explain(what: string, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (cause) {
    throw new LockstepError("store-unsound", `the working clone could not be ${what}`, { cause });
  }
}
