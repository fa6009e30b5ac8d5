import { once } from "node:events";
import { type AddressInfo, createServer, type Server as NetServer } from "node:net";
import ssh2, { type Connection, type ParsedKey, type SFTPWrapper } from "ssh2";
import { SFTP_REQUESTS } from "#services/engines/files/sftp-requests";
import { guardWire } from "#test/fakes/guard-wire";

const { Server, utils } = ssh2;
const { STATUS_CODE } = utils.sftp;

/** What a file server on loopback is made to do. */
export interface FileServerOptions {
  /** Path → content; folders come of the paths. */
  readonly files: Readonly<Record<string, string>>;
  readonly account: { readonly user: string; readonly password: string };
  /** Paths that may not be read. */
  readonly denied?: readonly string[];
  /** Links, by path. */
  readonly links?: readonly string[];
  /** Says nothing more after so many requests. */
  readonly silentAfter?: number;
  /** Ends the connection after so many requests. */
  readonly cutAfter?: number;
  /** Waits before each answer. */
  readonly delayMs?: number;
  /** Called before a file is opened. */
  readonly onOpen?: (path: string, files: Record<string, string>) => void;
}

export interface FileServer {
  readonly port: number;
  readonly fingerprint: string;
  /** A known_hosts line. */
  readonly knownHost: string;
  /** `SFTP` and the name of each request. */
  readonly requests: (readonly [method: string, path: string])[];
  /** Every name of a file or folder that was asked for, and of a user that logged in. */
  readonly asked: string[];
  logins(): number;
  openSessions(): number;
  stop(): Promise<void>;
}

