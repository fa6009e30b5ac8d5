import type { EngineReport } from "#schemas/check-report";
import type { ChangeTrail, TraceReport } from "#schemas/trace-report";
import { LockstepError } from "#services/core/errors";
import {
  collectTrails,
  type SeenDifference,
  type SeenPassing,
  type Sighting,
} from "#services/core/evidence/trail/collect-trails";
import { trailOfAlignment } from "#services/core/evidence/trail/trail-of-alignment";
import { trailOfDifference } from "#services/core/evidence/trail/trail-of-difference";
import { trailOfPassing } from "#services/core/evidence/trail/trail-of-passing";
import { keyOfChange, type WantedChange } from "#services/core/evidence/trail/wanted-change";
import { type RederiveContext, rederiveRun } from "../check/rederive-run.js";
import { type Asked, findTraced } from "./find-traced.js";
import { readTicketTrails, type TicketTrailContext } from "./read-ticket-trails.js";
import { rememberRecords } from "./remember-records.js";

export type TraceContext = RederiveContext & TicketTrailContext;

/**
 * Traces changes both ways: from a change to its ticket, decisions and end, or from a ticket to every change that named it.
 *
 * @throws LockstepError `selector-unknown`, `store-unsound`, `ledger-broken`, `ledger-rolled-back`
 */
export async function traceChanges(asked: Asked, context: TraceContext): Promise<TraceReport> {
  const fault = await context.ledger.findHeadFault();
  if (fault !== undefined) throw new LockstepError(fault.code, `The ledger cannot be relied on: ${fault.problem}.`);
  const trails = await trailsOf(await findTraced(asked, context.ledger), context);
  const numbers = asked.by === "ticket" ? [asked.value] : trails.flatMap(({ ticket }) => ticket ?? []);
  const tickets = await readTicketTrails(numbers, context);
  return { schema: "lockstep/trace@1", asked, tickets: [...tickets], trails: [...trails] };
}

/** The trail of each of some changes, in one pass over the ledger: in the order in which they were first recorded. */
export async function trailsOf(
  changes: readonly WantedChange[],
  context: RederiveContext,
): Promise<readonly ChangeTrail[]> {
  if (changes.length === 0) return [];
  const wanted = new Set(changes.map(keyOfChange));
  const collector = collectTrails((change) => wanted.has(keyOfChange(change)));
  for await (const record of context.ledger.records()) collector.take(record);
  const { differences, passing, alignments, acts } = collector.finish();
  const reports = rederiving(context);
  const trails = [...alignments.map(trailOfAlignment)];
  for (const seen of differences) trails.push(trailOfDifference(seen, acts, await deriveFindings(seen, reports)));
  for (const seen of passing) trails.push(trailOfPassing(seen, await derivePassing(seen, reports)));
  return trails.sort((a, b) => a.firstRecord - b.firstRecord);
}

/** What a run says when it is derived again, and what is to be known of that. */
interface Derived {
  readonly report?: EngineReport;
  readonly note?: string;
}
type Rederiving = (sighting: Sighting) => Promise<Derived>;

/** Each run of an engine once: many changes were found by the same. */
function rederiving(context: RederiveContext): Rederiving {
  const known = new Map<string, Promise<Derived>>();
  const remembering = { ...context, ledger: rememberRecords(context.ledger) };
  return async (sighting) => {
    const key = `${sighting.seq} ${sighting.engineRun.engineId}`;
    const derived = known.get(key) ?? derive(sighting, remembering);
    known.set(key, derived);
    return await derived;
  };
}

async function derive(sighting: Sighting, context: RederiveContext): Promise<Derived> {
  const what = `What record ${sighting.seq} says of ${sighting.engineRun.engineId}`;
  try {
    const { report, same } = await rederiveRun(sighting, context);
    return same ? { report } : { report, note: `${what}, derived again, is not what was recorded.` };
  } catch (error) {
    if (!(error instanceof LockstepError) || error.family === "internal") throw error;
    return { note: `${what} cannot be derived again (${error.code}).` };
  }
}

async function deriveFindings({ first, last, changeId }: SeenDifference, reports: Rederiving) {
  const [begun, ended] = [await reports(first), await reports(last)];
  const findingIn = ({ report }: Derived) => report?.findings.find(({ id }) => id === changeId);
  return { first: findingIn(begun), last: findingIn(ended), notes: notesOf([begun, ended]) };
}

async function derivePassing({ found, changeId }: SeenPassing, reports: Rederiving) {
  const derived = await reports(found);
  return { detail: derived.report?.passing?.find(({ id }) => id === changeId), notes: notesOf([derived]) };
}

function notesOf(derived: readonly Derived[]): readonly string[] {
  return [...new Set(derived.flatMap(({ note }) => note ?? []))];
}
