import type { Peer } from "./peer.js";

type SshHost = NonNullable<NonNullable<Peer["via"]>["ssh"]>;

/** How the system's `ssh` is always asked: without a question to anybody, and only of a host whose key is known. */
export function sshOptions({ user, port, identityFile, knownHostsFile }: SshHost): readonly string[] {
  const option = (name: string, value: string): readonly string[] => ["-o", `${name}=${value}`];
  return [
    ...option("BatchMode", "yes"),
    ...option("StrictHostKeyChecking", "yes"),
    ...option("ConnectTimeout", "10"),
    ...option("ServerAliveInterval", "15"),
    ...(knownHostsFile === undefined ? [] : option("UserKnownHostsFile", `"${knownHostsFile}"`)),
    ...(identityFile === undefined ? [] : [...option("IdentitiesOnly", "yes"), "-i", identityFile]),
    ...(port === undefined ? [] : ["-p", String(port)]),
    ...(user === undefined ? [] : ["-l", user]),
  ];
}

/** Whether a name is one that a host or user has, and none that `ssh` could take for an option. */
export function isPlainName(name: string): boolean {
  return /^[A-Za-z0-9_][A-Za-z0-9_.:@-]*$|^::[0-9a-f:]+$/.test(name);
}
