import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";

/** Systems give out higher ports by themselves: one of those may be another's before it is used, or while a test's server is down. */
const FROM = 20_000;
const TO = 32_000;

const given = new Set<number>();

/** Finds a port of loopback on which nobody listens now, and which nobody gets by chance: each call another one. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FROM, TO);
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    await once(server.listen(port, "127.0.0.1"), "listening");
  } catch {
    return false;
  }
  server.close();
  await once(server, "close");
  return true;
}
