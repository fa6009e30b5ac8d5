import { type ChildProcess, spawn } from "node:child_process";
import { Duplex } from "node:stream";
import { LockstepError } from "#services/core/errors";
import type { Peer } from "./peer.js";
import { isPlainName, sshOptions } from "./ssh-options.js";

type JumpHost = NonNullable<NonNullable<Peer["via"]>["ssh"]>;

/** A byte stream to a node through a jump host, and why it ended when it did so by itself. */
export interface SshChannel {
  readonly stream: Duplex;
  /** Resolves when `ssh` has ended; `undefined` when we ended it. */
  readonly failure: Promise<LockstepError | undefined>;
}

/**
 * Opens a stream to `host:port` through the system's `ssh -W`: no local port that others could use, no shell, no question asked,
 * and only to a jump host whose key is known.
 *
 * @throws LockstepError `estate-invalid` for a name that `ssh` could take for an option
 */
export function openSshChannel(nodeId: string, jump: JumpHost, host: string, port: number): SshChannel {
  if (![jump.host, jump.user ?? "x", host].every(isPlainName)) {
    throw new LockstepError("estate-invalid", `${nodeId}: via.ssh or url holds a name that no host or user has.`);
  }
  const child = spawn("ssh", sshArguments(jump, host, port), { stdio: ["pipe", "pipe", "pipe"], shell: false });
  const failure = watch(child, nodeId);
  const stream = Duplex.from({ readable: child.stdout, writable: child.stdin });
  stream.once("close", () => child.kill());
  stream.on("error", () => child.kill());
  return { stream, failure };
}

function sshArguments(jump: JumpHost, host: string, port: number): readonly string[] {
  const target = `${host.includes(":") ? `[${host}]` : host}:${port}`;
  return ["-o", "ExitOnForwardFailure=yes", ...sshOptions(jump), "-W", target, "--", jump.host];
}

/** What `ssh` says is read only to tell causes apart: a jump host's banner is not for our messages. */
function watch(child: ChildProcess, nodeId: string): Promise<LockstepError | undefined> {
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    said = (said + chunk.toString("latin1")).slice(-4096);
  });
  return new Promise((resolve) => {
    child.once("error", () =>
      resolve(new LockstepError("node-unreachable", `${nodeId}: the program 'ssh' cannot be started.`)),
    );
    child.once("close", (code) => resolve(code === null || code === 0 ? undefined : explain(nodeId, said)));
  });
}

function explain(nodeId: string, said: string): LockstepError {
  if (/Host key verification failed|No .* host key is known/i.test(said)) {
    return new LockstepError("certificate-untrusted", `${nodeId}: the jump host's key is not the one in known_hosts.`);
  }
  // The jump host's own word on one way to one port; its key is known.
  if (/^channel \d+: open failed: connect failed: Connection refused\r?$/m.test(said)) {
    return new LockstepError("node-down", `${nodeId} refused the connection: nothing listens there.`);
  }
  const reason = /Permission denied/i.test(said)
    ? "the jump host refused our key"
    : /open failed|administratively prohibited/i.test(said)
      ? "the jump host cannot or may not reach the node"
      : "the jump host cannot be reached";
  return new LockstepError("node-unreachable", `${nodeId}: ${reason}.`);
}
