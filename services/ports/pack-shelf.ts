import type { AskedPack, FailedPack, MadePack } from "#schemas/kept-pack";

/** A pack that was asked for, and what became of it: neither made nor failed, it waits. */
export interface KeptPack {
  readonly asked: AskedPack;
  readonly made: MadePack | undefined;
  readonly failed: FailedPack | undefined;
}

/** The evidence packs of one estate that the service makes and keeps, with what is known of each. */
export interface PackShelf {
  /** Those asked for last first. What cannot be read is left out. @throws LockstepError `system-refused` */
  list(): Promise<readonly KeptPack[]>;
  find(id: string): Promise<KeptPack | undefined>;
  /** Notes that a pack is to be made, and forgets that it failed. @throws LockstepError `system-refused` */
  ask(asked: AskedPack): Promise<KeptPack>;
  /** Gives the place of a pack that is to be made now; whatever a maker that was killed left there is gone. */
  clear(id: string): Promise<string>;
  /** From now on it can be had. */
  keepMade(id: string, made: MadePack): Promise<void>;
  keepFailed(id: string, failed: FailedPack): Promise<void>;
  remove(id: string): Promise<void>;
  /** Where the pack itself lies once it was made. */
  fileOf(id: string): string;
}
