import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Who a commit is by. */
export interface CommitBy {
  readonly login: string;
  readonly at: Date;
}

/** A change of files: their new texts, `null` for one that goes. */
export type FileChanges = Readonly<Record<string, string | null>>;

/** A bare repository, written and read by git's own plumbing. */
export class GitRepository {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Makes the repository as `git init --bare` does, without a process: suites make hundreds. */
  async init(): Promise<void> {
    for (const part of ["hooks", "info", "objects/info", "objects/pack", "refs/heads", "refs/tags"]) {
      await mkdir(join(this.folder, part), { recursive: true });
    }
    await writeFile(join(this.folder, "HEAD"), "ref: refs/heads/main\n");
    await writeFile(
      join(this.folder, "config"),
      "[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = true\n",
    );
  }

  async run(args: readonly string[], options: { input?: string; env?: Record<string, string> } = {}): Promise<string> {
    const { code, out, err } = await this.attempt(args, options);
    if (code !== 0) throw new Error(`git ${args[0]} failed: ${err.trim()}`);
    return out;
  }

  attempt(
    args: readonly string[],
    { input, env = {} }: { input?: string; env?: Record<string, string> } = {},
  ): Promise<{ code: number; out: string; err: string }> {
    return new Promise((resolve) => {
      const child = execFile(
        "git",
        ["--git-dir", this.folder, ...args],
        {
          env: { PATH: process.env["PATH"] ?? "", GIT_CONFIG_NOSYSTEM: "1", GIT_CONFIG_GLOBAL: "/dev/null", ...env },
          maxBuffer: 2 ** 28,
        },
        (error, out, err) => resolve({ code: error === null ? 0 : Number(error.code ?? 1), out: out.trimEnd(), err }),
      );
      child.stdin?.on("error", () => undefined);
      child.stdin?.end(input ?? "");
    });
  }

  /** By branch, its head. */
  async branches(): Promise<Map<string, string>> {
    const out = await this.run(["for-each-ref", "--format=%(refname:lstrip=2) %(objectname)", "refs/heads"]);
    const lines = out.split("\n").filter((line) => line !== "");
    return new Map(
      lines.map((line): [string, string] => [
        line.slice(0, line.lastIndexOf(" ")),
        line.slice(line.lastIndexOf(" ") + 1),
      ]),
    );
  }

  async isCommit(sha: string): Promise<boolean> {
    return /^[0-9a-f]{40}$/.test(sha) && (await this.attempt(["cat-file", "-e", `${sha}^{commit}`])).code === 0;
  }

  async isAncestor(of: string, sha: string): Promise<boolean> {
    return (await this.attempt(["merge-base", "--is-ancestor", of, sha])).code === 0;
  }

  async changedFiles(base: string, head: string): Promise<readonly string[]> {
    const out = await this.run(["diff", "--name-only", "-z", `${base}...${head}`]);
    return out.split("\0").filter((path) => path !== "");
  }

  /** Commits of `head` that `base` lacks, oldest first. */
  async commitsBetween(base: string, head: string): Promise<readonly string[]> {
    const out = await this.run(["rev-list", "--reverse", `${base}..${head}`]);
    return out.split("\n").filter((sha) => sha !== "");
  }

  async readFile(ref: string, path: string): Promise<string | undefined> {
    const { code, out } = await this.attempt(["cat-file", "blob", `${ref}:${path}`]);
    return code === 0 ? out : undefined;
  }

  /** The tree of both together; `undefined` where they are in conflict. */
  async mergedTree(ours: string, theirs: string): Promise<string | undefined> {
    const { code, out } = await this.attempt(["merge-tree", "--write-tree", ours, theirs]);
    return code === 0 ? out.split("\n")[0] : undefined;
  }

  async commit(tree: string, parents: readonly string[], message: string, by: CommitBy): Promise<string> {
    const arguments_ = ["commit-tree", tree, ...parents.flatMap((parent) => ["-p", parent])];
    return this.run(arguments_, { input: message, env: environmentOf(by) });
  }

  async setBranch(branch: string, sha: string | null): Promise<void> {
    const ref = `refs/heads/${branch}`;
    await this.run(sha === null ? ["update-ref", "-d", ref] : ["update-ref", ref, sha]);
  }

  async setRef(ref: string, sha: string): Promise<void> {
    await this.run(["update-ref", ref, sha]);
  }

  /** Commits files on top of a commit, or as the first one, without moving any branch. */
  async commitFiles(on: string | undefined, files: FileChanges, message: string, by: CommitBy): Promise<string> {
    return this.run(["-c", "fastimport.unpackLimit=1", "fast-import", "--quiet", "--date-format=raw"], {
      input: asFastImport(on, files, message, by),
    });
  }

  async installHook(name: string, script: string): Promise<void> {
    await writeFile(join(this.folder, "hooks", name), script, { mode: 0o755 });
  }
}

/** One process where the plumbing takes five and more; the branch that it needs is gone again with its last line. */
function asFastImport(on: string | undefined, files: FileChanges, message: string, by: CommitBy): string {
  const { login, email } = identityOf(by);
  const who = `${login} <${email}> ${Math.floor(by.at.getTime() / 1000)} +0000`;
  return [
    "commit refs/commit-files\nmark :1",
    `author ${who}\ncommitter ${who}`,
    asData(message),
    ...(on === undefined ? [] : [`from ${on}^0`]),
    ...Object.entries(files).map(([path, text]) =>
      text === null ? `D ${asQuoted(path)}` : `M 100644 inline ${asQuoted(path)}\n${asData(text)}`,
    ),
    `\nget-mark :1\nreset refs/commit-files\nfrom ${"0".repeat(40)}\n`,
  ].join("\n");
}

function asData(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}`;
}

function asQuoted(path: string): string {
  return `"${path.replace(/["\\]/g, "\\$&").replace(/\n/g, "\\n")}"`;
}

function environmentOf(by: CommitBy): Record<string, string> {
  const { login, email } = identityOf(by);
  const date = by.at.toISOString();
  return {
    GIT_AUTHOR_NAME: login,
    GIT_AUTHOR_EMAIL: email,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: login,
    GIT_COMMITTER_EMAIL: email,
    GIT_COMMITTER_DATE: date,
  };
}

function identityOf({ login }: CommitBy): { readonly login: string; readonly email: string } {
  return { login, email: `${login.replace(/[^a-z0-9-]/gi, "")}@users.hospital.test` };
}
