import type { EvidenceMaterial } from "../material.js";
import type { RowsOfPack } from "../rows-of-pack.js";
import { countOf, many, ofThem, sum, type ToldSignals, tell } from "./counting.js";

/** Tells what is known of the engines in scope at the end of the period. */
export function engineSignals({ engines }: RowsOfPack, { inventories }: EvidenceMaterial): ToldSignals {
  const all = engines.length;
  const items = sum(inventories.map(({ items: own }) => own));
  const unowned = sum(inventories.map(({ unmapped }) => unmapped));
  const told = countOf(engines, ({ versions }) => versions !== null);
  const approved = countOf(engines, ({ baselineApprover }) => baselineApprover !== null);
  const reviewed = countOf(engines, ({ baselineReviewed }) => baselineReviewed === true);
  return {
    "artefacts-inventoried": tell(
      items,
      `In the approved baselines at the end: ${many(items, "item")} of configuration, on ${ofThem(inventories.length, all, "engine")}.`,
    ),
    "artefacts-unowned": tell(
      unowned,
      `Named by no rule that gives an owner and a tier: ${ofThem(unowned, items, "item")} of the approved baselines.`,
    ),
    "versions-recorded": tell(
      told,
      `Told the version of its software at the last check: ${ofThem(told, all, "engine")}.`,
    ),
    "baselines-approved": tell(
      approved,
      `With a baseline at the end that a named person approved: ${ofThem(approved, all, "engine")}.`,
    ),
    "baselines-unreviewed": tell(
      all - reviewed,
      `Without a baseline at the end, or with one that was taken over as found: ${ofThem(all - reviewed, all, "engine")}.`,
    ),
  };
}
