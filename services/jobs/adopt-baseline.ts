import type { Engine } from "#schemas/estate";
import type { LedgerRecord } from "#schemas/ledger-record";
import { LockstepError } from "#services/core/errors";
import { pairOf } from "#services/core/readiness/pair-of";
import type { EstateRepository } from "#services/ports/estate-repository";

export interface Adoption {
  readonly engine: Engine;
  /** The node whose latest snapshot becomes the baseline: a role, or a node's id. */
  readonly from: string;
  /** What the approver looked at; another digest is refused. */
  readonly digest: string;
  readonly approver: string;
  readonly ticket: string | null;
  /** False for the first, inherited baseline: nobody has reviewed ten years of it yet. */
  readonly reviewed: boolean;
}

/**
 * Makes a snapshot the approved baseline, by the word of a named person.
 *
 * @throws LockstepError `selector-unknown`, `digest-mismatch`, `usage`
 */
export async function adoptBaseline(
  adoption: Adoption,
  { repository, now }: { repository: EstateRepository; now: () => Date },
): Promise<{ commit: string; record: LedgerRecord }> {
  const { engine, digest, approver, ticket, reviewed } = adoption;
  const nodeId = nodeNamed(engine, adoption.from);
  const stored = await repository.openSnapshot(engine.id, nodeId);
  if (stored === undefined) {
    throw new LockstepError(
      "selector-unknown",
      `'${nodeId}' has no snapshot yet: run 'lockstep check ${engine.id}' first.`,
    );
  }
  if (!stored.snapshot.coverage.complete) {
    throw new LockstepError(
      "rights-narrowed",
      `The snapshot of '${nodeId}' is not complete, so it cannot be a baseline.`,
    );
  }
  if (stored.snapshot.digest !== digest) {
    throw new LockstepError(
      "digest-mismatch",
      `The latest snapshot of '${nodeId}' has the digest ${stored.snapshot.digest}, not the one given: look at it again with 'lockstep show ${engine.id}/${nodeId}'.`,
    );
  }
  const at = now().toISOString();
  return await repository.adoptBaseline({
    engineId: engine.id,
    commit: stored.commit,
    digest,
    approver,
    ticket,
    at,
    reviewed,
  });
}

function nodeNamed(engine: Engine, name: string): string {
  const pair = pairOf(engine);
  if (name === "primary") return pair.production.id;
  if (name === "standby") return pair.standby.id;
  if (engine.nodes.some((node) => node.id === name)) return name;
  throw new LockstepError(
    "selector-unknown",
    `'${engine.id}' has no node '${name}': give primary, standby or a node's id.`,
  );
}
