import type { TicketMapping } from "#schemas/ticket-mapping";
import { LockstepError } from "#services/core/errors";
import { placesOf } from "#services/core/tickets/places-of";
import { firstText } from "#services/core/tickets/reach";
import { isOneOf } from "./fiql.js";
import { type Row, readList } from "./read-pages.js";
import { ACTIVITIES } from "./read-requests.js";
import type { Desk } from "./with-desk.js";

/** The activities of some changes by the id of their change, or why they are not known. */
export type ReadActivities = ReadonlyMap<string, readonly Row[]> | string;

const AT_ONCE = 40;

/**
 * Reads the activities of some changes. What the operator may not read is told, in words; that the desk cannot answer is thrown.
 *
 * @throws LockstepError of family upstream
 */
export async function readActivities(
  desk: Desk,
  ids: readonly string[],
  mapping: TicketMapping,
): Promise<ReadActivities> {
  const found = new Map<string, Row[]>();
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const chunk = ids.slice(at, at + AT_ONCE);
    const rows = await readSome(desk, chunk, mapping);
    if (rows === undefined) return "the operator may not read the activities of changes (403)";
    for (const row of rows) {
      const id = changeIdOf(row);
      if (!chunk.includes(id)) throw foreign(desk);
      found.set(id, [...(found.get(id) ?? []), row]);
    }
  }
  return found;
}

/** The id of the change that an activity belongs to. */
export function changeIdOf(activity: Row): string {
  return firstText(activity, ["/change/id"]) ?? "";
}

async function readSome(
  desk: Desk,
  ids: readonly string[],
  mapping: TicketMapping,
): Promise<readonly Row[] | undefined> {
  try {
    return await readList(desk, {
      path: ACTIVITIES,
      query: isOneOf("change.id", ids),
      fields: activityFields(mapping),
    });
  } catch (error) {
    if (error instanceof LockstepError && error.code === "rights-narrowed") return undefined;
    throw error;
  }
}

function activityFields(mapping: TicketMapping): readonly string[] {
  const mapped = [...placesOf(mapping, "authorisations"), ...placesOf(mapping, "activities")];
  return [...new Set([...CHECKED, ...mapped.filter((field) => field !== "word")])];
}

const CHECKED = ["id", "change", "activityType", "changePhase", "processingStatus", "status", "finalDate"];

function foreign({ id }: Desk): LockstepError {
  return new LockstepError("answer-unexpected", `${id} answered with activities of other changes.`, {
    details: { node: id },
  });
}
