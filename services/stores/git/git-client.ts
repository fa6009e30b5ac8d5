import { type SimpleGit, simpleGit } from "simple-git";

/**
 * Opens simple-git on a repository or folder, without the machine's configuration and without prompts. Everything that
 * writes objects or needs standard input goes through `run-git.ts` instead.
 */
export function openGitClient(folder: string): SimpleGit {
  const inherited = INHERITED.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return simpleGit({
    baseDir: folder,
    // simple-git guards against Git variables of unknown origin; these are ours, and the configuration file is the empty one.
    allowEnvironment: Object.keys(QUIET),
    unsafe: { allowUnsafeConfigPaths: true },
  }).env({ ...Object.fromEntries(inherited), ...QUIET });
}

const INHERITED = ["PATH", "HOME", "SSH_AUTH_SOCK", "SystemRoot", "TMPDIR", "TEMP", "TMP"];

const QUIET = {
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_TERMINAL_PROMPT: "0",
  GIT_NO_REPLACE_OBJECTS: "1",
  GIT_LITERAL_PATHSPECS: "1",
  LC_ALL: "C",
  TZ: "UTC",
};
