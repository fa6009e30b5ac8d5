import type { CollectionUpload, SignedUpload } from "#schemas/collection-upload";

/** Where the snapshot of one look lies in this store. */
export interface KeptLook {
  readonly commit: string;
  /** Whether the digest differs from the snapshot before. */
  readonly changed: boolean;
}

/** An upload as it was signed, or with its names sealed, and what became of it. */
export interface KeptUpload {
  readonly upload: CollectionUpload;
  /** Of the text that was signed; under the key of the pseudonyms where its names are sealed. */
  readonly digest: string;
  readonly keptAt: string;
  /** By node, for each look that read one. */
  readonly looks: Readonly<Record<string, KeptLook>>;
}

/** What collectors handed in, engine by engine, in the order in which it was kept. */
export interface CollectionStore {
  /** @throws LockstepError `store-unsound` where the ledger records another one */
  last(engineId: string): Promise<KeptUpload | undefined>;
  /** Those of a higher sequence number, oldest first; of very many the newest. */
  since(engineId: string, sequence: number): Promise<readonly KeptUpload[]>;
  /**
   * Keeps one for ever, together with its record in the ledger or not at all; `overtaken` where another one of the engine was kept since `after`
   * was the last. Without the text that was signed, what is kept is the upload as it stands: its names are sealed, and no signature holds for it.
   */
  keep(
    kept: KeptUpload,
    signed: SignedUpload | undefined,
    after: KeptUpload | undefined,
  ): Promise<"kept" | "overtaken">;
}

/** Parts of uploads on their way, by digest. They may be lost at any time: then they are asked for again. */
export interface PartShelf {
  missing(digests: readonly string[]): Promise<readonly string[]>;
  /** `undefined` where there is none. */
  read(digest: string): Promise<Uint8Array | undefined>;
  put(parts: readonly Uint8Array[]): Promise<void>;
  /** Forgets all of them. */
  clear(): Promise<void>;
}

/** Whether a text was signed with a key, for uploads of collectors and nothing else. */
export type IsSignedBy = (publicKey: string, signed: SignedUpload) => Promise<boolean>;
