import type { Artefact } from "#schemas/artefact";
import type { Engine } from "#schemas/estate";
import { entryOfItem, planAlignment } from "#services/core/align/plan-alignment";
import { idOf, type ReadingRules, readAgain } from "#services/core/align/read-again";
import { digestOfFinding } from "#services/core/authorisation/digest-of-finding";
import { compare } from "#services/core/compare";
import { LockstepError } from "#services/core/errors";
import type { Ledger } from "#services/ports/estate-repository";
import { readAgreedRestores } from "./agreed-restores.js";
import type { Approved } from "./open-approved.js";
import type { Target } from "./read-target.js";

/** Which artefacts of a node may be brought back to the baseline. */
export interface Consent {
  isAgreed(id: string): boolean;
}

/**
 * A standby follows the baseline without further ado. Production is put back only where that was decided, change by change: what
 * somebody agreed to is known by its digest.
 *
 * @throws LockstepError `decision-refused` where nothing that differs was agreed to
 */
export async function assertAgreed(
  target: Target,
  approved: Approved,
  context: ReadingRules & { readonly ledger: Pick<Ledger, "records"> },
): Promise<Consent> {
  const { engine, reading } = target;
  if (reading.node.role !== "primary") return { isAgreed: () => true };
  const agreed = await readAgreedRestores(context.ledger, engine.id, approvedAt(approved));
  const ids = new Set<string>();
  for (const [id, digests] of await changesOnProduction(target, approved, context)) {
    if (digests.length > 0 && digests.every((digest) => agreed.has(digest))) ids.add(id);
  }
  if (ids.size > 0) return { isAgreed: (id) => ids.has(id) };
  throw new LockstepError(
    "decision-refused",
    `Nobody has agreed to put anything back on ${reading.node.id}, which is production: decide on it by 'lockstep review' first.`,
  );
}

function approvedAt({ baseline }: Approved): string {
  const { at, body } = baseline.approval.record;
  return typeof body["approvedAt"] === "string" ? body["approvedAt"] : at;
}

/** The digests of the changes in each artefact, as a proposal to decide on them had them. */
async function changesOnProduction(
  target: Target,
  approved: Approved,
  rules: ReadingRules,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { engine, reading } = target;
  const now = new Map<string, Artefact>();
  for (const { item } of reading.held) {
    for (const artefact of readAgain(item, rules).artefacts) now.set(idOf(artefact), artefact);
  }
  const items = planAlignment(target.expected, target.entries, []);
  const wanted = items.flatMap((item) => (item.act === "remove" ? [] : [item.approved.entry]));
  const goals = await approved.openFor(reading.node, wanted);
  return new Map(
    items.map((item): [string, string[]] => {
      const entry = entryOfItem(item);
      const baseline = goals.get(entry.path);
      const artefacts = { baseline, production: now.get(idOf(entry)), standby: baseline };
      const { kind, key, name, path } = entry;
      const drifts = compare(
        [{ artefact: { kind, key, name, path }, entries: NO_ENTRIES, rules: [], artefacts }],
        rules.dialect,
      );
      return [idOf(entry), drifts.map((drift) => digestOf(drift, engine, rules))];
    }),
  );
}

const NO_ENTRIES = { baseline: undefined, production: undefined, standby: undefined };

function digestOf(drift: ReturnType<typeof compare>[number], engine: Engine, { dialect }: ReadingRules): string {
  return digestOfFinding(drift, { engineId: engine.id, dialect: dialect.version, side: "production" });
}
