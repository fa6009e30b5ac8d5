import type { LedgerRecord } from "#schemas/ledger-record";
import { flagIn, numberIn, textIn, textsIn } from "../body-values.js";
import type { EvidenceMaterial } from "../material.js";
import type { EVIDENCE_TABLES, RowOf } from "../tables.js";

type Row = RowOf<typeof EVIDENCE_TABLES.exercises>;

/** Makes a row of each exercise that was recorded in the period; of one that was recorded again, of the last word on it. */
export function exerciseRows({ gathered, parameters }: EvidenceMaterial): readonly Row[] {
  const records = gathered.kept.get("exercise") ?? [];
  const last = new Map(records.map(({ seq, body }) => [textIn(body, "id") ?? seq, seq]));
  return records
    .filter(({ at, seq, body }) => at >= parameters.from && last.get(textIn(body, "id") ?? seq) === seq)
    .map(rowOf);
}

const MINUTE_MS = 60_000;

function rowOf({ seq, actor, body }: LedgerRecord): Row {
  const [startedAt, endedAt] = [textIn(body, "startedAt"), textIn(body, "endedAt")];
  const took = (Date.parse(endedAt ?? "") - Date.parse(startedAt ?? "")) / MINUTE_MS;
  const minutes = numberIn(body, "minutes") ?? (Number.isFinite(took) ? Math.round(took) : null);
  const rtoMinutes = numberIn(body, "rtoMinutes");
  return {
    ...{
      record: seq,
      engine: textIn(body, "engineId"),
      kind: textIn(body, "kind"),
      startedAt,
      endedAt,
      minutes,
      rtoMinutes,
    },
    inTime: minutes === null || rtoMinutes === null ? null : minutes <= rtoMinutes,
    ...{ outcome: textIn(body, "outcome"), cleanedUp: flagIn(body, "cleanedUp"), complete: flagIn(body, "complete") },
    ...{ before: digestsIn(body, "before"), after: digestsIn(body, "after") },
    lessons: textsIn(body, "lessons").join("; ") || null,
    recordedBy: actor,
  };
}

/** A digest, or one of each node. */
function digestsIn(body: LedgerRecord["body"], key: string): string | null {
  const value = body[key];
  if (!Array.isArray(value)) return textIn(body, key);
  const digests = value.flatMap((each: unknown) => {
    if (typeof each !== "object" || each === null) return [];
    const node = { ...each } as LedgerRecord["body"];
    return [`${textIn(node, "nodeId") ?? "?"} ${textIn(node, "digest") ?? "?"}`];
  });
  return digests.join("; ") || null;
}
