import type { EvidenceDocument } from "#schemas/evidence-document";
import type { EvidenceTableId } from "#services/core/evidence/tables";

/** How one of our own rules came out for one engine over the period. None of them is an outcome of a framework. */
export interface EngineRule {
  readonly id: string;
  readonly title: string;
  /** `set-aside`: a named person's word stood in its place. */
  readonly outcome: "held" | "failed" | "untold" | "set-aside";
  readonly told: string;
}

/** Judges an engine by the rules that a machine can decide from the tables of a pack. What nothing tells of is untold, and never held. */
export function judgeEngineRules(document: EvidenceDocument, engineId: string): readonly EngineRule[] {
  const rows = (id: EvidenceTableId): Rows =>
    (document.tables.find((table) => table.id === id)?.rows ?? []).filter(({ engine }) => engine === engineId);
  return [
    readyAtEnd(rows("06-readiness")),
    readyEveryDay(rows("06-readiness")),
    checkedWhenDue(rows("02-coverage")),
    readWhole(rows("02-coverage")),
    nothingWithoutAuthority(rows("03-unmatched"), rows("02-coverage")),
  ];
}

type Rows = EvidenceDocument["tables"][number]["rows"];

function readyAtEnd(days: Rows): EngineRule {
  const last = days.at(-1);
  const about = { id: "lockstep.ready-at-end", title: "was ready at the end of the period" };
  const told = last === undefined ? "No day is on record." : `At the end of ${last["day"]} it was ${last["atEnd"]}.`;
  if (last?.["atEnd"] === "ready" && last["byOverride"] === true) return { ...about, outcome: "set-aside", told };
  const outcome = last?.["atEnd"] === "ready" ? "held" : last?.["atEnd"] === "not-ready" ? "failed" : "untold";
  return { ...about, outcome, told };
}

function readyEveryDay(days: Rows): EngineRule {
  const count = (verdict: string): number => days.filter(({ atEnd }) => atEnd === verdict).length;
  const [notReady, ready] = [count("not-ready"), count("ready")];
  return {
    id: "lockstep.ready-every-day",
    title: "was ready at the end of every day",
    outcome: notReady > 0 ? "failed" : ready < days.length || days.length === 0 ? "untold" : "held",
    told: `Ready at the end of ${ready} of ${days.length} days, not ready on ${notReady}; nothing tells of the others.`,
  };
}

function checkedWhenDue(days: Rows): EngineRule {
  const [due, missed] = [sum(days, "due"), sum(days, "missed")];
  return {
    id: "lockstep.checked-when-due",
    title: "was checked whenever a check was due",
    outcome: missed > 0 ? "failed" : due === 0 ? "untold" : "held",
    told: `${missed} of ${due} checks that were due have no record.`,
  };
}

function readWhole(days: Rows): EngineRule {
  const [expected, whole] = [sum(days, "expected"), sum(days, "whole")];
  return {
    id: "lockstep.read-whole",
    title: "was read whole at every look",
    outcome: expected === 0 ? "untold" : whole < expected ? "failed" : "held",
    told: `${whole} of ${expected} looks read everything there is to read.`,
  };
}

function nothingWithoutAuthority(unmatched: Rows, days: Rows): EngineRule {
  const standing = unmatched.filter(({ goneAt }) => goneAt === null).length;
  return {
    id: "lockstep.nothing-without-authority",
    title: "had no change without authority standing at the end",
    outcome: standing > 0 ? "failed" : sum(days, "expected") === 0 ? "untold" : "held",
    told: `${standing} of ${unmatched.length} changes without authority still stood at the end of the period.`,
  };
}

function sum(rows: Rows, key: string): number {
  return rows.reduce((total, row) => total + (typeof row[key] === "number" ? row[key] : 0), 0);
}
