import type { Engine } from "#schemas/estate";
import type { LedgerRecord } from "#schemas/ledger-record";
import { LockstepError } from "#services/core/errors";
import { assertSomebody } from "#services/core/people/assert-somebody";
import { pairOf } from "#services/core/readiness/pair-of";
import { escapeText } from "#services/core/text/escape-text";
import type { EstateRepository, StoredBaseline } from "#services/ports/estate-repository";
import { findNamedTicket, type TicketDeskContext } from "./find-named-ticket.js";

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

export interface AdoptionContext extends TicketDeskContext {
  readonly repository: Pick<EstateRepository, "openSnapshot" | "openBaseline" | "adoptBaseline">;
  readonly now: () => Date;
}

export interface Adopted {
  readonly commit: string;
  readonly record: LedgerRecord;
  /** What the approver should know of the ticket, in sentences. */
  readonly warnings: readonly string[];
}

/**
 * Makes a snapshot the approved baseline, by the word of a named person.
 *
 * @throws LockstepError `selector-unknown`, `digest-mismatch`, `rights-narrowed`, `ticket-unknown`, `usage`
 */
export async function adoptBaseline(adoption: Adoption, context: AdoptionContext): Promise<Adopted> {
  const { engine, digest, approver, reviewed } = adoption;
  const { repository, now } = context;
  assertSomebody("approver", approver);
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
  const { ticket, ticketFound, warnings } = await findNamedTicket(adoption.ticket, at, context);
  const again = warnOfSame(adoption, await repository.openBaseline(engine.id));
  const { commit } = stored;
  const approval = { approver, ticket, ticketFound, at, reviewed };
  return {
    ...(await repository.adoptBaseline({ engineId: engine.id, commit, digest, ...approval })),
    warnings: [...again, ...warnings],
  };
}

/** Nothing is wrong with approving the same again, and nobody should take it for a change. */
function warnOfSame({ engine, digest }: Adoption, before: StoredBaseline | undefined): string[] {
  if (before === undefined || "unproven" in before.approval || before.snapshot.digest !== digest) return [];
  return [
    `The baseline of '${engine.id}' was this digest already, approved by ${escapeText(before.approval.record.actor)}.`,
  ];
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
