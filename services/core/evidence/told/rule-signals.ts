import { isExpired } from "../../policy/is-expired.js";
import type { EvidenceMaterial } from "../material.js";
import type { RowsOfPack } from "../rows-of-pack.js";
import { countOf, many, ofThem, type ToldSignals, tell } from "./counting.js";

/** Tells what was tolerated, exercised and agreed, and by which rules verdicts were given. */
export function ruleSignals(rows: RowsOfPack, material: EvidenceMaterial): ToldSignals {
  return { ...exceptionSignals(rows, material), ...exerciseSignals(rows), ...policySignals(rows) };
}

function exceptionSignals(
  { exceptions, population }: RowsOfPack,
  { rules, parameters }: EvidenceMaterial,
): ToldSignals {
  const dated = exceptions.filter(({ kind }) => kind === "waiver" || kind === "accepted gap");
  const overrides = exceptions.length - countOf(exceptions, ({ kind }) => kind !== "override");
  const waivers = new Map(rules.flatMap(({ policy }) => policy?.waivers ?? []).map((waiver) => [waiver.id, waiver]));
  const lapsed = [...waivers.values()].filter(({ expires, finding }) => {
    if (expires < parameters.from.slice(0, 10) || !isExpired(expires, parameters.to)) return false;
    return population.some(
      ({ changeId, goneAt }) => changeId === finding && isExpired(expires, String(goneAt ?? parameters.to)),
    );
  });
  return {
    "exceptions-governed": tell(
      dated.length,
      `In force in the period, each with owner, approver, reason and last day: ${many(dated.length, "waiver or accepted gap")}.`,
    ),
    "exceptions-lapsed": tell(
      lapsed.length,
      `Ended while what it allowed still stood: ${ofThem(lapsed.length, waivers.size, "waiver")}.`,
    ),
    "overrides-used": tell(
      overrides,
      `A named person's word in the place of readiness: ${many(overrides, "override")}.`,
    ),
  };
}

function exerciseSignals({ exercises, actions }: RowsOfPack): ToldSignals {
  const complete = exercises.filter((row) => row.complete === true && row.outcome === "passed");
  const unproved = exercises.length - complete.length;
  const failovers = countOf(complete, ({ kind }) => kind === "failover");
  const restores = countOf(complete, ({ kind }) => kind === "restore");
  const closed = countOf(actions, ({ closedAt }) => closedAt !== null);
  const overdue = countOf(actions, (row) => row.overdue === true);
  return {
    "exercises-proved": tell(
      failovers,
      `Passed, and recorded with its clean-up: ${many(failovers, "failover exercise")}.`,
    ),
    "restores-proved": tell(restores, `Passed, and recorded with its clean-up: ${many(restores, "restore drill")}.`),
    "exercises-unproved": tell(
      unproved,
      `Not passed, or without a clean-up on record: ${ofThem(unproved, exercises.length, "exercise")}.`,
    ),
    "actions-closed": tell(closed, `Closed: ${ofThem(closed, actions.length, "action")}.`),
    "actions-overdue": tell(overdue, `Past its day at the end: ${ofThem(overdue, actions.length, "action")}.`),
  };
}

function policySignals({ policy }: RowsOfPack): ToldSignals {
  const changed = policy.filter(({ what }) => what !== "in force at the beginning");
  const ungoverned = countOf(changed, ({ ticket }) => ticket === null);
  return {
    "policy-versions": tell(
      policy.length,
      `Named by its digest: ${many(policy.length, "version")} of the files that verdicts of the period rest on.`,
    ),
    "policy-ungoverned": tell(
      ungoverned,
      `Without a ticket on record: ${ofThem(ungoverned, changed.length, "change")} of those files.`,
    ),
  };
}
