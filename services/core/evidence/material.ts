import type { EvidenceParameters } from "#schemas/evidence-parameters";
import type { Policy } from "#schemas/policy";
import type { TicketTimeline } from "../authorisation/ticket-timeline.js";
import type { Governed } from "../policy/parse-governed.js";
import type { RunDetails } from "./details.js";
import type { RuleVersion } from "./gather-rules.js";
import type { Gathered } from "./gatherer.js";

/** Governed files in one version, by digest, and what they say. */
export interface RulesRead extends RuleVersion {
  readonly files: ReadonlyMap<string, string>;
  /** `undefined` where they did not read: then nothing of them was in force. */
  readonly policy: Policy | undefined;
  readonly leaving: Governed["evidence"];
  readonly estate: Governed["estate"];
}

/** What the approved baseline of an engine holds. */
export interface EngineInventory {
  readonly engineId: string;
  readonly items: number;
  /** Of them those that no rule gives an owner and a tier. */
  readonly unmapped: number;
}

/** Everything that the document of a pack is made of: what the ledger tells, and what the store holds beside it. */
export interface EvidenceMaterial {
  readonly parameters: EvidenceParameters;
  readonly gathered: Gathered;
  /** What a run of an engine says, derived again; `undefined` where it cannot be any more. */
  readonly detailsOf: (seq: number, engineId: string) => RunDetails | undefined;
  readonly rules: readonly RulesRead[];
  /** As governed at the end of the period. */
  readonly governed: Governed;
  readonly timelines: readonly TicketTimeline[];
  readonly inventories: readonly EngineInventory[];
  readonly allowedSigners: string;
  /** What cannot be told any more, a sentence each. */
  readonly notes: readonly string[];
}
