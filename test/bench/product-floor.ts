import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { Client } from "undici";
import type { EngineNode } from "#schemas/estate";
import { type FloorWriter, openFloorStore } from "./floor-import.js";
import type { SentRequest } from "./record-wire.js";

/**
 * The least that any tool has to do for a pair of nodes: take the same bytes as the check did, with one client that keeps its
 * connection, from the same files or from the same command, and give to `git fast-import` what is new. Each answer, file or
 * output is one piece: nothing is unpacked, parsed, checked or signed.
 */
export async function runProductFloor(
  folder: string,
  nodes: readonly EngineNode[],
  wire: readonly SentRequest[],
): Promise<{ bytes: number }> {
  const store = await openFloorStore(folder);
  let bytes = 0;
  for (const node of nodes) {
    const writer = store.node(node.id);
    const count = async (path: string, piece: Buffer): Promise<void> => {
      bytes += piece.length;
      await writer.take(path, piece);
    };
    await takeFrom(node, wire, { ...writer, take: count });
    await writer.finish();
  }
  await store.close();
  return { bytes };
}

function takeFrom(node: EngineNode, wire: readonly SentRequest[], writer: FloorWriter): Promise<void> {
  if (node.command !== undefined) return takeOutput(node.command.argv, writer);
  const [source] = node.files ?? [];
  return source?.path === undefined
    ? sendAgain(
        wire.filter(({ origin }) => origin === node.url),
        writer,
      )
    : takeFiles(source.path, writer);
}

/** Sends the requests of a check again: cookies and tokens are those of this session. */
async function sendAgain(wire: readonly SentRequest[], writer: FloorWriter): Promise<void> {
  const [first] = wire;
  if (first === undefined) throw new Error("the check sent nothing to this node");
  const client = new Client(first.origin, { connect: { rejectUnauthorized: false } });
  const cookies = new Map<string, string>();
  let token = "";
  for (const [number, { method, path, headers, body }] of wire.entries()) {
    const own = headers.filter(([name]) => !/^(cookie|x-csrf-token|if-none-match)$/i.test(name));
    const answer = await client.request({
      method,
      path,
      headers: {
        ...Object.fromEntries(own),
        ...(cookies.size === 0 ? {} : { Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") }),
        ...(token === "" ? {} : { "X-CSRF-Token": token }),
      },
      body,
    });
    for (const cookie of [answer.headers["set-cookie"] ?? []].flat()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    token = String(answer.headers["x-csrf-token"] ?? token);
    if (answer.statusCode >= 400) throw new Error(`the floor got ${answer.statusCode} for ${method} ${path}`);
    await writer.take(`/${number}`, Buffer.from(await answer.body.arrayBuffer()));
  }
  await client.close();
}

async function takeFiles(root: string, writer: FloorWriter): Promise<void> {
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    await writer.take(path.slice(root.length), await readFile(path));
  }
}

async function takeOutput(argv: readonly string[], writer: FloorWriter): Promise<void> {
  const [program = "", ...parameters] = argv;
  const { stdout } = await promisify(execFile)(program, parameters, { encoding: "buffer", maxBuffer: 2 ** 30 });
  await writer.take("/output", stdout);
}
