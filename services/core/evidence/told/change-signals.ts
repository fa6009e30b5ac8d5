import type { RowsOfPack } from "../rows-of-pack.js";
import { countOf, many, ofThem, type ToldSignals, tell } from "./counting.js";

/** Tells what was found to have changed, by whose authority, and what people made of it. */
export function changeSignals(rows: RowsOfPack): ToldSignals {
  return { ...foundSignals(rows), ...authoritySignals(rows), ...ticketSignals(rows) };
}

function changesIn({ population }: RowsOfPack): RowsOfPack["population"] {
  return population.filter(({ kind }) => kind !== "alignment");
}

function foundSignals(rows: RowsOfPack): ToldSignals {
  const changes = changesIn(rows);
  const all = changes.length;
  const passing = countOf(changes, ({ kind }) => kind === "passing change");
  const decided = countOf(changes, ({ decidedAt }) => decidedAt !== null);
  const attributed = countOf(changes, (row) => row.attributed === true);
  const aligned = rows.population.length - all;
  return {
    "changes-recorded": tell(
      all,
      `Found, or still standing: ${many(all, "change")}, ${passing} of them made and undone between two looks.`,
    ),
    "changes-decided": tell(decided, `Decided on by a named person: ${ofThem(decided, all, "change")}.`),
    "changes-attributed": tell(
      attributed,
      `Named with an account of one person by the engine itself: ${ofThem(attributed, all, "change")}.`,
    ),
    "changes-unattributed": tell(
      all - attributed,
      `Named with nobody, or with an account that several share: ${ofThem(all - attributed, all, "change")}.`,
    ),
    "alignments-proved": tell(
      aligned,
      `Carried out as planned, and proved by a later look: ${many(aligned, "alignment")}.`,
    ),
  };
}

function authoritySignals(rows: RowsOfPack): ToldSignals {
  const asked = changesIn(rows).filter(({ authorised }) => authorised !== null);
  const all = asked.length;
  const unmatched = asked.filter(({ authorised }) => authorised === false);
  const undecided = countOf(unmatched, ({ decidedAt, goneAt }) => decidedAt === null && goneAt === null);
  return {
    "changes-authorised": tell(
      all - unmatched.length,
      `Authorised by a ticket: ${ofThem(all - unmatched.length, all, "change")} in need of one.`,
    ),
    "changes-unmatched": tell(
      unmatched.length,
      `With another verdict than authorised: ${ofThem(unmatched.length, all, "change")} in need of a ticket.`,
    ),
    "changes-undecided": tell(
      undecided,
      `Standing at the end without authority and without a decision: ${ofThem(undecided, all, "change")} in need of a ticket.`,
    ),
  };
}

const KNOWN_TIMES: ReadonlySet<unknown> = new Set(["approver-timestamp", "audit-log", "aggregate-timestamp"]);

function ticketSignals(rows: RowsOfPack): ToldSignals {
  const { tickets, ticketsWithoutChange } = rows;
  const emergencies = changesIn(rows).filter(({ retrospective }) => retrospective === true);
  const settled = countOf(emergencies, ({ verdict }) => verdict === "authorised-retrospective");
  const overdue = countOf(emergencies, ({ verdict }) => verdict === "retrospective-overdue");
  const dated = countOf(tickets, ({ evidence }) => KNOWN_TIMES.has(evidence));
  return {
    "tickets-relied-on": tell(
      tickets.length,
      `Relied on: ${many(tickets.length, "ticket")}, ${dated} of them with a time of approval that their system tells.`,
    ),
    "tickets-without-change": tell(
      ticketsWithoutChange.length,
      `Approved, with a window that ended in the period, and with no change found: ${many(ticketsWithoutChange.length, "ticket")}.`,
    ),
    "emergencies-settled": tell(
      settled,
      `Approved and reviewed afterwards, in time: ${ofThem(settled, emergencies.length, "emergency change")}.`,
    ),
    "emergencies-overdue": tell(
      overdue,
      `Past a deadline for approval or review: ${ofThem(overdue, emergencies.length, "emergency change")}.`,
    ),
  };
}
