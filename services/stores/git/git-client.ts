import { type SimpleGit, simpleGit } from "simple-git";

/**
 * Opens simple-git on a repository or folder, without the machine's configuration and without prompts. Everything that
 * writes objects or needs standard input goes through `run-git.ts` instead.
 */
export function openGitClient(folder: string): SimpleGit {
  const { PATH = "", HOME = "", SSH_AUTH_SOCK = "", SystemRoot = "" } = process.env;
  return simpleGit({
    baseDir: folder,
    maxConcurrentProcesses: 2,
    // Not a configuration of someone else's choice: it is the empty one.
    unsafe: { allowUnsafeConfigPaths: true },
  }).env({
    PATH,
    HOME,
    ...(SSH_AUTH_SOCK === "" ? {} : { SSH_AUTH_SOCK }),
    ...(SystemRoot === "" ? {} : { SystemRoot }),
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_TERMINAL_PROMPT: "0",
    GIT_NO_REPLACE_OBJECTS: "1",
    GIT_LITERAL_PATHSPECS: "1",
    LC_ALL: "C",
    TZ: "UTC",
  });
}
