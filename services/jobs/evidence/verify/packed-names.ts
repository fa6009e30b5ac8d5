/** The files below `inputs/` that are read one by one when a pack is checked. */
export const SIGNERS_FILE = "inputs/allowed_signers";
export const LEDGER_FILE = "inputs/ledger.jsonl";
export const SEALS_FILE = "inputs/seals.jsonl";
export const BUNDLE_FILE = "inputs/store.bundle";
export const LEDGER_PACK_FILE = "inputs/ledger.pack";
