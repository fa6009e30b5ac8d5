import { type ErrorCode, LockstepError } from "#services/core/errors";
import type { ConnectorLimits } from "./connector-limits.js";
import type { HttpAnswer } from "./http-client.js";
import { readWhole } from "./read-whole.js";

/**
 * Reads an answer to its end and parses it; `undefined` where there is none (204).
 *
 * @throws LockstepError `answer-unexpected` for a page or another encoding, `answer-truncated`, `answer-too-large`
 */
export async function parseJsonAnswer(
  answer: HttpAnswer,
  { id, path, limits }: { readonly id: string; readonly path: string; readonly limits: ConnectorLimits },
): Promise<unknown> {
  const place = `${id}${path.split("?")[0]}`;
  const { status, headers } = answer;
  const fail = (code: ErrorCode, what: string): LockstepError =>
    new LockstepError(code, `${place} ${what}`, { details: { node: id, status } });
  if (status === 204) {
    await answer.discard();
    return undefined;
  }
  const problem = problemOf(headers["content-type"], headers["content-encoding"]);
  if (problem !== undefined) {
    await answer.discard();
    throw fail("answer-unexpected", problem);
  }
  const bytes = await readWhole(answer, limits.maxItemBytes, place);
  const text = decode(bytes);
  if (text === undefined) throw fail("answer-unexpected", "answered with bytes that are not UTF-8.");
  try {
    const body: unknown = JSON.parse(text);
    return body;
  } catch {
    if (text.trim() === "" || /^\s*[[{]/.test(text)) {
      throw fail("answer-truncated", `ended its answer after ${bytes.byteLength} bytes, before its end.`);
    }
    throw fail("answer-unexpected", "answered with something else than JSON.");
  }
}

function problemOf(type: string | undefined, encoding: string | undefined): string | undefined {
  if (encoding !== undefined && encoding !== "identity") return "answered in an encoding that was not asked for.";
  if (type === undefined || /^[\w.+-]+\/(?:[\w.+-]+\+)?json\b/i.test(type)) return undefined;
  return /html/i.test(type)
    ? "answered with a web page: a login page or proxy stands in front."
    : "answered with something else than JSON.";
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
