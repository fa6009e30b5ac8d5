import type { AcceptedGap, Policy } from "#schemas/policy";
import type { Coverage, Snapshot } from "#schemas/snapshot";
import { isExpired } from "../policy/is-expired.js";

/** A source and the kind of artefact that comes from it and from nowhere else. */
export type SeparableSources = Readonly<Record<string, string>>;

/** A gap in force, and the kind that is compared on no node while it is. */
export interface OpenGap {
  readonly gap: AcceptedGap;
  readonly kind: string;
}

/** What people have accepted as not read on an engine, as it stands at an instant. */
export interface AcceptedGaps {
  /** Those that a node really has. */
  readonly open: readonly OpenGap[];
  /** Those that open nothing: the source was read, or is none that may be left out. */
  readonly idle: readonly AcceptedGap[];
}

export interface GapQuestion {
  readonly engineId: string;
  readonly policy: Pick<Policy, "acceptedGaps">;
  readonly at: string;
  /** What was read of each node that is judged. */
  readonly coverages: readonly Coverage[];
  /** Default: nothing may be left out. */
  readonly separableSources?: SeparableSources | undefined;
}

/** Finds the gaps in force: of this engine by its very name, granted, not over, and of a source that some node did not give. */
export function resolveGaps({ engineId, policy, at, coverages, separableSources = {} }: GapQuestion): AcceptedGaps {
  const granted = (policy.acceptedGaps ?? []).filter(
    (gap) => gap.engine === engineId && Date.parse(gap.granted) <= Date.parse(at) && !isExpired(gap.expires, at),
  );
  const open: OpenGap[] = [];
  const idle: AcceptedGap[] = [];
  for (const gap of granted) {
    const isUnread = coverages.some(({ unread }) => unread.some(({ source }) => source === gap.source));
    const kind = Object.hasOwn(separableSources, gap.source) ? separableSources[gap.source] : undefined;
    if (isUnread && kind !== undefined) open.push({ gap, kind });
    else idle.push(gap);
  }
  return { open, idle };
}

/**
 * A snapshot as if what is accepted as unread were no part of the engine: neither there nor missing, on whichever node. What else
 * was not read stays unread.
 */
export function leaveOutGaps<T extends Pick<Snapshot, "coverage" | "entries">>(snapshot: T, { open }: AcceptedGaps): T {
  if (open.length === 0) return snapshot;
  const kinds = new Set(open.map(({ kind }) => kind));
  const sources = new Set(open.map(({ gap }) => gap.source));
  const { coverage } = snapshot;
  const unread = coverage.unread.filter(({ source }) => !sources.has(source));
  // Incomplete without a source that is named is doubt of another kind, which nobody has accepted.
  const complete = unread.length < coverage.unread.length ? unread.length === 0 : coverage.complete;
  const counts = Object.entries(coverage.kinds).filter(([kind]) => !kinds.has(kind));
  return {
    ...snapshot,
    entries: snapshot.entries.filter(({ kind }) => !kinds.has(kind)),
    coverage: { complete, kinds: Object.fromEntries(counts), unread },
  };
}
