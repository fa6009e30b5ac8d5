import type { EngineNode } from "#schemas/estate";
import type { NodeFacts } from "#schemas/snapshot";
import type { ExportItem } from "#services/core/dialect";

/**
 * An item that the engine itself marks with its state, such as a hash or a time stamp: where place and mark are the same, so
 * are the bytes. The mark must name the server, too, since what one server says does not hold for another.
 */
export interface MarkedItem {
  readonly source: string;
  readonly origin: string;
  readonly mark: string;
}

/** What a read of one node needs. */
export interface ReadRequest {
  readonly node: EngineNode;
  /** From environment or file; never logged. */
  readonly password?: string;
  /** The id recorded for this node; another id is `wrong-server`. */
  readonly expectedServerId?: string;
  readonly signal?: AbortSignal;
  /** Deadline of the whole read in milliseconds. Default 10 minutes. */
  readonly timeoutMs?: number;
  /** Our clock, to measure the node's. */
  readonly now: () => Date;
  /**
   * Whether an item was read before and can be taken over: only then may it be given as `kept`, and need not be fetched.
   * Default: never.
   */
  readonly known?: (item: MarkedItem) => boolean;
  /** Called as the read goes on, for people who wait; `bytes` are those since the last call. */
  readonly onProgress?: (step: { source: string; bytes: number }) => void;
}

/** One step of a read: an item, one that is as it was, facts, or a source that could not be read although the session goes on. */
export type ReadStep =
  | { readonly type: "item"; readonly item: ExportItem; readonly mark?: string }
  | { readonly type: "kept"; readonly item: MarkedItem }
  | { readonly type: "facts"; readonly facts: NodeFacts }
  | {
      readonly type: "unread";
      readonly source: string;
      readonly code: string;
      readonly message: string;
      /** What to do, in the words of the source; left out: what the registry of errors says of the code. */
      readonly remedy?: string;
    };

/** Something `doctor` found: named, with its remedy. */
export interface Diagnosis {
  readonly check: string;
  readonly state: "ok" | "warning" | "failed";
  readonly message: string;
  readonly remedy?: string;
}

/** Reads engines of one product; sends only what stands on its list of read requests. */
export interface Connector {
  readonly product: string;
  /** What a node's entry in estate.yaml lacks or has too much for this product, each as one clause; empty when it will do. */
  nodeProblems(node: EngineNode): readonly string[];
  /** Every request it may send, as `METHOD /path` patterns: the wire is held against it in tests. */
  readonly readRequests: readonly string[];
  /** Reads everything; sequential, one session, signed out at the end even on failure. @throws LockstepError of family upstream */
  read(request: ReadRequest): AsyncIterable<ReadStep>;
  /** Looks for each missing right, route, certificate and clock fault. Never throws for what it finds. */
  diagnose(request: ReadRequest): Promise<readonly Diagnosis[]>;
}
