import type { ControlCrosswalk, CrosswalkRelation } from "#schemas/control-map";

/** One line of a crosswalk, and where it stands in its file. */
export interface CrosswalkRow {
  readonly from?: string;
  readonly to?: string;
  readonly relation: CrosswalkRelation;
  readonly note?: string;
  readonly path: string;
}

/** Every line of a crosswalk: what is kept as a list stands here as rows, too. */
export function crosswalkRows({ kept = [], rows }: Pick<ControlCrosswalk, "kept" | "rows">): readonly CrosswalkRow[] {
  return [
    ...kept.map((id, index): CrosswalkRow => ({ from: id, to: id, relation: "kept", path: `/kept/${index}` })),
    ...rows.map((row, index): CrosswalkRow => ({ ...row, path: `/rows/${index}` })),
  ];
}
