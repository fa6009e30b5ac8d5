import { resolve } from "node:path";
import type { Forge } from "#schemas/forge";
import { LockstepError } from "#services/core/errors";
import type { ForgeRemote } from "#services/ports/forge";
import { checkRemote } from "./remote-target.js";
import { sshCommand } from "./ssh-command.js";

/** What estate.yaml says of the way to the forge. */
export type ForgeAccess = Pick<Forge, "branch" | "tls" | "via" | "identityFile" | "knownHostsFile" | "username">;

/**
 * What git is told for one remote: its settings and variables stand in its environment alone, neither on a command line nor in a file.
 * The authorization goes to that one origin; no helper, no prompt, no redirect, no hook, no other protocol.
 *
 * @throws LockstepError `estate-invalid` where estate.yaml asks for a way that git does not go
 */
export function remoteEnvironment(
  gitDir: string,
  remote: ForgeRemote,
  access: ForgeAccess,
): Readonly<Record<string, string>> {
  const target = checkRemote(remote);
  assertSupported(access, target.scheme);
  const settings: (readonly [name: string, value: string])[] = [
    ...FIXED,
    [`protocol.${target.scheme}.allow`, "always"],
    ["http.proxy", access.via?.proxy ?? ""],
    ...(access.tls?.caFile === undefined ? [] : [["http.sslCAInfo", resolve(access.tls.caFile)] as const]),
  ];
  if (target.origin !== undefined && remote.authorization !== undefined) {
    settings.push([`http.${target.origin}/.extraHeader`, `Authorization: ${headerValue(remote.authorization)}`]);
  }
  const { identityFile, knownHostsFile, username } = access;
  const user = target.namesUser ? undefined : (username ?? "git");
  return {
    ...inherited(),
    ...VARIABLES,
    GIT_DIR: gitDir,
    ...(target.scheme === "ssh" ? { GIT_SSH_COMMAND: sshCommand({ identityFile, knownHostsFile, user }) } : {}),
    GIT_CONFIG_COUNT: String(settings.length),
    ...Object.fromEntries(
      settings.flatMap(([name, value], index) => [
        [`GIT_CONFIG_KEY_${index}`, name],
        [`GIT_CONFIG_VALUE_${index}`, value],
      ]),
    ),
  };
}

const FIXED: readonly (readonly [name: string, value: string])[] = [
  ["protocol.allow", "never"],
  ["protocol.ext.allow", "never"],
  ["core.hooksPath", "/dev/null"],
  ["core.fsmonitor", "false"],
  ["core.askPass", ""],
  ["core.gitProxy", ""],
  ["core.fsync", "all"],
  ["core.fsyncMethod", "batch"],
  ["core.alternateRefsCommand", "true"],
  ["credential.helper", ""],
  ["credential.interactive", "false"],
  ["http.followRedirects", "false"],
  ["http.sslVerify", "true"],
  ["http.lowSpeedLimit", "1000"],
  ["http.lowSpeedTime", "60"],
  ["http.cookieFile", ""],
  ["http.saveCookies", "false"],
  ["fetch.fsckObjects", "true"],
  ["fetch.recurseSubmodules", "false"],
  ["fetch.writeCommitGraph", "false"],
  ["transfer.credentialsInUrl", "die"],
  ["push.gpgSign", "false"],
  ["push.followTags", "false"],
  ["push.recurseSubmodules", "no"],
  ["submodule.recurse", "false"],
  ["gc.auto", "0"],
  ["maintenance.auto", "false"],
];

const VARIABLES = {
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_ATTR_NOSYSTEM: "1",
  GIT_TERMINAL_PROMPT: "0",
  GIT_NO_REPLACE_OBJECTS: "1",
  GIT_LITERAL_PATHSPECS: "1",
  LC_ALL: "C",
  TZ: "UTC",
};

function inherited(): Record<string, string> {
  const kept = ["PATH", "HOME", "SSH_AUTH_SOCK", "SystemRoot", "TMPDIR", "TEMP", "TMP"].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(kept);
}

function assertSupported({ tls, via }: ForgeAccess, scheme: string): void {
  const asked = [
    tls?.fingerprint === undefined ? undefined : "tls.fingerprint: give tls.caFile in its place",
    tls?.serverName === undefined ? undefined : "tls.serverName: give the host's own name in gitUrl",
    via?.ssh === undefined ? undefined : "via.ssh: give via.proxy, or a route, in its place",
    scheme === "ssh" && via?.proxy !== undefined
      ? "via.proxy with an ssh:// address: give https:// in its place"
      : undefined,
  ].find((problem) => problem !== undefined);
  if (asked === undefined) return;
  throw new LockstepError("estate-invalid", `forge: git cannot be reached by ${asked}`);
}

/** A line end would begin another header. */
function headerValue(authorization: string): string {
  if (/^[\x20-\x7e]+$/.test(authorization)) return authorization;
  throw new LockstepError("credential-missing", "the forge's token holds characters that no header may hold");
}
