import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startTreeImport } from "#services/stores/git/tree-import";
import { gitAsOutsider } from "./git-as-outsider.js";
import type { TemporaryEstate } from "./temporary-estate.js";

/** A bare repository that plays the forge, and people who commit there. */
export interface ForgeRepository {
  readonly gitDir: string;
  git(...args: readonly string[]): Promise<string>;
  /** Commits as a person, unsigned, and moves a branch there: files to write (`null`: to remove) on top of commits, by default its head. */
  commit(branch: string, files: Readonly<Record<string, string | null>>, parents?: readonly string[]): Promise<string>;
  /** Puts a hook of the shell in place. */
  hook(name: string, script: string): Promise<void>;
}

/** Makes an empty one beside an estate. */
export async function createForgeRepository({ folder }: TemporaryEstate, name = "forge.git"): Promise<ForgeRepository> {
  const gitDir = join(folder, name);
  const git: ForgeRepository["git"] = (...args) => gitAsOutsider(gitDir, ...args);
  await gitAsOutsider(gitDir, "init", "--quiet", "--bare", "--initial-branch=main");
  await git("config", "user.name", "Grace Example");
  await git("config", "user.email", "grace@hospital.test");
  await git("config", "http.receivepack", "true");
  return {
    gitDir,
    git,
    async commit(branch, files, parents) {
      const ref = `refs/heads/${branch}`;
      const head = parents === undefined ? await git("for-each-ref", "--format=%(objectname)", ref) : "";
      const under = parents ?? (head === "" ? [] : [head]);
      const tree = startTreeImport(gitDir, under[0]);
      for (const [path, text] of Object.entries(files)) {
        if (text === null) await tree.remove(path);
        else await tree.file(path, Buffer.from(text));
      }
      const finished = await tree.finish();
      const on = under.flatMap((parent) => ["-p", parent]);
      const commit = await git("commit-tree", finished.tree, ...on, "-m", `Edited ${branch}`);
      await git("update-ref", ref, commit);
      await git("update-ref", "-d", finished.ref);
      return commit;
    },
    async hook(hookName, script) {
      await mkdir(join(gitDir, "hooks"), { recursive: true });
      const file = join(gitDir, "hooks", hookName);
      await writeFile(file, `#!/bin/sh\n${script}\n`);
      await chmod(file, 0o755);
    },
  };
}
