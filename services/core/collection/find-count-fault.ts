import type { LedgerRecord } from "#schemas/ledger-record";
import type { Look } from "#schemas/run";
import { escapeText } from "../text/escape-text.js";
import { outcomeOfLook } from "./count-looks.js";

/**
 * Finds what does not add up in the record of a run, as the end of a sentence about it: seen + skipped + failed is expected, and is what its looks tell. `undefined` where all does, and of
 * records of other kinds; of a run from before sums were recorded nothing can be told. The record may hold anything.
 */
export function findCountFault({ type, body }: Pick<LedgerRecord, "type" | "body">): string | undefined {
  if (type !== "run" || !Array.isArray(body["engines"])) return undefined;
  for (const run of body["engines"] as readonly unknown[]) {
    const fault = isObject(run) ? faultOf(run) : undefined;
    if (fault === undefined) continue;
    const engineId = isObject(run) && typeof run["engineId"] === "string" ? run["engineId"] : "an engine";
    return `does not add up for ${escapeText(engineId.slice(0, 80))}: ${fault}`;
  }
  return undefined;
}

type Unsure = Readonly<Record<string, unknown>>;

function faultOf({ counted, looks, failure }: Unsure): string | undefined {
  if (counted === undefined) return undefined;
  const sums = isObject(counted) ? SUMS.map((name) => counted[name]) : [];
  if (sums.length === 0 || !sums.every(isCount)) return "its sums are no counts";
  const [expected = 0, seen = 0, skipped = 0, failed = 0] = sums as readonly number[];
  const told = `${seen} seen, ${skipped} skipped and ${failed} failed`;
  if (seen + skipped + failed !== expected) return `${told} are not the ${expected} expected`;
  // Of a check that broke off, whatever it had read does not count.
  if (failure !== undefined) return failed === expected ? undefined : `it broke off, and tells of ${told}`;
  const found = { seen: 0, skipped: 0, failed: 0 };
  for (const look of Array.isArray(looks) ? (looks as readonly unknown[]) : []) {
    if (isLook(look)) found[outcomeOfLook(look)]++;
  }
  if (found.seen === seen && found.skipped === skipped && found.failed === failed) return undefined;
  return `it says ${told}, and its looks tell of ${found.seen}, ${found.skipped} and ${found.failed}`;
}

const SUMS = ["expected", "seen", "skipped", "failed"] as const;

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function isLook(value: unknown): value is Pick<Look, "takenAt" | "problems"> {
  if (!isObject(value)) return false;
  return (value["takenAt"] === null || typeof value["takenAt"] === "string") && Array.isArray(value["problems"]);
}

function isObject(value: unknown): value is Unsure {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
