import type { EstateRepository, Ledger } from "./estate-repository.js";
import type { TicketStore } from "./ticket-store.js";

/** Bytes as they come. */
export type Bytes = AsyncIterable<Uint8Array>;

/** One record of the ledger as it lies in Git, with the commit that sealed it. */
export interface SealedLine {
  /** The record's line, in canonical form, without its end. */
  readonly line: string;
  /** The id of the commit that sealed it, and that commit's object as Git stores it, with its signature. */
  readonly commit: string;
  readonly object: string;
}

/** One object of the store on its way into a pack: a file, the names in a folder, or a commit. */
export interface PackedObject {
  /** As Git names it. */
  id(): string;
  /** What anybody wrote into it. */
  readonly bytes: Uint8Array;
}

/** What of an estate's store goes into a pack. Each gives the same bytes for the same arguments, on any machine. */
export interface EvidenceSource {
  /** Commit of each branch that a pack takes (`main`, `tickets`, `observed/…` of the engines in scope), sorted by name. */
  branches(engineIds: readonly string[]): Promise<Readonly<Record<string, string>>>;
  /** The records up to a head, oldest first. */
  ledgerLines(head: { readonly seq: number; readonly commit: string }): AsyncIterable<SealedLine>;
  /** A Git bundle (version 2) of branches, every object whole, sorted by id: `git clone` reads it. */
  bundle(branches: Readonly<Record<string, string>>): Bytes;
  /** A pack file with the commits of the ledger up to a head, and all that lies under the last of them. */
  ledgerPack(commit: string): Bytes;
  /** Passes on a bundle or a pack file that this source wrote, and shows each object in it. @throws LockstepError `pack-unreadable` */
  watch(bytes: Bytes, look: (object: PackedObject) => void): Bytes;
  /** Where some objects stand, each in one place, as `branch: path`; one that is no file or folder of theirs is left out. */
  placesOf(ids: ReadonlySet<string>, branches: Readonly<Record<string, string>>): Promise<ReadonlyMap<string, string>>;
  /** Public keys that count, in the form of an allowed-signers file, as they stand at a commit of `main`. */
  allowedSigners(main: string): Promise<string>;
}

/** Writes an archive to one place: nothing stands there before `finish`. */
export interface PackWriter {
  /** Adds a file; gives its digest (hex) and size. */
  add(name: string, bytes: Bytes): Promise<{ readonly sha256: string; readonly bytes: number }>;
  finish(): Promise<void>;
  abandon(): Promise<void>;
}

/** An archive that somebody handed over: hostile until it is held against its own statement. */
export interface OpenedPack extends AsyncDisposable {
  /** In the order in which they lie in it. */
  readonly names: readonly string[];
  /** @throws LockstepError `pack-unreadable` where the file is cut off, damaged, or larger than it says */
  read(name: string): Bytes;
}

/** The store inside a pack, laid out in a folder of its own that goes with it: nothing of the machine's own estate is asked. */
export interface RestoredStore extends AsyncDisposable {
  readonly repository: EstateRepository;
  readonly ledger: Ledger;
  readonly ticketStore: TicketStore;
  readonly source: EvidenceSource;
}

/** Signs and checks what is no commit, as `ssh-keygen -Y` does. */
export interface EvidenceSigner {
  /** The body of the signature, base64 on one line; its key's fingerprint, `SHA256:…`. */
  sign(message: Uint8Array): Promise<{ readonly sig: string; readonly keyid: string }>;
}

/** Prints a document that was typeset, in the standards PDF/A-2a and PDF/UA-1: the same bytes for the same text. */
export interface PdfPrinter {
  print(typst: string): Promise<Uint8Array>;
}
