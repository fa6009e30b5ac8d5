import type { ArtefactFile } from "#schemas/artefact";
import type { LedgerRecord } from "#schemas/ledger-record";
import type { Occasion } from "#schemas/schedule";
import type { Snapshot } from "#schemas/snapshot";
import type { GovernedCommit } from "#services/core/policy/policy-change";

/** What the previous snapshots of an engine's nodes already hold for an export item, so that it need not be parsed again. */
export interface KnownItem {
  /** Keyed digest of the item's raw bytes and of where it stands. */
  readonly rawDigest: string;
  /** Keyed digest of the mark that the engine gave it, where it gives any. */
  readonly mark?: string;
  readonly entries: Snapshot["entries"];
  /** Volatile facts per artefact path, as stored in provenance. */
  readonly provenance: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** One export item as it was read, for provenance. */
export interface ItemProvenance extends KnownItem {
  readonly source: string;
}

/** A snapshot being written. Nothing is visible to others before `commit`. */
export interface SnapshotWriter {
  /** Items of the last snapshots of all nodes of this engine made by the same dialect and mask key, by raw digest. */
  readonly known: ReadonlyMap<string, KnownItem>;
  /** Writes an artefact's files below its folder; unchanged content costs nothing. */
  put(path: string, files: readonly ArtefactFile[]): Promise<void>;
  /** Takes an artefact over from a known item without reading it. */
  keep(path: string, digest: string): Promise<void>;
  /**
   * Makes the snapshot visible as one signed commit on `observed/<engine>/<node>`, or none where nothing changed.
   * Compare-and-swap, retried; `changed` tells whether the digest differs from the one before.
   */
  commit(snapshot: Snapshot, items: readonly ItemProvenance[]): Promise<SnapshotRef>;
  abandon(): Promise<void>;
}

/** Where a snapshot lies. */
export interface SnapshotRef {
  readonly commit: string;
  readonly digest: string;
  readonly takenAt: string;
  readonly changed: boolean;
}

/** A snapshot or baseline that can be opened artefact by artefact. */
export interface StoredArtefacts {
  readonly commit: string;
  readonly snapshot: Snapshot;
  /** The files of some artefacts, by artefact path, read in one go. */
  load(paths: readonly string[]): Promise<ReadonlyMap<string, readonly ArtefactFile[]>>;
  /** Volatile facts of an artefact by path inside it, such as its revision; left out for baselines, which carry none. */
  stampsOf?(path: string): Readonly<Record<string, string>>;
}

/** The approved baseline of an engine and what proves it. */
export interface StoredBaseline extends StoredArtefacts {
  /** The ledger record that approved exactly this tree, or why there is none. */
  readonly approval: { readonly record: LedgerRecord } | { readonly unproven: string };
}

/** Files in force: those committed on `main`. */
export interface GovernedFiles {
  /** The commit of `main` they come from. */
  readonly commit: string;
  /** Path → text, for `estate.yaml` and everything below `policy/`. */
  readonly files: ReadonlyMap<string, string>;
}

/** One policy file, or the owners file, as it is to stand on `main`, and the message of its commit. */
export interface GovernedEdit {
  readonly path: string;
  readonly text: string;
  readonly message: string;
}

/** One change of an artefact on a node, newest first in a history. */
export interface ArtefactVersion {
  readonly commit: string;
  readonly takenAt: string;
  /** `null` where the artefact was absent. */
  readonly digest: string | null;
}

/** A branch whose commits the ledger records: what is governed, what ticket systems answered, or the snapshots of a node. */
export type RecordedBranch = "main" | "tickets" | { readonly engineId: string; readonly nodeId: string };

/** The estate repository: Git is the database. */
export interface EstateRepository {
  governed(): Promise<GovernedFiles>;
  beginSnapshot(about: {
    engineId: string;
    nodeId: string;
    nodeIds: readonly string[];
    dialect: string;
    maskKeyId: string;
    /** Ends the wait for other writers. */
    signal?: AbortSignal;
  }): Promise<SnapshotWriter>;
  /**
   * `observed/<engine>/<node>`: the latest, `~n` before it, or the one at an instant. A branch whose newest commit is not
   * signed as Lockstep's own is `store-unsound`.
   */
  openSnapshot(
    engineId: string,
    nodeId: string,
    at?: { back: number } | { instant: string },
  ): Promise<StoredArtefacts | undefined>;
  openSnapshotCommit(commit: string): Promise<StoredArtefacts>;
  /**
   * Why a branch cannot hold all that once stood on it, as a sentence without its end, or `undefined`. `commits` are those
   * that the ledger records; they must be read before this is asked, since a check at work writes a snapshot before its record.
   */
  findBranchFault(branch: RecordedBranch, commits: readonly string[]): Promise<string | undefined>;
  openBaseline(engineId: string): Promise<StoredBaseline | undefined>;
  openBaselineCommit(engineId: string, commit: string): Promise<StoredArtefacts | undefined>;
  /** Copies a snapshot's artefacts to `baselines/<engine>` on `main`, signed, with a ledger record of the tree digest. */
  adoptBaseline(adoption: {
    engineId: string;
    commit: string;
    digest: string;
    approver: string;
    ticket: string | null;
    /** Whether the ticket was found in its system. */
    ticketFound?: boolean;
    at: string;
    reviewed: boolean;
  }): Promise<{ commit: string; record: LedgerRecord }>;
  /** What says on `main` who owns which path, for a Git host; `undefined` where there is no such file. */
  readOwnersFile(path: string): Promise<string | undefined>;
  /**
   * Commits one policy file, or the owners file, to `main`, signed, and gives the commit. The edit is asked again where somebody else's commit
   * came first; what it throws ends the change.
   */
  changeGoverned(change: { at: string; edit: (governed: GovernedFiles) => GovernedEdit }): Promise<string>;
  /**
   * Puts the same approved content, read by a newer dialect, in the place of the baseline, with a record `reader-changed`.
   * `snapshot` is asked after the last artefact.
   */
  rewriteBaseline(rewriting: {
    engineId: string;
    at: string;
    approval: LedgerRecord;
    artefacts: AsyncIterable<{ readonly path: string; readonly files: readonly ArtefactFile[] }>;
    snapshot: () => Snapshot;
  }): Promise<LedgerRecord>;
  history(engineId: string, nodeId: string, path: string): Promise<readonly ArtefactVersion[]>;
  /** The newest version of each artefact, by path, found for all of them together; one that never was is left out. */
  newestVersions(
    engineId: string,
    nodeId: string,
    paths: readonly string[],
  ): Promise<ReadonlyMap<string, ArtefactVersion>>;
  /** The commits of `main` that changed a governed file, newest first. */
  versionsOf(path: string): AsyncIterable<{ readonly commit: string; readonly at: Date }>;
  /** The commits between two of `main` that touched a governed file, oldest first, without merges. */
  governedCommits(from: string, to: string): Promise<readonly GovernedCommit[]>;
  /** Governed files at an older commit of `main`, to derive a verdict again. */
  governedAt(commit: string): Promise<GovernedFiles>;
}

/** Why a ledger cannot be trusted, as an end of a sentence. */
export interface LedgerFault {
  /** `ledger-rolled-back`: it is sound in itself, and not the ledger that this machine has seen. */
  readonly code: "ledger-broken" | "ledger-rolled-back";
  readonly problem: string;
}

/** A run that a schedule made due, of one engine, and the record that says it happened. */
export interface RecordedOccasion extends Occasion {
  readonly engineId: string;
  readonly seq: number;
}

/** A record of the ledger as it was noted where nobody can write it anew. */
export interface KeptHead {
  readonly seq: number;
  readonly hash: string;
}

/** The append-only, hash-chained, signed record. */
export interface Ledger {
  /**
   * Appends one record; a compare-and-swap retry computes `previous` anew, so that two writers both succeed. A ledger that
   * was set back does not grow a second end: `ledger-rolled-back`.
   */
  append(entry: Pick<LedgerRecord, "type" | "actor" | "at" | "body">): Promise<LedgerRecord>;
  /**
   * Appends a record; that of a run with an occasion only where the ledger holds no other run of that engine on it: else `undefined`, also where
   * another process was quicker by a moment. With `isNext` only where that holds of the newest record of its type, as it stands at that very moment.
   */
  appendOnce(
    entry: Pick<LedgerRecord, "type" | "actor" | "at" | "body">,
    isNext?: (newest: LedgerRecord | undefined) => boolean,
  ): Promise<LedgerRecord | undefined>;
  /** What was due between two instants, at most forty days apart, and has a record. */
  occasions(from: Date, to: Date): Promise<readonly RecordedOccasion[]>;
  /** Appends a record also to a ledger that was set back, and counts from that record on. */
  acceptRestore(entry: Pick<LedgerRecord, "actor" | "at" | "body">): Promise<LedgerRecord>;
  /** Newest first, filtered by type where given; with `before` only records of a smaller number, with `upTo` those that a commit of it holds. */
  records(filter?: {
    type?: LedgerRecord["type"];
    limit?: number;
    before?: number;
    upTo?: string;
    engineId?: string;
    among?: number;
  }): AsyncIterable<LedgerRecord>;
  /**
   * Why the newest record cannot be trusted, or `undefined`. Its signature covers every record before it, so this is what
   * a run asks; `verify` also says where a chain broke.
   */
  findHeadFault(): Promise<LedgerFault | undefined>;
  /** False where this machine remembers nothing of the ledger, so that it could have been set back unseen. */
  hasMark(): Promise<boolean>;
  /** Walks the whole chain and every signature, and holds it against records that were noted elsewhere. */
  verify(kept?: readonly KeptHead[]): Promise<
    | {
        readonly sound: true;
        readonly records: number;
        readonly head: string | null;
        readonly rollback: "none" | "not-checked";
      }
    | { readonly sound: false; readonly problem: string }
  >;
}
