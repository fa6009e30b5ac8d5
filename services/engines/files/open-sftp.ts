import { readFile } from "node:fs/promises";
import { type AuthenticationType, Client, type SFTPWrapper } from "ssh2";
import type { FileSource } from "#schemas/file-source";
import { LockstepError } from "#services/core/errors";
import type { FileFolder } from "./file-folder.js";
import type { FileLimits } from "./file-limits.js";
import { isKnownHost, keyFingerprint } from "./known-hosts.js";
import { ask, listSftpFolder, readSftpFile } from "./sftp-files.js";

type Sftp = NonNullable<FileSource["sftp"]>;

/** How long a server may take to say goodbye. */
const CLOSING_MS = 1000;

export interface SftpContext {
  readonly nodeId: string;
  readonly password: string | undefined;
  readonly limits: FileLimits;
  /** Ends the attempt to connect; a connection that stands is ended by closing the folder. */
  readonly signal: AbortSignal;
}

/**
 * Opens a folder of a file server over SFTP. The server must show the key that is recorded for it; one way to log in is tried,
 * once: the key file where one is named, else the password.
 *
 * @throws LockstepError `certificate-untrusted`, `login-refused`, `credential-missing`, `node-unreachable`
 */
export async function openSftp(source: Sftp, context: SftpContext): Promise<FileFolder> {
  const client = await connect(source, context);
  const closed = new Promise<void>((resolve) => client.once("close", () => resolve()));
  const sftp = await ask<SFTPWrapper>((done) => client.sftp(done)).catch((error: unknown) => {
    client.destroy();
    throw error;
  });
  const lost = closed.then((): never => {
    throw lostConnection(context.nodeId);
  });
  // Whoever waits for an answer hears of it; with nobody waiting it is no fault.
  lost.catch(() => undefined);
  const within = <T>(work: Promise<T>): Promise<T> => Promise.race([work, lost]);
  return {
    isFixed: false,
    list: (isEntered) => within(listSftpFolder(sftp, source.path, isEntered, context.limits)),
    read: (file) => within(readSftpFile(sftp, `${source.path}/${file.path}`, context.limits.maxFileBytes)),
    close: async () => {
      const patience = setTimeout(() => client.destroy(), CLOSING_MS);
      client.end();
      await closed;
      clearTimeout(patience);
    },
  };
}

async function connect(source: Sftp, context: SftpContext): Promise<Client> {
  const { nodeId, password, limits, signal } = context;
  const isTrusted = await trustOf(source, nodeId);
  const privateKey = source.identityFile === undefined ? undefined : await readKey(source.identityFile, nodeId);
  if (privateKey === undefined && password === undefined) {
    throw new LockstepError("credential-missing", `${nodeId}: neither sftp.identityFile nor a password is set.`);
  }
  const client = new Client();
  if (signal.aborted) throw lostConnection(nodeId);
  const stop = (): unknown => client.destroy();
  signal.addEventListener("abort", stop, { once: true });
  let isUntrusted = false;
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      client.destroy();
      reject(isUntrusted ? untrusted(nodeId) : explain(error, source, nodeId));
    };
    client.once("ready", () => {
      signal.removeEventListener("abort", stop);
      // Questions are short: without this each waits for the answer to the one before to be acknowledged.
      client.setNoDelay(true);
      client.removeListener("error", fail);
      // Later faults show as a closed connection; without a listener they would end the process.
      client.on("error", () => undefined);
      resolve(client);
    });
    client.once("error", fail);
    client.once("close", () => fail(new Error("closed")));
    client.connect({
      host: source.host,
      port: source.port ?? 22,
      username: source.user ?? "",
      ...(privateKey === undefined ? { password: password ?? "" } : { privateKey: Buffer.from(privateKey) }),
      authHandler: [(privateKey === undefined ? "password" : "publickey") as AuthenticationType],
      readyTimeout: limits.connectTimeoutMs,
      hostVerifier: (key: Buffer) => {
        isUntrusted = !isTrusted(key);
        return !isUntrusted;
      },
    });
  });
}

async function trustOf(source: Sftp, nodeId: string): Promise<(key: Uint8Array) => boolean> {
  const { fingerprint, knownHostsFile, host, port = 22 } = source;
  if (fingerprint !== undefined) return (key) => keyFingerprint(key) === fingerprint.replace(/=+$/, "");
  if (knownHostsFile === undefined) {
    throw new LockstepError("estate-invalid", `${nodeId}: sftp needs fingerprint or knownHostsFile.`);
  }
  const knownHosts = await readFile(knownHostsFile, "utf8").catch(() => {
    throw new LockstepError("estate-invalid", `${nodeId}: sftp.knownHostsFile cannot be read.`);
  });
  return (key) => isKnownHost(knownHosts, host, port, key);
}

async function readKey(file: string, nodeId: string): Promise<Uint8Array> {
  return readFile(file).catch(() => {
    throw new LockstepError("credential-missing", `${nodeId}: sftp.identityFile cannot be read.`);
  });
}

function untrusted(nodeId: string): LockstepError {
  return new LockstepError("certificate-untrusted", `${nodeId}: the file server's key is not the one recorded for it.`);
}

function explain(error: Error, { host, user }: Sftp, nodeId: string): LockstepError {
  const level: unknown = Reflect.get(error, "level");
  if (level === "client-authentication") {
    return new LockstepError("login-refused", `${nodeId}: ${host} refused the login of '${user ?? ""}'.`);
  }
  if (/cannot parse privateKey|encrypted.*passphrase/i.test(error.message)) {
    return new LockstepError("credential-missing", `${nodeId}: sftp.identityFile holds no key that can be used.`);
  }
  if (level === "protocol" || level === "handshake") {
    return new LockstepError("answer-unexpected", `${nodeId}: ${host} does not speak SSH there.`);
  }
  return new LockstepError("node-unreachable", `${nodeId}: the file server ${host} did not answer.`);
}

function lostConnection(nodeId: string): LockstepError {
  return new LockstepError("answer-truncated", `${nodeId}: the file server ended the connection in the middle.`);
}
