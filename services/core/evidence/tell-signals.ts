import type { EvidenceCell } from "#schemas/evidence-table";
import type { EvidenceMaterial } from "./material.js";
import type { RowsOfPack } from "./rows-of-pack.js";
import { EVIDENCE_SIGNALS, type Signal, type SignalId } from "./signals.js";

type Told = Pick<Signal, "count" | "told">;

/** Tells of each signal what was observed in the period, with its figures; also where there was none. */
export function tellSignals(rows: RowsOfPack, material: EvidenceMaterial): readonly Signal[] {
  const counts = {
    ...changeCounts(rows),
    ...dayCounts(rows),
    ...ruleCounts(rows, material),
    ...recordCounts(rows, material),
  };
  return Object.keys(EVIDENCE_SIGNALS).map((id) => ({ id: id as SignalId, ...counts[id as SignalId] }));
}

function changeCounts({ population, tickets, ticketsWithoutChange, engines }: RowsOfPack) {
  const differences = population.filter(({ kind }) => kind !== "alignment");
  const asked = differences.filter(({ authorised }) => authorised !== null);
  const unmatched = differences.filter(({ authorised }) => authorised === false);
  const undecided = unmatched.filter(({ decidedAt, goneAt }) => decidedAt === null && goneAt === null);
  const emergencies = differences.filter(({ retrospective }) => retrospective === true);
  const isShared = differences.filter(({ madeBy }) => madeBy === null);
  const items = sum(engines.map(({ items: own }) => own));
  const perEngine = countOf(engines, ({ tiers }) => tiers === null);
  return {
    "artefacts-inventoried": told(
      items,
      `${items} items of configuration stood on production at the last checks of ${engines.length} engines.`,
    ),
    "artefacts-unowned": told(
      perEngine,
      `Of ${perEngine} of ${engines.length} engines no check tells owner and tier of what is on them.`,
    ),
    "versions-recorded": told(
      countOf(engines, ({ versions }) => versions !== null),
      `${countOf(engines, ({ versions }) => versions !== null)} of ${engines.length} engines told the version of their software at the last check.`,
    ),
    "baselines-approved": told(
      countOf(engines, ({ baselineApprover }) => baselineApprover !== null),
      `${countOf(engines, ({ baselineApprover }) => baselineApprover !== null)} of ${engines.length} engines had a baseline at the end that a named person approved.`,
    ),
    "baselines-unreviewed": told(
      countOf(engines, ({ baselineReviewed }) => baselineReviewed !== true),
      `${countOf(engines, ({ baselineReviewed }) => baselineReviewed !== true)} of ${engines.length} engines had no baseline at the end, or one taken over without a review.`,
    ),
    "changes-recorded": told(
      differences.length,
      `${differences.length} changes were found or still stood, ${countOf(differences, ({ kind }) => kind === "passing change")} of them made and undone between two looks.`,
    ),
    "changes-authorised": told(
      asked.length - unmatched.length,
      `${asked.length - unmatched.length} of ${asked.length} changes that ask for a ticket were authorised.`,
    ),
    "changes-unmatched": told(
      unmatched.length,
      `${unmatched.length} of ${asked.length} changes that ask for a ticket had another verdict than authorised.`,
    ),
    "changes-decided": told(
      countOf(differences, ({ decidedAt }) => decidedAt !== null),
      `On ${countOf(differences, ({ decidedAt }) => decidedAt !== null)} of ${differences.length} changes a named person decided.`,
    ),
    "changes-undecided": told(
      undecided.length,
      `${undecided.length} changes without authority still stood at the end, and nobody had decided on them.`,
    ),
    "changes-attributed": told(
      differences.length - isShared.length,
      `Of ${differences.length - isShared.length} of ${differences.length} changes the engine tells who made them.`,
    ),
    "changes-unattributed": told(
      isShared.length,
      `Of ${isShared.length} of ${differences.length} changes the engine does not tell who made them.`,
    ),
    "tickets-relied-on": told(
      tickets.length,
      `${tickets.length} tickets were relied on, ${countOf(tickets, ({ evidence }) => evidence !== null && evidence !== "none")} of them with a time of approval that is known.`,
    ),
    "tickets-without-change": told(
      ticketsWithoutChange.length,
      `${ticketsWithoutChange.length} approved tickets had a window that ended in the period, and no change was found under them.`,
    ),
    "emergencies-settled": told(
      countOf(emergencies, ({ verdict }) => verdict === "authorised-retrospective"),
      `${countOf(emergencies, ({ verdict }) => verdict === "authorised-retrospective")} of ${emergencies.length} emergency changes were approved and reviewed afterwards in time.`,
    ),
    "emergencies-overdue": told(
      countOf(emergencies, ({ verdict }) => verdict === "retrospective-overdue"),
      `${countOf(emergencies, ({ verdict }) => verdict === "retrospective-overdue")} of ${emergencies.length} emergency changes missed a deadline for approval or review.`,
    ),
    "alignments-proved": told(
      population.length - differences.length,
      `${population.length - differences.length} planned alignments were carried out and proved by a later look.`,
    ),
  } satisfies Partial<Record<SignalId, Told>>;
}

