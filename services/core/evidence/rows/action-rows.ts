import type { LedgerRecord } from "#schemas/ledger-record";
import { compareText } from "../../text/compare-text.js";
import { textIn } from "../body-values.js";
import { dayOf } from "../evidence-days.js";
import type { EvidenceMaterial } from "../material.js";
import type { EVIDENCE_TABLES, RowOf } from "../tables.js";

type Row = RowOf<typeof EVIDENCE_TABLES.actions>;

/** Makes a row of each action that was open in the period. */
export function actionRows({ gathered, parameters }: EvidenceMaterial): readonly Row[] {
  const closed = firstOf(gathered.kept.get("action-closed") ?? []);
  const lastDay = dayOf(new Date(gathered.period.to - 1).toISOString(), parameters.zone);
  return [...firstOf(gathered.kept.get("action-raised") ?? []).values()]
    .map(({ at, seq, actor, body }): Row => {
      const end = closed.get(textIn(body, "id"));
      const due = textIn(body, "due");
      return {
        ...{ action: textIn(body, "id"), engine: textIn(body, "engineId"), what: textIn(body, "what") },
        ...{ from: textIn(body, "from"), owner: textIn(body, "owner"), raisedAt: at, raisedBy: actor, due },
        ...{ closedAt: end?.at ?? null, closedBy: end?.actor ?? null },
        overdue: end === undefined && due !== null && due < lastDay,
        ...{ ticket: textIn(body, "ticket"), record: seq },
      };
    })
    .filter(({ closedAt }) => closedAt === null || String(closedAt) >= parameters.from)
    .sort((a, b) => compareText(String(a.raisedAt), String(b.raisedAt)) || Number(a.record) - Number(b.record));
}

/** By the id of the action: of two people who raise or close one at once, the first counts. */
function firstOf(records: readonly LedgerRecord[]): ReadonlyMap<string | null, LedgerRecord> {
  const first = new Map<string | null, LedgerRecord>();
  for (const record of records) {
    const id = textIn(record.body, "id");
    if (!first.has(id)) first.set(id, record);
  }
  return first;
}
