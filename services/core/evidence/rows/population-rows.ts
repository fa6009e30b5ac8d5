import { compareText } from "../../text/compare-text.js";
import type { EvidenceMaterial } from "../material.js";
import { alignmentRows } from "./alignment-rows.js";
import { differenceRows } from "./difference-rows.js";
import { passingRows } from "./passing-rows.js";
import type { PopulationRow } from "./population-row.js";

/** Makes a row of each change of the period, and of each alignment that was carried out in it. */
export function populationRows(material: EvidenceMaterial): readonly PopulationRow[] {
  const rows = [...differenceRows(material), ...passingRows(material), ...alignmentRows(material)];
  return rows.sort(
    (a, b) =>
      compareText(String(a.foundAt), String(b.foundAt)) ||
      compareText(String(a.engine), String(b.engine)) ||
      compareText(String(a.changeId), String(b.changeId)),
  );
}
