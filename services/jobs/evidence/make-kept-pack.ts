import type { EvidencePackReport } from "#schemas/evidence-pack-report";
import type { AskedPack } from "#schemas/kept-pack";
import type { PackShelf } from "#services/ports/pack-shelf";

export interface KeptMaking {
  readonly shelf: Pick<PackShelf, "find" | "clear" | "keepMade">;
  /** Makes a pack at a place, and records it. */
  readonly make: (asked: AskedPack, file: string) => Promise<EvidencePackReport>;
  readonly now: () => Date;
}

/**
 * Makes a pack that was asked for, unless it is there. Whatever is killed between leaves it as one that waits; only between its record and the note that it can be had
 * is it made, and recorded, twice.
 *
 * @throws LockstepError what making throws
 */
export async function makeKeptPack(id: string, { shelf, make, now }: KeptMaking): Promise<void> {
  const kept = await shelf.find(id);
  if (kept === undefined || kept.made !== undefined) return;
  const file = await shelf.clear(id);
  const { sha256, bytes, signedBy, record, parameters } = await make(kept.asked, file);
  const { seq, hash } = parameters.head;
  const at = now().toISOString();
  await shelf.keepMade(id, { at, sha256, bytes, signedBy, record, head: { seq, hash } });
}
