import type { Forge as Declared } from "#schemas/forge";
import { hubAddress } from "./hub-address.js";

/** What an entry in estate.yaml lacks or has too much for github, each as one clause. */
export function declarationProblems(declared: Declared): readonly string[] {
  const { repository, username, passwordEnv, passwordFile, app } = declared;
  const hasToken = passwordEnv !== undefined || passwordFile !== undefined;
  const problems: (string | false)[] = [
    repository === undefined && "lacks repository, as owner/name",
    repository !== undefined && !isRepository(repository) && "has a repository that is not owner/name",
    !hasToken && app === undefined && "lacks passwordEnv or passwordFile, the token, or an app",
    hasToken && app !== undefined && "has a token and an app: one of them signs in",
    username !== undefined && "has a username: the token alone signs in",
    ...gitProblems(declared),
  ];
  return problems.filter((problem) => problem !== false);
}

/** `.` and `..` would be another address altogether. */
function isRepository(repository: string): boolean {
  const parts = repository.split("/");
  return parts.length === 2 && parts.every((part) => /^[A-Za-z0-9._-]{1,100}$/.test(part) && !/^\.{1,2}$/.test(part));
}

/** The token is shown to whoever serves git: that is the same host, or nobody. */
function gitProblems(declared: Declared): readonly (string | false)[] {
  const { gitUrl, identityFile, knownHostsFile } = declared;
  const isSsh = gitUrl?.startsWith("ssh://") === true;
  const { git, web } = hubAddress(declared);
  const isSameHost = URL.canParse(git) && URL.canParse(web) && new URL(git).host === new URL(web).host;
  return [
    gitUrl !== undefined &&
      !isSsh &&
      !isSameHost &&
      "has a gitUrl on another host than url, which would be shown the token",
    !isSsh && identityFile !== undefined && "has an identityFile without an ssh:// gitUrl",
    !isSsh && knownHostsFile !== undefined && "has a knownHostsFile without an ssh:// gitUrl",
  ];
}
