import { exitOf, gitFailed, runGit, spawnGit } from "./run-git.js";

/** One commit without its tree. */
export interface CommitNote {
  readonly commit: string;
  readonly parents: readonly string[];
  /** Committer date, ISO 8601. */
  readonly at: string;
  readonly message: string;
}

/** Lists commits with their messages, newest first unless told otherwise. @throws LockstepError `store-unsound` */
export async function listCommits(gitDir: string, args: readonly string[]): Promise<readonly CommitNote[]> {
  const output = await runGit(gitDir, [...LOG, ...args], { maxBytes: 1024 ** 3 });
  return output
    .toString("utf8")
    .split("\0")
    .filter((text) => text !== "")
    .map(parseNote);
}

/** Lists them like `listCommits`, one after the other; whoever has seen enough leaves, and git ends. @throws LockstepError `store-unsound` */
export async function* streamCommits(
  gitDir: string,
  args: readonly string[],
): AsyncGenerator<CommitNote, void, undefined> {
  const child = spawnGit(gitDir, [...LOG, ...args]);
  const exit = exitOf(child);
  exit.catch(() => undefined);
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => {
    if (stderr.length < 4096) stderr += chunk.toString("utf8");
  });
  child.stdin.end();
  try {
    yield* notesIn(child.stdout);
    const code = await exit;
    if (code !== 0) throw gitFailed(["log"], { code, stderr });
  } finally {
    child.kill();
    child.stdout.destroy();
  }
}

const LOG = ["log", "-z", "--format=%H%n%P%n%cI%n%B"];

async function* notesIn(output: AsyncIterable<Buffer>): AsyncGenerator<CommitNote, void, undefined> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of output) {
    const texts = (rest + decoder.decode(chunk, { stream: true })).split("\0");
    rest = texts.pop() ?? "";
    for (const text of texts) yield parseNote(text);
  }
  if (rest !== "") yield parseNote(rest);
}

function parseNote(text: string): CommitNote {
  const [commit = "", parents = "", at = "", ...message] = text.split("\n");
  return { commit, parents: parents === "" ? [] : parents.split(" "), at, message: message.join("\n") };
}
