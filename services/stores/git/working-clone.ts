import { resolve } from "node:path";
import { LockstepError } from "#services/core/errors";
import { openGitClient } from "./git-client.js";

/** Makes a working clone of `main` for people to edit in; they commit with their own name and push. @throws LockstepError `store-unsound` */
export async function createWorkingClone(gitDir: string, folder: string): Promise<void> {
  await explain("cloned", async () => {
    const source = resolve(gitDir);
    await openGitClient(source).clone(source, resolve(folder), [...OPTIONS]);
    await openGitClient(folder).addConfig("pull.ff", "only");
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
