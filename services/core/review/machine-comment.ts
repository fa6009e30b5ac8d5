import type { ChangeProposal } from "#schemas/change-proposal";

/** What a machine finds again in the body of a review. People can edit it: it is a hint, and proves nothing. */
export type MachineComment = Pick<ChangeProposal, "engineId" | "key" | "kind" | "digest">;

const START = "<!-- lockstep ";
const END = " -->";
const VALUE = /^[A-Za-z0-9:.-]{1,100}$/;

/** Writes the comment that ends a body. No value of it can end the comment, or begin another. */
export function writeMachineComment({ engineId, key, kind, digest }: MachineComment): string {
  const values = Object.entries({ engineId, key, kind, digest }).map(([name, value]) => [
    name,
    // What does not fit is none of ours, and would not be read again.
    VALUE.test(value) ? value : "",
  ]);
  const json = JSON.stringify({ v: 1, ...Object.fromEntries(values) });
  return `${START}${json.replaceAll("--", "-\\u002d")}${END}`;
}

/** Reads it again: the last one of a body; `undefined` where there is none that says all of it. */
export function findMachineComment(body: string): MachineComment | undefined {
  const start = body.lastIndexOf(START);
  const end = body.indexOf(END, start);
  if (start < 0 || end < 0) return undefined;
  const value = parseJson(body.slice(start + START.length, end));
  if (typeof value !== "object" || value === null) return undefined;
  const { engineId, key, kind, digest }: Partial<Record<keyof MachineComment, unknown>> = value;
  if (!isValue(engineId) || !isValue(key) || !isValue(digest)) return undefined;
  return kind === "adopt" || kind === "restore" ? { engineId, key, kind, digest } : undefined;
}

function isValue(value: unknown): value is string {
  return typeof value === "string" && VALUE.test(value);
}

/** Somebody may have written anything there: what is no JSON says nothing. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
