import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { freePort } from "./free-port.js";
import { endProcess, type QueueServer, untilUp } from "./queue-server.js";

/** Starts a Redis of the test's own, which writes each change to disk. Needs `redis-server` (Debian: apt-get install redis-server). */
export async function startRedis(): Promise<QueueServer> {
  const folder = await mkdtemp(join(tmpdir(), "lockstep-redis-"));
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;
  let places = 0;
  async function start(): Promise<void> {
    const settings = {
      bind: "127.0.0.1",
      port: `${port}`,
      dir: folder,
      save: "",
      appendonly: "yes",
      appendfsync: "always",
    };
    const started = spawn(
      "redis-server",
      Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
      { stdio: ["ignore", "pipe", "pipe"] },
    );
    await once(started, "spawn");
    child = started;
    const said: string[] = [];
    started.stdout.on("data", (text: Buffer) => said.push(text.toString()));
    await untilUp(started, said, () => withRedis(url, async (client) => (await client.ping()) === "PONG"));
  }
  await start();
  return {
    url,
    emptyPlace: () => {
      places += 1;
      return Promise.resolve(`${url}/${places % 16}`).then(async (place) => {
        await withRedis(place, (client) => client.flushdb());
        return place;
      });
    },
    kill: () => endProcess(child, "SIGKILL"),
    start,
    freeze: () => void child?.kill("SIGSTOP"),
    thaw: () => void child?.kill("SIGCONT"),
    [Symbol.asyncDispose]: async () => {
      await endProcess(child, "SIGKILL");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function withRedis<T>(url: string, use: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(url, { retryStrategy: () => null, maxRetriesPerRequest: 0 });
  client.on("error", () => undefined);
  try {
    return await use(client);
  } finally {
    client.disconnect();
  }
}
