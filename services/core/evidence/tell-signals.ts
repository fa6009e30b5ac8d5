import type { EvidenceMaterial } from "./material.js";
import type { RowsOfPack } from "./rows-of-pack.js";
import { EVIDENCE_SIGNALS, isSignalId, type Signal } from "./signals.js";
import { changeSignals } from "./told/change-signals.js";
import { daySignals } from "./told/day-signals.js";
import { engineSignals } from "./told/engine-signals.js";
import { recordSignals } from "./told/record-signals.js";
import { ruleSignals } from "./told/rule-signals.js";

/** Tells of each signal what was observed in the period, with its figures; also where there was none. */
export function tellSignals(rows: RowsOfPack, material: EvidenceMaterial): readonly Signal[] {
  const told = {
    ...engineSignals(rows, material),
    ...changeSignals(rows),
    ...daySignals(rows),
    ...ruleSignals(rows, material),
    ...recordSignals(rows, material),
  };
  return Object.keys(EVIDENCE_SIGNALS).flatMap((id) => {
    const signal = isSignalId(id) ? told[id] : undefined;
    return signal === undefined || !isSignalId(id) ? [] : [{ id, ...signal }];
  });
}
