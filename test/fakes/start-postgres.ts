import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { chown, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { freePort } from "./free-port.js";
import { endProcess, type QueueServer, untilUp } from "./queue-server.js";

const PASSWORD = "of-this-test-alone";

/**
 * Starts a PostgreSQL of the test's own (Debian: apt-get install postgresql). It refuses to run as root, so a test that does
 * runs it as the user whom Debian's package made for it.
 */
export async function startPostgres(): Promise<QueueServer> {
  const programs = findPrograms();
  const user = otherUser();
  const folder = await mkdtemp(join(tmpdir(), "lockstep-postgres-"));
  if (user !== undefined) await chown(folder, user.uid, user.gid);
  const data = join(folder, "data");
  const initialise = ["-D", data, "-U", "lockstep", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C"];
  await promisify(execFile)(join(programs, "initdb"), initialise, { ...user, cwd: folder });
  const port = await freePort();
  const url = `postgres://lockstep:${PASSWORD}@127.0.0.1:${port}`;
  let child: ChildProcess | undefined;
  let places = 0;
  async function start(): Promise<void> {
    const settings = { listen_addresses: "127.0.0.1", port: `${port}`, unix_socket_directories: "", fsync: "off" };
    const args = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    const options = { ...user, cwd: folder, stdio: ["ignore", "ignore", "pipe"] as ["ignore", "ignore", "pipe"] };
    const started = spawn(join(programs, "postgres"), ["-D", data, ...args], options);
    await once(started, "spawn");
    child = started;
    const said: string[] = [];
    started.stderr.on("data", (text: Buffer) => said.push(text.toString()));
    await untilUp(started, said, async () => (await query(url, "SELECT 1")) === 1);
  }
  await start();
  return {
    url,
    emptyPlace: async () => {
      places += 1;
      await query(url, `CREATE DATABASE place${places}`);
      return `${url}/place${places}`;
    },
    // An immediate stop is PostgreSQL's own word for a crash; killed, it would leave its memory and its children behind.
    kill: () => endProcess(child, "SIGQUIT"),
    start,
    freeze: () => signalAll(child, "SIGSTOP"),
    thaw: () => signalAll(child, "SIGCONT"),
    [Symbol.asyncDispose]: async () => {
      signalAll(child, "SIGCONT");
      await endProcess(child, "SIGQUIT");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const DEBIAN = "/usr/lib/postgresql";

function findPrograms(): string {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN) : [];
  const newest = versions
    .sort((a, b) => Number(b) - Number(a))
    .find((name) => existsSync(join(DEBIAN, name, "bin", "initdb")));
  if (newest === undefined) throw new Error("PostgreSQL is not installed: apt-get install postgresql");
  return join(DEBIAN, newest, "bin");
}

function otherUser(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const line = /^postgres:[^:]*:(\d+):(\d+):/m.exec(readFileSync("/etc/passwd", "utf8"));
  if (line === null) throw new Error("PostgreSQL refuses root, and there is no user 'postgres' to run it as");
  return { uid: Number(line[1]), gid: Number(line[2]) };
}

async function query(url: string, text: string): Promise<number | null> {
  const client = new pg.Client({ connectionString: `${url}/postgres`, connectionTimeoutMillis: 1_000 });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query(text)).rowCount;
  } finally {
    await client.end();
  }
}

/** Its processes for connections are children of the one that was started. */
function signalAll(child: ChildProcess | undefined, signal: NodeJS.Signals): void {
  if (child?.pid === undefined || child.exitCode !== null) return;
  const children = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, "utf8").split(" ").filter(Boolean);
  child.kill(signal);
  for (const pid of children) signalIfThere(Number(pid), signal);
}

/** A child that was just listed may have ended by now. */
function signalIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}
