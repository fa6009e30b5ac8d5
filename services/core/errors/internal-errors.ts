import { errorsOf } from "./error-kind.js";

/** What Lockstep itself has to answer for, its own records among it. */
export const INTERNAL_ERRORS = errorsOf("internal", {
  "ledger-broken": {
    retryable: false,
    meaning: "The ledger's chain does not verify.",
    remedy: "Stop trusting verdicts; run `lockstep ledger verify` and restore the ledger from a clone.",
  },
  "ledger-rolled-back": {
    retryable: false,
    meaning:
      "The ledger is sound in itself, but it is not the one that this machine has seen: its newest records are gone.",
    remedy:
      "Find out who set it back, and bring the newer one back from a clone; only after a wanted restore from a backup run `lockstep ledger accept-restore`.",
  },
  "baseline-unproven": {
    retryable: false,
    meaning: "The baseline is not the one that a signed record approved.",
    remedy: "Find who changed it with `git log`; adopt it again through `lockstep baseline adopt`.",
  },
  "store-conflict": {
    retryable: true,
    meaning: "Another writer kept changing the same reference.",
    remedy: "Run the command again.",
  },
  "store-unsound": {
    retryable: false,
    meaning: "The estate repository cannot be read or written, or lacks what its ledger records.",
    remedy:
      "Run `git fsck` on the store and restore it from a clone; after a wanted restore from a backup run `lockstep ledger accept-restore`.",
  },
  "job-crashed": {
    retryable: true,
    meaning:
      "What did a job ended in the middle of it, for example because its memory was full. It is tried once more.",
    remedy: "Look at the memory of the machine; LOCKSTEP_JOB_MEMORY_MB says how much one job may take.",
  },
  "looks-unaccounted": {
    retryable: false,
    meaning:
      "A check told of other looks than it was to take: a node was left out, told of twice, or is none of the engine's.",
    remedy: "Report it with the run id; the engine is unknown until a check adds up.",
  },
  bug: {
    retryable: false,
    meaning: "Lockstep itself failed.",
    remedy: "Report it with the run id; no result of this run counts.",
  },
});
