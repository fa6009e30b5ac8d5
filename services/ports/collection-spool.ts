import type { CollectionUpload, SignedUpload } from "#schemas/collection-upload";

/** An upload that waits to be handed in, with the commits of the collector's own store that hold what it names. */
export interface SpooledUpload {
  readonly engineId: string;
  readonly sequence: number;
  /** When it was spooled. */
  readonly at: string;
  readonly dialect: string;
  readonly signed: SignedUpload;
  /** By node. */
  readonly commits: Readonly<Record<string, string>>;
  /** What it tells of others that had to make room. */
  readonly dropped?: Dropped;
}

export type Dropped = NonNullable<CollectionUpload["dropped"]>;

/** Where uploads wait. What `put` has returned from is kept through a kill and a power cut. */
export interface CollectionSpool {
  /** The numbers of those that wait of an engine, oldest first. */
  waiting(engineId: string): Promise<readonly number[]>;
  read(engineId: string, sequence: number): Promise<SpooledUpload>;
  /** Every engine of which something waits. */
  engines(): Promise<readonly string[]>;
  /** `most`: how many may wait of an engine; the oldest make room, which is remembered with whatever they were to tell. */
  put(upload: SpooledUpload, most: number): Promise<void>;
  remove(upload: SpooledUpload): Promise<void>;
  /** Takes one out of the way that will never be taken, with the reason, and remembers that it was dropped. */
  setAside(upload: SpooledUpload, reason: string): Promise<void>;
  /** What was dropped and stands in no upload that waits: the next one tells it. */
  dropped(engineId: string): Promise<Dropped | undefined>;
}
