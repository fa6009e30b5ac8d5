import type { ApprovalFact, ChangeTicket } from "#schemas/change-ticket";
import { normaliseNumber, type TicketTimeline } from "../../authorisation/ticket-timeline.js";
import { compareText } from "../../text/compare-text.js";
import type { EvidenceMaterial } from "../material.js";
import type { EVIDENCE_TABLES, RowOf } from "../tables.js";
import type { PopulationRow } from "./population-row.js";

export type TicketRow = RowOf<typeof EVIDENCE_TABLES.tickets>;

/** Makes a row of each ticket that authorised a change of the period; one that no system told of any more has a row all the same. */
export function ticketRows(
  { timelines, parameters }: Pick<EvidenceMaterial, "timelines" | "parameters">,
  population: readonly PopulationRow[],
): readonly TicketRow[] {
  const relied = reliedOn(population);
  const told = timelines.filter(({ number }) => relied.has(number));
  const rows = [...relied].flatMap(([number, changes]) => {
    const own = told.filter((timeline) => timeline.number === number);
    return own.length === 0
      ? [untold(number, changes)]
      : own.map((timeline) => rowOf(timeline, changes, parameters.to));
  });
  return rows.sort(
    (a, b) => compareText(String(a.number), String(b.number)) || compareText(String(a.instance), String(b.instance)),
  );
}

/** By number, the changes whose verdict rests on a ticket: also one whose duties are not done yet. */
function reliedOn(population: readonly PopulationRow[]): ReadonlyMap<string, readonly PopulationRow[]> {
  const relied = new Map<string, PopulationRow[]>();
  for (const row of population) {
    if (typeof row.ticket !== "string" || !(row.authorised === true || row.retrospective === true)) continue;
    const number = normaliseNumber(row.ticket);
    relied.set(number, [...(relied.get(number) ?? []), row]);
  }
  return relied;
}

function rowOf({ current, sights }: TicketTimeline, changes: readonly PopulationRow[], to: string): TicketRow {
  // What was seen after the period is no part of it.
  const seen = sights.filter(({ observedAt }) => observedAt < to);
  const last = seen.at(-1) ?? current;
  const approved = last.approvals.filter(({ decision }) => decision === "approved");
  return {
    ...{
      system: last.system,
      instance: last.instance,
      number: last.number,
      kind: last.kind,
      template: last.templateId,
    },
    ...{ states: statesOf(seen), state: last.lifecycle, approval: last.approval },
    approvedBy: listed(approved.map(({ by }) => by)),
    approvedAt:
      approved
        .flatMap(({ at }) => at ?? [])
        .toSorted()
        .at(-1) ?? null,
    evidence: evidenceOf(approved),
    ...{ windowFrom: last.planned.start, windowTo: last.planned.end, requester: last.requester },
    implementers: listed(last.implementers),
    ...reliance(changes),
    ...{ firstSeen: seen[0]?.observedAt ?? null, lastSeen: last.observedAt, sights: seen.length },
    digest: last.rawSha256 === "" ? null : `sha256:${last.rawSha256.replace(/^sha256:/, "")}`,
  };
}

function untold(number: string, changes: readonly PopulationRow[]): TicketRow {
  return {
    ...{ system: null, instance: null, number, kind: null, template: null, states: "not told any more", state: null },
    ...{ approval: null, approvedBy: null, approvedAt: null, evidence: null, windowFrom: null, windowTo: null },
    ...{ requester: null, implementers: null, ...reliance(changes) },
    ...{ firstSeen: null, lastSeen: null, sights: 0, digest: null },
  };
}

function reliance(changes: readonly PopulationRow[]): Pick<TicketRow, "changes" | "verdicts"> {
  return { changes: changes.length, verdicts: listed(changes.map(({ verdict }) => String(verdict)).toSorted()) };
}

/** Each state once, from when it was first seen so, or stood so by the system's own record of edits. */
function statesOf(sights: readonly ChangeTicket[]): string | null {
  const states: string[] = [];
  let before = "";
  for (const { lifecycle, approval, onHold, observedAt, rebuilt } of sights) {
    const state = `${lifecycle}, ${approval}${onHold ? ", on hold" : ""}`;
    if (state === before) continue;
    states.push(`${state} (${rebuilt === true ? "by its record of edits, " : "seen "}${observedAt})`);
    before = state;
  }
  return states.length === 0 ? null : states.join("; ");
}

/** How a time of approval is known, the best first. */
const EVIDENCE: readonly ApprovalFact["timeEvidence"][] = [
  "approver-timestamp",
  "audit-log",
  "aggregate-timestamp",
  "snapshot-bracket",
  "none",
];

/** Of several approvals the one that is known worst: a ticket is proven no better than that. */
function evidenceOf(approved: readonly ApprovalFact[]): string | null {
  return EVIDENCE.findLast((grade) => approved.some(({ timeEvidence }) => timeEvidence === grade)) ?? null;
}

function listed(names: readonly (string | null)[]): string | null {
  const named = [...new Set(names.flatMap((name) => name ?? []))];
  return named.length === 0 ? null : named.join(", ");
}
