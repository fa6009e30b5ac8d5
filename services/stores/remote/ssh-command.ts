import { LockstepError } from "#services/core/errors";

/** How git signs in over ssh. */
export interface SshAccess {
  /** The deploy key; left out: what the agent or the account's own folder has. */
  readonly identityFile?: string | undefined;
  /** Holds the host's key; left out: the account's own file. A host that is not in it is refused. */
  readonly knownHostsFile?: string | undefined;
  /** The account, where the address names none. */
  readonly user?: string | undefined;
}

/**
 * The value of GIT_SSH_COMMAND: no configuration file, no question, no forwarding, and a host key that is known.
 *
 * @throws LockstepError `estate-invalid` where a file has a name that ssh or the shell would read otherwise
 */
export function sshCommand({ identityFile, knownHostsFile, user }: SshAccess): string {
  const known = knownHostsFile === undefined ? [] : ["UserKnownHostsFile", "GlobalKnownHostsFile"];
  return [
    "ssh -F /dev/null",
    ...FIXED.map((option) => `-o ${option}`),
    ...known.map((name) => `-o ${name}=${quoted("knownHostsFile", knownHostsFile ?? "")}`),
    ...(identityFile === undefined ? [] : [`-o IdentitiesOnly=yes -i ${quoted("identityFile", identityFile)}`]),
    ...(user === undefined ? [] : [`-l ${quoted("username", user)}`]),
  ].join(" ");
}

const FIXED = [
  "BatchMode=yes",
  "StrictHostKeyChecking=yes",
  "UpdateHostKeys=no",
  "ForwardAgent=no",
  "ClearAllForwardings=yes",
  "PermitLocalCommand=no",
  "ProxyCommand=none",
  "ConnectTimeout=15",
  "ServerAliveInterval=15",
  "ServerAliveCountMax=3",
];

// The shell takes the single quotes away; ssh itself then reads blanks, quotes, percent signs and a leading tilde.
function quoted(what: string, value: string): string {
  if (/^[A-Za-z0-9/._@+:=,-]+$/.test(value) && !value.startsWith("-")) return `'${value}'`;
  const message = `${what} of the forge may hold letters, digits and / . _ @ + : = , - only, and no blank`;
  throw new LockstepError("estate-invalid", message);
}
