import { byteSource } from "./object-stream.js";
import { exitOf, gitFailed, spawnGit } from "./run-git.js";

/** Gives the ids that `git rev-list` lists, one after the other, as they come. @throws LockstepError `store-unsound` */
export async function* revList(gitDir: string, args: readonly string[]): AsyncGenerator<string, void, undefined> {
  const child = spawnGit(gitDir, ["rev-list", ...args, "--"]);
  const exit = exitOf(child);
  exit.catch(() => undefined);
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => {
    if (stderr.length < 4096) stderr += chunk.toString("utf8");
  });
  child.stdin.end();
  const source = byteSource(child.stdout);
  try {
    for (let line = await source.line(); line !== undefined; line = await source.line()) yield line;
    const code = await exit;
    if (code !== 0) throw gitFailed(["rev-list"], { code, stderr });
  } finally {
    child.kill();
    child.stdout.destroy();
  }
}
