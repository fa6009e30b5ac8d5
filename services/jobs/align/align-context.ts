import type { AlignPlan } from "#schemas/align-plan";
import type { Engine } from "#schemas/estate";
import type { Policy } from "#schemas/policy";
import type { ArtefactEntry } from "#schemas/snapshot";
import type { HeldItem, WantedArtefact } from "#services/core/align/package-request";
import type { AlignmentItem } from "#services/core/align/plan-alignment";
import { idOf } from "#services/core/align/read-again";
import type { SeparableSources } from "#services/core/readiness/accepted-gaps";
import type { PackageWriter } from "#services/ports/package-writer";
import type { Sources } from "./find-sources.js";
import type { Approved } from "./open-approved.js";
import type { FreshContext } from "./read-fresh.js";
import type { Target } from "./read-target.js";

export interface AlignContext extends FreshContext {
  readonly policy: Policy;
  readonly writer: PackageWriter;
  readonly separableSources?: SeparableSources | undefined;
  /** Why a path may not be written, or `undefined`. */
  readonly findPathFault: (path: string) => string | undefined;
}

export interface AlignRequest {
  readonly engine: Engine;
  /** Left out: the designated standby. */
  readonly nodeId?: string | undefined;
  readonly allowDeletions: boolean;
}

/** A plan, and the files of its two packages by path. */
export interface Alignment {
  readonly plan: AlignPlan;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** What the steps of an alignment share. */
export interface Forward {
  readonly target: Target;
  readonly approved: Approved;
  readonly sources: Sources;
  readonly context: AlignContext;
}

/** What is done, and what is left out with the reason. */
export interface SortedItems {
  readonly wanted: readonly Extract<AlignmentItem, { approved: unknown }>[];
  readonly removals: readonly Extract<AlignmentItem, { act: "remove" }>[];
  /** Why an item is left out, by id. */
  readonly leftOut: ReadonlyMap<string, string>;
}

/** An artefact with the item that says it, where one was kept. */
export function heldAs(entry: ArtefactEntry, held: readonly HeldItem[]): WantedArtefact[] {
  const item = held.find(({ entries }) => entries.some((each) => idOf(each) === idOf(entry)));
  return item === undefined ? [] : [{ entry, held: item }];
}
