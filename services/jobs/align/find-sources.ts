import type { ArtefactEntry } from "#schemas/snapshot";
import type { HeldItem, WantedArtefact } from "#services/core/align/package-request";
import { type AlignmentItem, planAlignment, type SourceNode } from "#services/core/align/plan-alignment";
import { idOf } from "#services/core/align/read-again";
import { LockstepError } from "#services/core/errors";
import { pairOf } from "#services/core/readiness/pair-of";
import type { Approved } from "./open-approved.js";
import { type FreshContext, type FreshReading, readFresh } from "./read-fresh.js";
import type { Target } from "./read-target.js";

/** The nodes that hold what another one lacks, read just now. */
export interface Sources {
  readonly nodes: readonly SourceNode[];
  readonly readings: readonly FreshReading[];
  /** The item that brings what an item of the plan needs. */
  find(item: AlignmentItem): WantedArtefact | undefined;
  isApproved(held: HeldItem, entry: ArtefactEntry): boolean;
  /** What could not be read, a sentence each. */
  readonly warnings: readonly string[];
}

/** Reads other nodes, production first, until everything that is wanted is held as approved by one of them, or none is left. */
export async function findSources(target: Target, approved: Approved, context: FreshContext): Promise<Sources> {
  const found: { readonly reading: FreshReading; readonly node: SourceNode }[] = [];
  const warnings: string[] = [];
  const { production, standby, others } = pairOf(target.engine);
  for (const node of [production, standby, ...others]) {
    if (node.id === target.reading.node.id) continue;
    const left = wantedStill(
      target,
      found.map((each) => each.node),
    );
    if (left.length === 0) break;
    const expected = new Map(
      (
        await approved.expectedOn(
          node,
          target.expected.map(({ entry }) => entry),
        )
      ).map((each) => [idOf(each.entry), each.digest]),
    );
    const ids = new Set(left.map((entry) => idOf(entry)));
    try {
      const reading = await readFresh(target.engine, node, context, (_source, entries) =>
        entries.some((entry) => ids.has(idOf(entry)) && expected.get(idOf(entry)) === entry.digest),
      );
      const expectedDigest = (entry: ArtefactEntry): string | undefined => expected.get(idOf(entry));
      found.push({ reading, node: { nodeId: node.id, entries: reading.snapshot.entries, expectedDigest } });
    } catch (error) {
      // What cannot be read now is no source; the plan then says what nobody could bring.
      if (!(error instanceof LockstepError) || context.signal?.aborted) throw error;
      warnings.push(`${node.id} could not be read, so nothing comes from it: ${error.message}`);
    }
  }
  const used = found.filter(({ node }) => isUsed(node, target, found));
  return {
    nodes: found.map(({ node }) => node),
    readings: used.map(({ reading }) => reading),
    warnings,
    find: (item) => findHeld(item, found),
    isApproved: (held, entry) => {
      const source = found.find(({ reading }) => reading.held.includes(held));
      return source !== undefined && source.node.expectedDigest(entry) === entry.digest;
    },
  };
}

type Found = readonly { readonly reading: FreshReading; readonly node: SourceNode }[];

function wantedStill(target: Target, sources: readonly SourceNode[]): ArtefactEntry[] {
  return planAlignment(target.expected, target.entries, sources).flatMap((item) =>
    item.act !== "remove" && item.from === undefined ? [item.approved.entry] : [],
  );
}

function isUsed({ nodeId }: SourceNode, target: Target, found: Found): boolean {
  const nodes = found.map(({ node }) => node);
  return planAlignment(target.expected, target.entries, nodes).some(
    (item) => item.act !== "remove" && item.from === nodeId,
  );
}

function findHeld(item: AlignmentItem, found: Found): WantedArtefact | undefined {
  if (item.act === "remove" || item.from === undefined) return undefined;
  const source = found.find(({ node }) => node.nodeId === item.from);
  const id = idOf(item.approved.entry);
  for (const held of source?.reading.held ?? []) {
    const entry = held.entries.find((each) => idOf(each) === id);
    if (entry !== undefined) return { entry, held };
  }
  return undefined;
}
