import { type ErrorCode, LockstepError } from "#services/core/errors";
import { ListSplitter } from "#services/formats/xml/split-list";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import type { HttpAnswer } from "#services/wire/http-client";
import { readWhole } from "#services/wire/read-whole";
import type { ReadSource } from "./read-sources.js";

const COLLECTION = /^(?:list|set|map|(?:linked-hash|tree|linked)-(?:list|set|map)|sorted-(?:set|map))$/;

/**
 * Yields what an answer holds: its items where the source is a large list, else the whole, once it is seen to be complete.
 * @throws LockstepError `rights-narrowed` (no content, forbidden), `answer-unexpected`, `answer-truncated`, `answer-too-large`
 */
export async function* readXmlAnswer(
  answer: HttpAnswer,
  source: ReadSource,
  limits: ConnectorLimits,
): AsyncGenerator<Uint8Array> {
  const origin = source.path.split("?")[0] ?? source.path;
  await checkHead(answer, origin);
  if (source.item !== undefined) {
    yield* splitItems(answer.body, source.item, limits.maxItemBytes, origin);
    return;
  }
  const bytes = await readWhole(answer, limits.maxItemBytes, origin);
  checkComplete(bytes, source, origin);
  yield bytes;
}

async function checkHead(answer: HttpAnswer, origin: string): Promise<void> {
  const { status } = answer;
  const type = String(answer.headers["content-type"] ?? "");
  const refuse = async (code: ErrorCode, message: string): Promise<never> => {
    await answer.discard();
    throw new LockstepError(code, `${origin} ${message}.`, { details: { status } });
  };
  if (status === 204) await refuse("rights-narrowed", "gave no content: the account may not see this list");
  if (status === 403) await refuse("rights-narrowed", "is forbidden for the account");
  if (status !== 200) await refuse("answer-unexpected", `answered ${status}`);
  if (/html/i.test(type))
    await refuse("answer-unexpected", "answered with a web page: a login page or proxy is in front");
}

/** Splits a list, and gives up on an item that does not end, and on what is no list of this engine at all. */
async function* splitItems(
  body: AsyncIterable<Uint8Array>,
  item: string,
  maxBytes: number,
  origin: string,
): AsyncGenerator<Uint8Array> {
  const splitter = new ListSplitter(item, origin);
  let sinceItem = 0;
  let any = false;
  for await (const chunk of body) {
    const items = pushChunk(splitter, chunk, any, origin);
    any ||= items.length > 0;
    sinceItem = items.length > 0 ? 0 : sinceItem + chunk.byteLength;
    if (sinceItem > maxBytes) {
      throw new LockstepError("answer-too-large", `${origin} holds one item of more than ${maxBytes} bytes.`);
    }
    yield* items;
  }
  splitter.end();
}

function pushChunk(splitter: ListSplitter, chunk: Uint8Array, any: boolean, origin: string): readonly Uint8Array[] {
  try {
    return splitter.push(chunk);
  } catch (error) {
    if (any || !(error instanceof LockstepError) || error.code !== "export-malformed") throw error;
    throw new LockstepError("answer-unexpected", `${origin} answered with something else than this engine does.`);
  }
}

function checkComplete(bytes: Uint8Array, source: ReadSource, origin: string): void {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const head = text.subarray(0, 512).toString("utf8").trimStart();
  if (head === "") throw new LockstepError("answer-truncated", `${origin} answered with nothing.`);
  const name = /^(?:<\?xml[^>]*\?>\s*)?<([\w.:-]+)/.exec(head)?.[1];
  const fits = name !== undefined && (source.root === undefined ? COLLECTION.test(name) : name === source.root);
  if (!fits)
    throw new LockstepError("answer-unexpected", `${origin} answered with something else than this engine does.`);
  const tail = text.subarray(-256).toString("utf8").trimEnd();
  const isEmptyRoot = /^(?:<\?xml[^>]*\?>\s*)?<[^<>]*\/>$/.test(text.length < 512 ? text.toString("utf8").trim() : "");
  if (!tail.endsWith(`</${name}>`) && !isEmptyRoot) {
    throw new LockstepError("answer-truncated", `${origin} ended after ${bytes.byteLength} bytes, before its end.`);
  }
}
