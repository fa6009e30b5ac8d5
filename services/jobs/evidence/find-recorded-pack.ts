import type { AskedPack, MadePack } from "#schemas/kept-pack";
import type { LedgerRecord } from "#schemas/ledger-record";
import type { Ledger } from "#services/ports/estate-repository";

/** A file that stands where a pack was to be made. */
export interface StandingPack {
  /** Hex digits. */
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * Finds the record of a pack that was made and recorded, and of which nobody came to note that it can be had. `undefined`: no record names these very bytes for what was
 * asked, or it is one from before records told by which key.
 */
export async function findRecordedPack(
  asked: Pick<AskedPack, "framework" | "engines" | "askedAt">,
  { sha256, bytes }: StandingPack,
  ledger: Pick<Ledger, "records">,
): Promise<MadePack | undefined> {
  for await (const record of ledger.records({ type: "evidence-made" })) {
    const { at, seq, body } = record;
    if (at < asked.askedAt) return undefined;
    const { framework, engines, pack, signedBy } = body;
    const isIt = pack === `sha256:${sha256}` && framework === asked.framework && isSame(engines, asked.engines);
    const head = headOf(record);
    if (isIt && typeof signedBy === "string" && head !== undefined)
      return { at, sha256, bytes, signedBy, record: seq, head };
  }
  return undefined;
}

function isSame(engines: unknown, asked: readonly string[]): boolean {
  return JSON.stringify(engines) === JSON.stringify(asked);
}

function headOf({ body }: LedgerRecord): MadePack["head"] | undefined {
  const { head } = body;
  if (typeof head !== "object" || head === null || !("seq" in head) || !("hash" in head)) return undefined;
  const { seq, hash } = head;
  return typeof seq === "number" && typeof hash === "string" ? { seq, hash } : undefined;
}
