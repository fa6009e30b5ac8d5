import type { ServiceFigure, ServiceFigureId } from "#schemas/service-levels-report";
import { count } from "../text/count.js";
import { showShare } from "../text/show-share.js";

/** What each figure is, for whoever has never seen one. */
export const FIGURE_NAMES: Readonly<Record<ServiceFigureId, string>> = {
  coverage: "Coverage: looks that read everything",
  detect: "Time to detect a change",
  decide: "Time to decide on a change of production",
  align: "Time to align the standby",
  retrospective: "Changes approved only afterwards",
  waivers: "Waivers in force",
  gate: "Gate: time with a fresh verdict that told something",
  "missed-runs": "Runs that were due and did not happen",
};

/** How each outcome is told, readable without colour. */
export const OUTCOME_WORDS: Readonly<Record<ServiceFigure["outcome"], string>> = {
  met: "met",
  missed: "MISSED",
  unknown: "UNKNOWN",
  "no-target": "no target",
};

/** The figure itself: `unknown` where it cannot be told. */
export function showValue({ value, unit }: Pick<ServiceFigure, "value" | "unit">): string {
  if (value === null) return "unknown";
  if (unit === "share") return showShare(value);
  const rounded = Math.round(value * 10) / 10;
  return unit === "hours" ? `${rounded} h` : String(rounded);
}

/** On what it stands. */
export function showCases({ cases, untold }: Pick<ServiceFigure, "cases" | "untold">): string {
  return untold === 0 ? count(cases, "case") : `${count(cases, "case")}, ${untold} untold`;
}
