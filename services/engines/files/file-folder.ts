/** One file as a listing tells of it. */
export interface ListedFile {
  /** Relative to the source, with `/` between the parts. */
  readonly path: string;
  readonly bytes: number;
  /** Changes when the content does: a time of modification, or a digest. */
  readonly state: string;
}

/** Something in a source that is not read, and why. */
export interface RefusedEntry {
  readonly path: string;
  readonly reason: "link" | "special" | "unreadable" | "unsafe-name";
}

export interface Listing {
  readonly files: readonly ListedFile[];
  readonly refused: readonly RefusedEntry[];
}

/** Whether a folder is looked into: what is left out as a whole need not even be readable. */
export type IsEntered = (path: string) => boolean;

/** A source of files that has been opened. Whatever fails is thrown as it comes; who reads gives it its code. */
export interface FileFolder {
  /** False for what may change while it is read. */
  readonly isFixed: boolean;
  list(isEntered: IsEntered): Promise<Listing>;
  read(file: ListedFile): Promise<Uint8Array>;
  close(): Promise<void>;
}
