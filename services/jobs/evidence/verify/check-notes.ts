import type { EvidenceCheckId, EvidenceFault, EvidenceVerifyReport } from "#schemas/evidence-verify-report";
import { type ErrorCode, LockstepError } from "#services/core/errors";

/** What is found while a pack is checked, check by check. */
export interface CheckNotes {
  tell(fault: EvidenceFault): void;
  /** Says that a check was carried through, in a sentence with figures. */
  done(check: EvidenceCheckId, told: string): void;
  /** Does something of which a pack may make an end: that is told, and what comes after goes on without it. */
  attempt<T>(check: EvidenceCheckId, about: string, act: () => Promise<T>): Promise<T | undefined>;
  report(): Pick<EvidenceVerifyReport, "outcome" | "checks" | "faults">;
}

const CHECKS = ["archive", "digests", "signature", "ledger", "store", "documents", "verdicts"] as const;

/** Of very many faults the first of each check are told. */
const MOST_FAULTS = 100;

/** Collects what is found. A pack holds only where each check was carried through and none found anything. */
export function createCheckNotes(): CheckNotes {
  const told = new Map<EvidenceCheckId, string>();
  const faults = new Map<EvidenceCheckId, EvidenceFault[]>();
  const broken = new Set<EvidenceCheckId>();

  function tell(fault: EvidenceFault): void {
    const known = faults.get(fault.check) ?? [];
    faults.set(fault.check, known);
    if (fault.outcome === "broken") broken.add(fault.check);
    if (known.length < MOST_FAULTS) known.push(fault);
  }

  function outcomeOf(check: EvidenceCheckId): EvidenceVerifyReport["checks"][number]["outcome"] {
    if (broken.has(check)) return "broken";
    if (faults.has(check)) return "unknown";
    return told.has(check) ? "holds" : "not-reached";
  }

  return {
    tell,
    done: (check, text) => void told.set(check, text),
    async attempt(check, about, act) {
      try {
        return await act();
      } catch (error) {
        if (isEnd(error)) throw error;
        tell({ check, about, ...faultOf(error) });
        return undefined;
      }
    },
    report() {
      const checks = CHECKS.map((id) => ({ id, outcome: outcomeOf(id), told: told.get(id) ?? NOT_THROUGH }));
      const outcomes = new Set(checks.map(({ outcome }) => outcome));
      const isSound = outcomes.size === 1 && outcomes.has("holds");
      return {
        outcome: broken.size > 0 ? "broken" : isSound ? "holds" : "unknown",
        checks,
        faults: CHECKS.flatMap((id) => faults.get(id) ?? []),
      };
    },
  };
}

const NOT_THROUGH = "It could not be carried through.";

/** What a pack cannot cause. */
function isEnd(error: unknown): boolean {
  if (error instanceof LockstepError) return error.code === "system-refused";
  return error instanceof Error && error.name === "AbortError";
}

/** What is written there is at fault; of anything else cannot be told whether the pack is, or this program. */
const PACK_IS_AT_FAULT: ReadonlySet<ErrorCode> = new Set([
  "pack-unreadable",
  "ledger-broken",
  "ledger-rolled-back",
  "store-unsound",
  "estate-invalid",
  "policy-invalid",
  "control-unknown",
  "key-missing",
  // A commit that a record names, and that the store inside does not hold.
  "selector-unknown",
  "estate-not-found",
]);

function faultOf(error: unknown): Pick<EvidenceFault, "outcome" | "message"> {
  if (error instanceof LockstepError) {
    // That one names a folder of this machine, which nobody else has.
    const message = error.code === "estate-not-found" ? "The store inside lacks a commit of its own." : error.message;
    return { outcome: PACK_IS_AT_FAULT.has(error.code) ? "broken" : "unknown", message };
  }
  // What a hostile record makes of our code says nothing, and may quote it.
  return { outcome: "unknown", message: "It holds something that this program does not know how to read." };
}