function dayCounts({ coverage, readiness }: RowsOfPack) {
  const expected = sum(coverage.map((row) => row.expected));
  const whole = sum(coverage.map((row) => row.whole));
  const missed = sum(coverage.map((row) => row.missed));
  const due = sum(coverage.map((row) => row.due));
  const ready = countOf(readiness, ({ atEnd }) => atEnd === "ready");
  return {
    "scan-coverage": told(
      whole,
      `${whole} of ${expected} looks at nodes read everything there is to read; ${due - missed} of ${due} checks that were due by schedule happened.`,
    ),
    "scan-gaps": told(
      expected - whole + missed,
      `${expected - whole} of ${expected} looks did not read everything, and ${missed} of ${due} checks that were due have no record.`,
    ),
    "days-in-lockstep": told(
      ready,
      `At the end of ${ready} of ${readiness.length} engine days the last verdict was ready.`,
    ),
    "days-not-ready": told(
      readiness.length - ready,
      `At the end of ${readiness.length - ready} of ${readiness.length} engine days the last verdict was not ready or unknown, or nothing was checked.`,
    ),
  } satisfies Partial<Record<SignalId, Told>>;
}

function ruleCounts({ exercises, actions, exceptions, policy }: RowsOfPack, { parameters }: EvidenceMaterial) {
  const complete = exercises.filter((row) => row.complete === true);
  const closed = countOf(actions, ({ closedAt }) => closedAt !== null);
  const overdue = countOf(actions, (row) => row.overdue === true);
  const overrides = countOf(exceptions, ({ kind }) => kind === "override");
  const dated = exceptions.filter(({ kind }) => kind === "waiver" || kind === "accepted gap");
  const ended = dated.filter(
    ({ standing, until }) => standing === "ended" && String(until) >= parameters.from.slice(0, 10),
  );
  const changed = policy.filter(({ what }) => what !== "in force at the beginning");
  const ungoverned = countOf(changed, ({ ticket }) => ticket === null);
  const failovers = countOf(complete, ({ kind }) => kind === "failover");
  const restores = countOf(complete, ({ kind }) => kind === "restore");
  return {
    "exercises-proved": told(failovers, `${failovers} failover exercises were recorded with their clean-up.`),
    "restores-proved": told(restores, `${restores} restore drills were recorded with their clean-up.`),
    "exercises-unproved": told(
      exercises.length - complete.length,
      `${exercises.length - complete.length} of ${exercises.length} recorded exercises failed or have no clean-up on record.`,
    ),
    "actions-closed": told(closed, `${closed} of ${actions.length} actions were closed.`),
    "actions-overdue": told(overdue, `${overdue} of ${actions.length} actions were past their day at the end.`),
    "exceptions-governed": told(
      dated.length,
      `${dated.length} waivers and accepted gaps were in force in the period, each with an owner, an approver, a reason and a last day.`,
    ),
    "exceptions-lapsed": told(ended.length, `${ended.length} waivers and accepted gaps ended in the period.`),
    "overrides-used": told(
      overrides,
      `${overrides} overrides were in force in the period: a named person's word in the place of readiness.`,
    ),
    "policy-versions": told(
      policy.length,
      `${policy.length} versions of files that verdicts rest on were in force, each named by its digest.`,
    ),
    "policy-ungoverned": told(
      ungoverned,
      `${ungoverned} of ${changed.length} changes of those files name no ticket on record.`,
    ),
  } satisfies Partial<Record<SignalId, Told>>;
}

function recordCounts({ access }: RowsOfPack, { gathered }: EvidenceMaterial) {
  const decisions = access.filter(({ kind }) => ["approval", "override", "review"].includes(String(kind)));
  const breaches = countOf(access, ({ kind }) => kind === "breach" || kind === "single-handed");
  const roles = countOf(access, ({ kind }) => kind === "role");
  const disturbed = [...(gathered.kept.get("purge") ?? []), ...(gathered.kept.get("restore-accepted") ?? [])].length;
  const compared = countOf(gathered.clocks, ({ worstMs }) => worstMs !== null);
  return {
    "decisions-recorded": told(
      decisions.length,
      `${decisions.length} decisions were recorded with the name of whoever took them.`,
    ),
    "duties-unseparated": told(
      breaches,
      `${breaches} times one person did what takes two, or a change went past its review.`,
    ),
    "access-listed": told(roles, `${roles} roles were held in Lockstep at the end.`),
    "records-chained": told(
      gathered.records,
      `${gathered.records} records lead from the making of the estate to the head, each chained to the one before it and sealed by a signed commit.`,
    ),
    "records-disturbed": told(disturbed, `${disturbed} purges and accepted restores stand in the record.`),
    "clocks-compared": told(
      compared,
      `The clocks of ${compared} of ${gathered.clocks.length} nodes were compared with that of Lockstep.`,
    ),
    "clocks-unknown": told(
      gathered.clocks.length - compared,
      `The clocks of ${gathered.clocks.length - compared} of ${gathered.clocks.length} nodes were never compared.`,
    ),
    "verdicts-repeatable": told(
      gathered.verdicts,
      `${gathered.verdicts} verdicts of the period are on record with what they were derived from.`,
    ),
  } satisfies Partial<Record<SignalId, Told>>;
}

function told(count: number, sentence: string): Told {
  return { count, told: sentence };
}

function sum(values: readonly EvidenceCell[]): number {
  return values.reduce<number>((total, value) => total + (typeof value === "number" ? value : 0), 0);
}

function countOf<T>(rows: readonly T[], is: (row: T) => boolean): number {
  return rows.filter(is).length;
}
