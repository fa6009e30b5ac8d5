import type { Engine } from "#schemas/estate";
import type { LedgerRecord } from "#schemas/ledger-record";
import type { Policy } from "#schemas/policy";
import type { Snapshot } from "#schemas/snapshot";
import { LockstepError } from "#services/core/errors";
import { assertSomebody } from "#services/core/people/assert-somebody";
import { leaveOutGaps, resolveGaps, type SeparableSources } from "#services/core/readiness/accepted-gaps";
import { pairOf } from "#services/core/readiness/pair-of";
import { escapeText } from "#services/core/text/escape-text";
import type { EstateRepository, StoredBaseline } from "#services/ports/estate-repository";
import { findNamedTicket, type TicketDeskContext } from "../tickets/find-named-ticket.js";

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
  readonly policy: TicketDeskContext["policy"] & Pick<Policy, "acceptedGaps">;
  /** Sources that a person may have accepted as unread. Default: none. */
  readonly separableSources?: SeparableSources | undefined;
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
  const at = now().toISOString();
  if (!isWhole(stored.snapshot, at, context)) {
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
  const { ticket, ticketFound, warnings } = await findNamedTicket(adoption.ticket, at, context);
  const again = warnOfSame(adoption, await repository.openBaseline(engine.id));
  const { commit } = stored;
  const approval = { approver, ticket, ticketFound, at, reviewed };
  return {
    ...(await repository.adoptBaseline({ engineId: engine.id, commit, digest, ...approval })),
    warnings: [...again, ...warnOfNoTicket(adoption), ...warnings],
  };
}

/** Whether everything was read, but for what people have accepted as unread. */
function isWhole(snapshot: Snapshot, at: string, { policy, separableSources }: AdoptionContext): boolean {
  const coverages = [snapshot.coverage];
  const gaps = resolveGaps({ engineId: snapshot.engineId, policy, at, coverages, separableSources });
  return leaveOutGaps(snapshot, gaps).coverage.complete;
}

/** Nothing is wrong with approving the same again, and nobody should take it for a change. */
function warnOfSame({ engine, digest }: Adoption, before: StoredBaseline | undefined): string[] {
  if (before === undefined || "unproven" in before.approval || before.snapshot.digest !== digest) return [];
  return [
    `The baseline of '${engine.id}' was this digest already, approved by ${escapeText(before.approval.record.actor)}.`,
  ];
}

/** A first baseline may rest on nothing else; whoever approves is to know that nothing but the name stands behind it. */
function warnOfNoTicket({ engine, ticket, approver }: Adoption): string[] {
  if (ticket !== null) return [];
  return [
    `No ticket was named: the baseline of '${engine.id}' rests on the word of ${escapeText(approver)} alone. To name one, adopt it again with --ticket.`,
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