/** Starts a file server that speaks SFTP on loopback, holds its files in memory, and refuses every request that writes. */
export async function startFileServer(options: FileServerOptions): Promise<FileServer> {
  const { privateKey, key } = createHostKey();
  const state: State = {
    options,
    files: { ...options.files },
    requests: [],
    asked: [],
    logins: 0,
    sessions: new Set(),
  };
  const server = new Server({ hostKeys: [privateKey] }, (client) => serve(client, state));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const publicKey = key.getPublicSSH();
  const running: FileServer = {
    port,
    fingerprint: await fingerprintOf(publicKey),
    knownHost: `[127.0.0.1]:${port} ssh-ed25519 ${publicKey.toString("base64")}\n`,
    requests: state.requests,
    asked: state.asked,
    logins: () => state.logins,
    openSessions: () => state.sessions.size,
    async stop() {
      for (const session of state.sessions) session.end();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return guardWire(running, SFTP_REQUESTS);
}

/** One key in some hundred that the package makes is one that it cannot read again. */
function createHostKey(): { readonly privateKey: string; readonly key: ParsedKey } {
  for (;;) {
    const { private: privateKey } = utils.generateKeyPairSync("ed25519");
    const key = utils.parseKey(privateKey);
    if (!(key instanceof Error)) return { privateKey, key };
  }
}

async function fingerprintOf(key: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new Uint8Array(key));
  return `SHA256:${Buffer.from(digest).toString("base64").replace(/=+$/, "")}`;
}

interface State {
  readonly options: FileServerOptions;
  readonly files: Record<string, string>;
  readonly requests: (readonly [string, string])[];
  readonly asked: string[];
  logins: number;
  readonly sessions: Set<Connection>;
}

function serve(client: Connection, state: State): void {
  const { account } = state.options;
  client.on("authentication", (context) => {
    if (context.method === "none") return context.reject(["password"]);
    state.logins += 1;
    state.asked.push(context.username);
    const isRight =
      context.method === "password" && context.username === account.user && context.password === account.password;
    return isRight ? context.accept() : context.reject();
  });
  client.on("ready", () => {
    answerAtOnce(client);
    state.sessions.add(client);
    client.on("session", (accept) => {
      accept().on("sftp", (acceptSftp) => serveFiles(acceptSftp(), client, state));
    });
  });
  client.on("end", () => state.sessions.delete(client));
  client.on("close", () => state.sessions.delete(client));
  client.on("error", () => state.sessions.delete(client));
}

/** The package has it, its types do not. */
function answerAtOnce(client: Connection): void {
  const set: unknown = Reflect.get(client, "setNoDelay");
  if (typeof set === "function") Reflect.apply(set, client, [true]);
}

function serveFiles(sftp: SFTPWrapper, client: Connection, state: State): void {
  const { options, files, requests } = state;
  const handles = new Map<number, { readonly path: string; isListed: boolean }>();
  let next = 0;
  const answer = (method: string, run: () => void): void => {
    requests.push(["SFTP", method]);
    if (options.cutAfter !== undefined && requests.length > options.cutAfter) return void client.end();
    if (options.silentAfter !== undefined && requests.length > options.silentAfter) return;
    setTimeout(run, options.delayMs ?? 0);
  };
  const open = (path: string): Buffer => {
    next += 1;
    state.asked.push(path);
    handles.set(next, { path, isListed: false });
    const handle = Buffer.alloc(4);
    handle.writeUInt32BE(next);
    return handle;
  };
  const at = (handle: Buffer): { readonly path: string; isListed: boolean } | undefined =>
    handles.get(handle.readUInt32BE());
  const isDenied = (path: string): boolean => options.denied?.includes(path) === true;

  sftp.on("OPENDIR", (id, path) =>
    answer("OPENDIR", () => {
      if (isDenied(path)) return sftp.status(id, STATUS_CODE.PERMISSION_DENIED);
      if (entriesIn(path, state).size === 0) return sftp.status(id, STATUS_CODE.NO_SUCH_FILE);
      return sftp.handle(id, open(path));
    }),
  );
  sftp.on("READDIR", (id, handle) =>
    answer("READDIR", () => {
      const found = at(handle);
      if (found === undefined || found.isListed) return sftp.status(id, STATUS_CODE.EOF);
      found.isListed = true;
      const names = [...entriesIn(found.path, state)].map(([filename, attrs]) => ({ filename, longname: "", attrs }));
      return sftp.name(id, names);
    }),
  );
  sftp.on("OPEN", (id, path, flags) =>
    answer(flags === 1 ? "OPEN" : "OPEN for writing", () => {
      options.onOpen?.(path, files);
      if (isDenied(path)) return sftp.status(id, STATUS_CODE.PERMISSION_DENIED);
      if (files[path] === undefined) return sftp.status(id, STATUS_CODE.NO_SUCH_FILE);
      return sftp.handle(id, open(path));
    }),
  );
  sftp.on("FSTAT", (id, handle) => answer("FSTAT", () => sftp.attrs(id, attributes(files[at(handle)?.path ?? ""]))));
  sftp.on("READ", (id, handle, offset, length) =>
    answer("READ", () => {
      const bytes = Buffer.from(files[at(handle)?.path ?? ""] ?? "");
      if (offset >= bytes.length) return sftp.status(id, STATUS_CODE.EOF);
      return sftp.data(id, bytes.subarray(offset, offset + length));
    }),
  );
  sftp.on("CLOSE", (id) => answer("CLOSE", () => sftp.status(id, STATUS_CODE.OK)));
  for (const method of ["WRITE", "REMOVE", "RENAME", "MKDIR", "RMDIR", "SETSTAT", "FSETSTAT", "SYMLINK"] as const) {
    sftp.on(method, (id: number) => answer(method, () => sftp.status(id, STATUS_CODE.OP_UNSUPPORTED)));
  }
}

function entriesIn(folder: string, { files, options }: State): Map<string, ReturnType<typeof attributes>> {
  const entries = new Map<string, ReturnType<typeof attributes>>();
  for (const [path, content] of Object.entries(files)) {
    if (!path.startsWith(`${folder}/`)) continue;
    const [name = "", ...more] = path.slice(folder.length + 1).split("/");
    entries.set(name, more.length > 0 ? attributes(undefined, 0o040755) : attributes(content));
  }
  for (const path of options.links ?? []) {
    if (path.startsWith(`${folder}/`)) entries.set(path.slice(folder.length + 1), attributes("", 0o120777));
  }
  return entries;
}

function attributes(content: string | undefined, mode = 0o100644) {
  const time = 1_700_000_000 + (content?.length ?? 0);
  return { mode, uid: 0, gid: 0, size: Buffer.byteLength(content ?? ""), atime: time, mtime: time };
}

/** A port on which something answers that is no file server, or nothing at all. */
export async function startOther(says: string | undefined): Promise<{ port: number; stop: () => Promise<void> }> {
  const server: NetServer = createServer((socket) => {
    socket.on("error", () => socket.destroy());
    socket.resume();
    if (says !== undefined) socket.end(says);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { port, stop: () => new Promise((resolve) => server.close(() => resolve())) };
}
