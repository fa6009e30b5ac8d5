import type { EvidenceTable } from "#schemas/evidence-table";
import type { EvidenceMaterial } from "./material.js";
import { accessReviewRows } from "./rows/access-review-rows.js";
import { accessRows } from "./rows/access-rows.js";
import { actionRows } from "./rows/action-rows.js";
import { coverageRows } from "./rows/coverage-rows.js";
import { engineRows } from "./rows/engine-rows.js";
import { exceptionRows } from "./rows/exception-rows.js";
import { exerciseRows } from "./rows/exercise-rows.js";
import { policyRows } from "./rows/policy-rows.js";
import { populationRows } from "./rows/population-rows.js";
import { readinessRows } from "./rows/readiness-rows.js";
import { ticketRows } from "./rows/ticket-rows.js";
import { ticketsWithoutChangeRows } from "./rows/tickets-without-change-rows.js";
import { unmatchedRows } from "./rows/unmatched-rows.js";
import { EVIDENCE_TABLES, type RowOf, tableOf } from "./tables.js";

/** The rows of every table, by what it lists. */
export type RowsOfPack = {
  readonly [Name in keyof typeof EVIDENCE_TABLES]: readonly RowOf<(typeof EVIDENCE_TABLES)[Name]>[];
};

/** Makes the rows of every table. */
export function rowsOfPack(material: EvidenceMaterial): RowsOfPack {
  const population = populationRows(material);
  return {
    population,
    coverage: coverageRows(material),
    unmatched: unmatchedRows(population),
    tickets: ticketRows(material, population),
    ticketsWithoutChange: ticketsWithoutChangeRows(material, population),
    readiness: readinessRows(material),
    exercises: exerciseRows(material),
    exceptions: exceptionRows(material),
    access: accessRows(material, population),
    actions: actionRows(material),
    policy: policyRows(material),
    engines: engineRows(material),
    accessReviews: accessReviewRows(material),
  };
}

/** Puts rows into their tables, in the order in which they are read. */
export function tablesOf(rows: RowsOfPack): EvidenceTable[] {
  const of = EVIDENCE_TABLES;
  return [
    tableOf(of.population, rows.population),
    tableOf(of.coverage, rows.coverage),
    tableOf(of.unmatched, rows.unmatched),
    tableOf(of.tickets, rows.tickets),
    tableOf(of.ticketsWithoutChange, rows.ticketsWithoutChange),
    tableOf(of.readiness, rows.readiness),
    tableOf(of.exercises, rows.exercises),
    tableOf(of.exceptions, rows.exceptions),
    tableOf(of.access, rows.access),
    tableOf(of.actions, rows.actions),
    tableOf(of.policy, rows.policy),
    tableOf(of.engines, rows.engines),
    tableOf(of.accessReviews, rows.accessReviews),
  ];
}
