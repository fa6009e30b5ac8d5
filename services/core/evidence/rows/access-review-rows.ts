import type { LedgerRecord } from "#schemas/ledger-record";
import { numberIn, partIn, textIn } from "../body-values.js";
import type { EvidenceMaterial } from "../material.js";
import type { EVIDENCE_TABLES, RowOf } from "../tables.js";

type Row = RowOf<typeof EVIDENCE_TABLES.accessReviews>;

/**
 * Makes a row of each review of access in the period, with the days since the one before, or since the estate was made; and one without a
 * record where at the end of the period the next was overdue.
 */
export function accessReviewRows({ gathered, governed, parameters }: EvidenceMaterial): readonly Row[] {
  const everyDays = governed.access?.reviewEveryDays ?? null;
  const reviews = gathered.kept.get("access-reviewed") ?? [];
  const [made] = gathered.kept.get("estate-created") ?? [];
  const before = [made, ...reviews.slice(0, -1)];
  const rows = reviews.map((record, index) => rowOf(record, before[index]?.at, everyDays));
  const inPeriod = rows.filter(({ at }) => String(at) >= parameters.from);
  const days = daysBetween((reviews.at(-1) ?? made)?.at, parameters.to);
  const isOwed = everyDays !== null && days !== null && days > everyDays;
  return isOwed
    ? [...inPeriod, { ...NOTHING, outcome: "none by the end of the period", days, everyDays, inTime: false }]
    : inPeriod;
}

const NOTHING = {
  record: null,
  at: null,
  by: null,
  note: null,
  people: null,
  groups: null,
  tokens: null,
  accounts: null,
  digest: null,
};

function rowOf({ seq, at, actor, body }: LedgerRecord, before: string | undefined, everyDays: number | null): Row {
  const counts = partIn(body, "counts");
  const days = daysBetween(before, at);
  return {
    ...{ record: seq, at, by: actor },
    ...{ outcome: OUTCOMES[textIn(body, "outcome") ?? ""] ?? "not recorded", note: textIn(body, "note") },
    ...{ days, everyDays, inTime: days === null || everyDays === null ? null : days <= everyDays },
    ...{ people: numberIn(counts, "people"), groups: numberIn(counts, "groups") },
    ...{ tokens: numberIn(counts, "tokens"), accounts: numberIn(counts, "accounts") },
    digest: textIn(body, "digest"),
  };
}

const OUTCOMES: Readonly<Record<string, string>> = {
  confirmed: "all is as it should be",
  "changes-wanted": "something has to change",
};

const DAY_MS = 86_400_000;

/** Begun days: a review that came an hour late did not come in time. */
function daysBetween(from: string | undefined, to: string): number | null {
  const days = (Date.parse(to) - Date.parse(from ?? "")) / DAY_MS;
  return Number.isFinite(days) ? Math.ceil(days) : null;
}
