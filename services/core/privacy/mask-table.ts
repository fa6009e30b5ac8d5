import { formatPath } from "../artefact/change-path.js";
import type { FieldRule, RawNode } from "../dialect.js";
import { maskCells } from "./mask-cells.js";
import { type Masking, maskText, maskValue } from "./mask-value.js";
import { maskNumbersInPlace } from "./number-in-patient-place.js";

/** Where a table stands. */
export interface TablePlace {
  readonly artefactName: string;
  readonly ancestors: readonly RawNode[];
  /** Segments of the canonical path of the table. */
  readonly segments: readonly string[];
}

/**
 * Masks a table that is one text as if each cell were a leaf named after its column, and then what shows only across cells.
 * Tells once of all the patient data in it.
 */
export function maskTable(
  table: RawNode,
  { artefactName, ancestors, segments }: TablePlace,
  masking: Masking,
  ruleOf: (cell: RawNode, above: readonly RawNode[]) => FieldRule,
): string {
  const above = [...ancestors, table, ROW];
  const around = [artefactName, ...above.map(({ name }) => name)];
  const inCell: Masking = { ...masking, notices: [] };
  const masked = maskCells(table.text, (text, column) => {
    if (text === "") return text;
    const cell: RawNode = {
      name: "cell",
      attributes: column === undefined ? [] : [["name", column]],
      text,
      children: [],
    };
    const rule = column === undefined ? {} : ruleOf(cell, above);
    return maskValue(maskNumbersInPlace(text, [...around, column ?? ""], inCell, segments), rule, inCell, segments);
  });
  if (inCell.notices.length > 0) {
    const message = `${inCell.notices.length} cell(s) that look like patient data were masked`;
    masking.notices.push({ code: "patient-data-masked", path: formatPath(segments), message });
  }
  return maskText(masked, { ...masking, again: true }, segments);
}

const ROW: RawNode = { name: "row", attributes: [], text: "", children: [] };
