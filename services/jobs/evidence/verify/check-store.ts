import type { EvidenceParameters } from "#schemas/evidence-parameters";
import type { Bytes, EvidenceSource, OpenedPack, RestoredStore } from "#services/ports/evidence";
import { packInputs } from "../pack-inputs.js";
import type { CheckNotes } from "./check-notes.js";
import { checkTips } from "./check-tips.js";
import { isSameBytes } from "./is-same-bytes.js";
import { BUNDLE_FILE, LEDGER_PACK_FILE } from "./packed-names.js";

/** Lays the store inside a pack out in a folder of its own. @throws LockstepError `pack-unreadable` */
export type RestoreStore = (packed: {
  readonly parameters: EvidenceParameters;
  readonly bundle: Bytes;
  readonly ledgerPack: Bytes;
}) => Promise<RestoredStore>;

/** Restores the store inside a pack, and packs it once more: each input that is made of it must be the one packed. */
export async function checkStore(
  pack: OpenedPack,
  parameters: EvidenceParameters,
  { restore, notes }: { readonly restore: RestoreStore; readonly notes: CheckNotes },
): Promise<RestoredStore | undefined> {
  const store = await notes.attempt("store", BUNDLE_FILE, () =>
    restore({ parameters, bundle: pack.read(BUNDLE_FILE), ledgerPack: pack.read(LEDGER_PACK_FILE) }),
  );
  if (store === undefined) return undefined;
  const { source } = store;
  const isThrough = await notes.attempt("store", BUNDLE_FILE, async () => {
    await checkBranches(parameters, source, notes);
    for (const { name, bytes } of packInputs(parameters, source)) {
      const isSame = await notes.attempt("store", name, () => isSameBytes(pack.read(name), bytes()));
      if (isSame !== false) continue;
      const message = "It is not what comes out of the store inside.";
      notes.tell({ check: "store", outcome: "broken", about: name, message });
    }
    await checkTips(parameters, { source, notes });
    return true;
  });
  const count = Object.keys(parameters.branches).length;
  if (isThrough) notes.done("store", `${count} branches and the ledger were laid out, and are whole.`);
  return store;
}

/** Of an engine in scope no node may be left out. */
async function checkBranches(parameters: EvidenceParameters, source: EvidenceSource, notes: CheckNotes): Promise<void> {
  const found = await source.branches(parameters.engines);
  for (const [name, commit] of Object.entries(parameters.branches)) {
    if (found[name] === commit) continue;
    const message = "It is named among the parameters, and is no branch of an engine in scope.";
    notes.tell({ check: "store", outcome: "broken", about: name, message });
  }
}
