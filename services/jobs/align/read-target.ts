import type { Engine, EngineNode, Role } from "#schemas/estate";
import type { Policy } from "#schemas/policy";
import type { ArtefactEntry, Coverage } from "#schemas/snapshot";
import type { ExpectedEntry } from "#services/core/align/plan-alignment";
import { idOf } from "#services/core/align/read-again";
import { LockstepError } from "#services/core/errors";
import { leaveOutGaps, resolveGaps, type SeparableSources } from "#services/core/readiness/accepted-gaps";
import { pairOf } from "#services/core/readiness/pair-of";
import type { Approved } from "./open-approved.js";
import { type FreshContext, type FreshReading, readFresh } from "./read-fresh.js";

/** The node that is to be aligned, as it is and as it must be; without what people accepted as unread. */
export interface Target {
  readonly engine: Engine;
  readonly reading: FreshReading;
  readonly entries: readonly ArtefactEntry[];
  readonly expected: readonly ExpectedEntry[];
}

interface TargetContext extends FreshContext {
  readonly at: string;
  readonly policy: Policy;
  readonly separableSources?: SeparableSources | undefined;
  /** Sources that are kept in full whatever they hold. */
  readonly lists?: readonly string[];
}

/**
 * Reads the node that is to be aligned. One that is not read in full cannot be aligned: what was not read is not missing.
 *
 * @throws LockstepError `selector-unknown`, `decision-refused`, and the code of what was not read
 */
export async function readTarget(
  { engine, nodeId }: { readonly engine: Engine; readonly nodeId?: string | undefined },
  approved: Approved,
  context: TargetContext,
): Promise<Target> {
  const node = nodeNamed(engine, nodeId);
  const { snapshot: baseline } = approved.baseline;
  const known = new Map(
    (await approved.expectedOn(node, baseline.entries)).map((each) => [idOf(each.entry), each.digest]),
  );
  const reading = await readFresh(engine, node, context, (source, entries) => {
    // A list that can be put in as a whole alone is needed in full, also where it only lacks something.
    return context.lists?.includes(source) === true || entries.some((entry) => known.get(idOf(entry)) !== entry.digest);
  });
  assertRole(reading, node.role);
  const coverages = [reading.snapshot.coverage, ...(await storedCoverages(engine, context))];
  const gaps = resolveGaps({ engineId: engine.id, ...context, coverages });
  const whole = leaveOutGaps(reading.snapshot, gaps);
  assertWhole(node.id, whole.coverage);
  const expected = leaveOutGaps(baseline, gaps).entries.map((entry) => ({
    entry,
    digest: known.get(idOf(entry)) ?? entry.digest,
  }));
  return { engine, reading, entries: whole.entries, expected };
}

function nodeNamed(engine: Engine, nodeId: string | undefined): EngineNode {
  if (nodeId === undefined) return pairOf(engine).standby;
  const node = engine.nodes.find(({ id }) => id === nodeId);
  if (node !== undefined) return node;
  const known = engine.nodes.map(({ id }) => id).join(", ");
  throw new LockstepError("selector-unknown", `'${engine.id}' has no such node; there are: ${known}.`);
}

/** What the nodes showed last: a kind that one of them cannot give is compared on none. */
async function storedCoverages({ id, nodes }: Engine, { repository }: TargetContext): Promise<Coverage[]> {
  const stored = await Promise.all(nodes.map((node) => repository.openSnapshot(id, node.id)));
  return stored.flatMap((each) => (each === undefined ? [] : [each.snapshot.coverage]));
}

function assertRole({ node, snapshot }: FreshReading, role: Role): void {
  const told = snapshot.facts.reportedRole;
  if (told === undefined || told === role) return;
  throw new LockstepError(
    "decision-refused",
    `${node.id} says that it is the ${told} now: run 'lockstep check' first, so that the roles are known.`,
  );
}

function assertWhole(nodeId: string, { complete, unread }: Coverage): void {
  const [first] = unread;
  if (complete || first === undefined) return;
  throw new LockstepError(
    "rights-narrowed",
    `${nodeId} was not read in full, so nobody can say what it lacks: ${first.message}`,
  );
}
