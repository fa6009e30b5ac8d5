import type { EvidencePackReport } from "#schemas/evidence-pack-report";
import type { AskedPack, MadePack } from "#schemas/kept-pack";
import type { PackShelf } from "#services/ports/pack-shelf";

export interface KeptMaking {
  readonly shelf: Pick<PackShelf, "find" | "fileOf" | "clear" | "keepMade">;
  /** What is on record of the pack that stands at a place; `undefined` where none does, or no record names it. */
  readonly findRecorded: (asked: AskedPack, file: string) => Promise<MadePack | undefined>;
  /** Makes a pack at a place, and records it. */
  readonly make: (asked: AskedPack, file: string) => Promise<EvidencePackReport>;
  readonly now: () => Date;
}

/**
 * Makes a pack that was asked for, unless it is there. Whatever is killed between leaves it as one that waits; one that was made and recorded is kept as it stands, so
 * that no pack is recorded twice.
 *
 * @throws LockstepError what making throws
 */
export async function makeKeptPack(id: string, { shelf, findRecorded, make, now }: KeptMaking): Promise<void> {
  const kept = await shelf.find(id);
  if (kept === undefined || kept.made !== undefined) return;
  const recorded = await findRecorded(kept.asked, shelf.fileOf(id));
  if (recorded !== undefined) return await shelf.keepMade(id, recorded);
  const file = await shelf.clear(id);
  const { sha256, bytes, signedBy, record, parameters } = await make(kept.asked, file);
  const { seq, hash } = parameters.head;
  const at = now().toISOString();
  await shelf.keepMade(id, { at, sha256, bytes, signedBy, record, head: { seq, hash } });
}
