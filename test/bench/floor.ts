import { Client } from "undici";
import { CHANNEL_NAMES, READ_SOURCES } from "#services/engines/mirth-connect/read-sources";
import { ACCOUNT } from "#test/fakes/estate-on-loopback";
import { type FloorWriter, openFloorStore } from "./floor-import.js";
import type { BenchNode } from "./start-engines.js";

/**
 * The least that any tool has to do: download the same bytes of both nodes with one client that keeps its connection, take
 * the SHA-256 of each channel, and give to `git fast-import` the ones that are new. Nothing is parsed, checked or signed.
 */
export async function runFloor(folder: string, nodes: readonly BenchNode[]): Promise<{ bytes: number }> {
  const store = await openFloorStore(folder);
  let bytes = 0;
  for (const [index, node] of nodes.entries()) bytes += await floorOfNode(node, store.node(`node-${index}`));
  await store.close();
  return { bytes };
}

async function floorOfNode(node: BenchNode, writer: FloorWriter): Promise<number> {
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
      await writer.take(`${path.split("?")[0]}/${part++}`, piece);
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
