import { compareText } from "../../text/compare-text.js";
import { textIn } from "../body-values.js";
import { dayOf } from "../evidence-days.js";
import type { EvidenceMaterial } from "../material.js";
import type { EVIDENCE_TABLES, RowOf } from "../tables.js";

type Row = RowOf<typeof EVIDENCE_TABLES.actions>;

/** Makes a row of each action that was open in the period. */
export function actionRows({ gathered, parameters }: EvidenceMaterial): readonly Row[] {
  const closed = new Map(
    (gathered.kept.get("action-closed") ?? []).map((record) => [textIn(record.body, "id"), record] as const),
  );
  const lastDay = dayOf(new Date(gathered.period.to - 1).toISOString(), parameters.zone);
  return (gathered.kept.get("action-raised") ?? [])
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
