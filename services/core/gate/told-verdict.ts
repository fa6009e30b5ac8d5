import type { AdviceItem } from "#schemas/advice";
import type { LastProven } from "#schemas/exercise";
import type { GateProfile } from "#schemas/gate";
import type { Readiness, ReadinessReason, ReadinessVerdict } from "#schemas/readiness";
import type { SeenRuntime } from "./runtime-of.js";

/** What `lockstep ready` says of an engine at one instant, with all that a gate may be asked about it. Plain data. */
export interface ToldVerdict {
  readonly engineId: string;
  /** The instant it was told for. */
  readonly toldAt: string;
  /** The first instant after it at which the mere passing of time may change it. Its own expiry is asked of `expiresAt`. */
  readonly goodUntil: string;
  readonly verdict: ReadinessVerdict;
  /** Ready only because an override sets reasons aside. */
  readonly byOverride: boolean;
  readonly asOf: string | null;
  readonly expiresAt: string | null;
  readonly reasons: readonly ReadinessReason[];
  readonly byTier: Readiness["byTier"];
  readonly byFlow: Readiness["byFlow"];
  /** Whether the node that is primary now would be a valid standby, were the roles exchanged. */
  readonly returning: { readonly verdict: ReadinessVerdict; readonly reasons: readonly ReadinessReason[] };
  /** What the standby lacks, cut short; all of it counted by tier. */
  readonly advice: {
    readonly items: readonly AdviceItem[];
    readonly omitted: number;
    readonly byTier: Readonly<Record<string, number>>;
  };
  readonly runtime: readonly SeenRuntime[];
  /** When an exercise last proved it; left out where none on record does. */
  readonly lastProven?: LastProven;
  /** As `policy/gate.yaml` names them; `undefined` where that file cannot be read. */
  readonly profiles: Readonly<Record<string, GateProfile>> | undefined;
}
