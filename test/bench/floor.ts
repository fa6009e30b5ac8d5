import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Client } from "undici";
import { CHANNEL_NAMES, READ_SOURCES } from "#services/engines/mirth-connect/read-sources";
import { exitOf, runGit, spawnGit } from "#services/stores/git/run-git";
import { ACCOUNT } from "#test/fakes/estate-on-loopback";
import type { BenchNode } from "./start-engines.js";

/**
 * The least that any tool has to do: download the same bytes of both nodes with one client that keeps its connection, take
 * the SHA-256 of each channel, and give to `git fast-import` the ones that are new. Nothing is parsed, checked or signed.
 */
export async function runFloor(folder: string, nodes: readonly BenchNode[]): Promise<{ bytes: number }> {
  const gitDir = join(folder, "floor.git");
  const seenFile = join(folder, "floor-seen.json");
  if (!existsSync(gitDir)) {
    await mkdir(gitDir, { recursive: true });
    await runGit(gitDir, ["init", "--quiet", "--bare"]);
  }
  const seen = new Map<string, string>(
    existsSync(seenFile) ? (JSON.parse(await readFile(seenFile, "utf8")) as [string, string][]) : [],
  );
  let bytes = 0;
  for (const [index, node] of nodes.entries()) bytes += await floorOfNode(node, `node-${index}`, gitDir, seen);
  await writeFile(seenFile, JSON.stringify([...seen]));
  return { bytes };
}

async function floorOfNode(node: BenchNode, name: string, gitDir: string, seen: Map<string, string>): Promise<number> {
  const client = new Client(node.url, { connect: { ca: node.caPem, servername: "mirth-connect" } });
  const headers = { "X-Requested-With": "bench", Accept: "application/xml" };
  const login = await client.request({
    method: "POST",
    path: "/api/users/_login",
    headers: { ...headers, "Content-Type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(ACCOUNT).toString(),
  });
  await login.body.dump();
  const cookie = String(login.headers["set-cookie"]).split(";")[0] ?? "";
  const writer = startImport(gitDir, name);
  let bytes = 0;
  for (const { path } of [CHANNEL_NAMES, ...READ_SOURCES]) {
    const answer = await client.request({
      method: "GET",
      path: `/api${path}`,
      headers: { ...headers, Cookie: cookie },
    });
    let part = 0;
    for await (const piece of split(answer.body)) {
      bytes += piece.length;
      const file = `${name}${path.split("?")[0]}/${part++}`;
      const digest = createHash("sha256").update(piece).digest("hex");
      if (seen.get(file) === digest) continue;
      seen.set(file, digest);
      await writer.file(file, piece);
    }
  }
  await writer.finish();
  await client.close();
  return bytes;
}

const END = Buffer.from("\n  </channel>\n");

/** Cuts a list of channels where each ends, by the layout that the engine always writes. */
async function* split(body: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  for await (const chunk of body) {
    let view = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    for (let end = view.indexOf(END); end >= 0; end = view.indexOf(END)) {
      yield Buffer.concat([...rest, view.subarray(0, end + END.length)]);
      rest = [];
      view = view.subarray(end + END.length);
    }
    rest.push(view);
  }
  yield Buffer.concat(rest);
}

/** One `git fast-import`, started when the first file comes. */
function startImport(gitDir: string, name: string) {
  let child: ReturnType<typeof spawnGit> | undefined;
  const start = (): ReturnType<typeof spawnGit> => {
    const started = spawnGit(gitDir, ["fast-import", "--quiet", "--done"]);
    started.stdin.write(
      `commit refs/heads/${name}\ncommitter Floor <> ${Math.floor(Date.now() / 1000)} +0000\ndata 0\n`,
    );
    started.stdin.write(`from refs/heads/${name}^0\n`.repeat(existsSync(join(gitDir, "refs", "heads", name)) ? 1 : 0));
    return started;
  };
  return {
    async file(path: string, bytes: Buffer): Promise<void> {
      child ??= start();
      child.stdin.write(`M 100644 inline ${path}\ndata ${bytes.length}\n`);
      child.stdin.write(bytes);
      if (!child.stdin.write("\n")) await new Promise((resolve) => child?.stdin.once("drain", resolve));
    },
    async finish(): Promise<void> {
      if (child === undefined) return;
      child.stdin.end("done\n");
      if ((await exitOf(child)) !== 0) throw new Error("the floor's import failed");
    },
  };
}
