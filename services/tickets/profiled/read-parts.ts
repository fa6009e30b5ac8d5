import { LockstepError } from "#services/core/errors";
import { isRecord, parsePlace, valuesAt } from "#services/core/tickets/place";
import { firstText } from "#services/core/tickets/reach";
import { fillPath } from "./fill-path.js";
import type { Step } from "./profile.js";
import type { Row } from "./read-list.js";
import { type Profiled, unexpected } from "./with-profiled.js";

const IDS = ["/RecId", "/id"];

/** So many entries may be a page: what stands behind it could be a rejection. */
const MANY = 50;

/** Reads one list that belongs to a change, or says in words why it is not known. @throws LockstepError of family upstream */
export async function readPart(
  system: Profiled,
  change: Row,
  steps: readonly Step[],
): Promise<readonly Row[] | string> {
  const id = firstText(change, IDS) ?? "";
  let entries: readonly Row[] = [change];
  try {
    for (const step of steps) {
      const read: Row[] = [];
      for (const entry of entries) {
        const found = await readStep(system, step, { id, entry: firstText(entry, IDS) ?? "" });
        if (found.length >= MANY) return `it has ${found.length} entries or more, which may be a page of them`;
        for (const part of found) read.push(part);
      }
      entries = read;
    }
    return entries;
  } catch (error) {
    if (!(error instanceof LockstepError) || error.code !== "rights-narrowed") throw error;
    return "the account may not read it (403)";
  }
}

async function readStep(system: Profiled, { path, rows }: Step, ids: Ids): Promise<readonly Row[]> {
  // They are put into queries of every kind, so they are plain words or nothing.
  if (!Object.values(ids).every((id) => /^[\w-]{1,64}$/.test(id))) throw unexpected(system, "names an entry by no id");
  const { body } = await system.asking.getJson(fillPath(path, ids));
  const places = rows.map((each) => parsePlace(each));
  const place = places.find((steps) => Array.isArray(valuesAt(body, steps.slice(0, -1))[0]));
  const found = place === undefined ? [undefined] : valuesAt(body, place);
  return found.map((row) => {
    if (!isRecord(row)) throw unexpected(system, "tells a list in another form");
    return row;
  });
}

type Ids = Readonly<Record<string, string>>;
