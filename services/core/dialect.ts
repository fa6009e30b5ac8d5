import type { Artefact, Notice } from "#schemas/artefact";
import type { NodeFacts } from "#schemas/snapshot";
import type { ActivationNeed } from "./runbook/order-activation.js";

/**
 * Where an export comes from. `server`: one answer among many of a whole-server read, so that facts which other answers
 * hold (tags, dependencies, library copies) are left to those. `file`: all that is known is in this one file.
 */
export type ExportScope = "server" | "file";

/** One piece of what an engine said: a whole answer, or one item split from a large list. */
export interface ExportItem {
  /** Names the read request, for example `channels` or `configuration-map`; `file` for a file. */
  readonly source: string;
  readonly bytes: Uint8Array;
  /** For messages: a file name, or the request's path. */
  readonly origin: string;
}

/** An element as it was read, before anything is dropped, sorted or masked. */
export interface RawNode {
  readonly name: string;
  readonly attributes: readonly (readonly [name: string, value: string])[];
  /** Concatenated character data; `""` for a branch whose text is only layout. */
  readonly text: string;
  readonly children: readonly RawNode[];
}

/** One configuration item as read. */
export interface RawArtefact {
  readonly kind: string;
  readonly key: string;
  readonly name: string;
  readonly root: RawNode;
  /** What the dialect itself saw and a person should know. */
  readonly notices?: readonly Notice[];
}

/** Everything that one export item says. */
export interface ParsedExport {
  readonly artefacts: readonly RawArtefact[];
  readonly facts: NodeFacts;
}

/** What a field is, decided by the dialect; several may hold at once. */
export interface FieldRule {
  /** Never a difference. `drop`: not kept at all. `provenance`: kept beside the snapshot, outside digest and comparison. */
  readonly volatile?: "drop" | "provenance";
  /** Order means nothing: children are sorted by key. */
  readonly unordered?: true;
  /** Children are a list even where their names happen to differ. */
  readonly list?: true;
  /**
   * Gives a child of this collection its identity: a text, or the child's leaves whose values together are it, each masked as it is
   * where it stands. `undefined` falls back to name and occurrence.
   */
  readonly childKey?: (child: RawNode) => string | readonly RawNode[] | undefined;
  /**
   * True: the whole value is secret, and is replaced by a keyed token. False: it is none, whatever its place sounds like.
   * Default: its place decides, by the same rules for every product.
   */
  readonly secret?: boolean;
  /** Message template: replaced by a keyed digest unless policy opts in. */
  readonly template?: "text" | "base64";
  /**
   * A table too large for a tree: CSV, each cell in quotes, whose first line names the columns. Its cells are judged as
   * `<row><cell name="column">` below this leaf would be.
   */
  readonly table?: true;
  /** The leaf stands in a file of its own with this extension. */
  readonly file?: string;
  /** Attributes to leave out (they are facts of the node, such as the engine's version). */
  readonly dropAttributes?: readonly string[];
  /** A position restated as a value: dropped where it equals the position, kept where it does not. */
  readonly positionOf?: true;
}

/** What an artefact is to a person who knows no product: the same words across the estate. */
export type Concept =
  | "interface"
  | "endpoint"
  | "filter"
  | "transform"
  | "route"
  | "rule"
  | "lookup"
  | "schedule"
  | "credential"
  | "certificate"
  | "licence"
  | "code"
  | "schema"
  | "setting"
  | "access"
  | "alert"
  | "platform"
  | "other";

/** A product's reader: pure knowledge of what its bytes mean. */
export interface Dialect {
  readonly product: string;
  /** Raised whenever the same bytes would give other artefacts: a new reader is not drift. For example `mirth-connect/1`. */
  readonly version: string;
  /** Kinds that carry messages and so have a tier and a flow of their own; every other kind serves them all. */
  readonly interfaceKinds: readonly string[];
  /** What each kind is to a person who knows no product. */
  readonly concepts: Readonly<Record<string, Concept>>;
  /**
   * Why a failover cannot work while production and standby differ here, whoever approved the difference; `undefined` for
   * nearly everything. `segments` are the keys of the change's path.
   */
  readonly mustMatch?: (kind: string, key: string, segments: readonly string[]) => string | undefined;
  /**
   * Why a difference here keeps no failover from working; `undefined` for nearly everything. Such differences are findings of their
   * own, low and blocking nothing.
   */
  readonly mayDiffer?: (kind: string, key: string, segments: readonly string[]) => string | undefined;
  /**
   * Kinds that the engine hides, with all that they hold, from an account that may not view them: one that was there and is not
   * any more cannot be told from a hidden one.
   */
  readonly hidingKinds?: readonly string[];
  /**
   * Sources that a person may accept as unread, by the words of the `unread` step, each with the kind of artefact that comes from it
   * and from nowhere else: that kind is then compared on no node. Default: none.
   */
  readonly separableSources?: Readonly<Record<string, string>>;
  /**
   * Another identity of an artefact, for products whose keys are places or names: it stays when the artefact is renamed or moved,
   * and pairs it with what it was. Taken from the canonical form.
   */
  readonly aliasOf?: (artefact: Artefact) => string | undefined;
  /** What the engine says of the order in which interfaces are activated. It changes no artefact. Default: nothing is said. */
  readonly activation?: ActivationRules;
  /** Where the engine says who may change it. It changes no artefact. Default: it does not tell. */
  readonly access?: AccessRules;
  /**
   * Whether what is kept beside an artefact of a kind names who did something, by its place. Where accounts are sealed it is kept by pseudonym.
   * Default: nothing does.
   */
  readonly namesPerson?: (kind: string, place: string) => boolean;
  /** Names of the files that an offline comparison takes from a folder. Default: those that end with `.xml`. */
  readonly exportFiles?: RegExp;
  /** Folder per kind in Git, for example `channel` → `channels`. */
  readonly folders: Readonly<Record<string, string>>;
  /** @throws LockstepError `export-malformed`, `export-unsupported` */
  parse(item: ExportItem, scope: ExportScope): ParsedExport;
  /** The rule for a node; `ancestors` runs from the artefact's root to the parent. */
  rule(kind: string, node: RawNode, ancestors: readonly RawNode[], scope: ExportScope): FieldRule;
  /** A change path in the words of the product's users; `names` gives what a person calls each segment, where known. */
  label(kind: string, segments: readonly LabelSegment[]): string;
}

/** Where a product says which interface needs which: what is sent to, or depended on, runs first. */
export interface ActivationRules {
  /** Kinds of artefact that say anything of it. */
  readonly kinds: readonly string[];
  /** What one says, by keys or names of interfaces. Taken from the canonical form. */
  readonly needsOf: (artefact: Artefact) => readonly ActivationNeed[];
}

/** Where a product says who is known to it, and with which roles. */
export interface AccessRules {
  /** Kinds of accounts and of the roles or groups that they hold. */
  readonly kinds: readonly string[];
  /** Names of the roles that an account holds; `undefined` of what is no account, or where nothing is said. Taken from the canonical form. */
  readonly rolesOf?: (artefact: Artefact) => readonly string[] | undefined;
}

/** One segment of a change path, with what the tree says about it. */
export interface LabelSegment {
  readonly name: string;
  readonly key: string;
  /** The value of the node's child `name`, where it has one: `To PAS` for a destination. */
  readonly title?: string;
}
