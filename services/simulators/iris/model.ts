/** A value in a row of a table. */
export type Value = string | number | null;
export type Row = Readonly<Record<string, Value>>;

/** A database as a namespace sees it. */
export interface DatabaseData {
  readonly name: string;
  /** True for one that belongs to the product. */
  readonly system?: boolean;
}

/** One document: a class, a routine, a lookup table, a schema… */
export interface DocumentData {
  /** With its type, for example `Hospital.Rules.Routing.cls`. */
  readonly name: string;
  readonly text: string;
  /** Which database holds it. Default: the namespace's own. */
  readonly database?: string;
  readonly generated?: boolean;
  /** Sent as base64 chunks. */
  readonly binary?: boolean;
}

export interface NamespaceData {
  readonly name: string;
  /** Made for interfaces. Default true. */
  readonly interoperability?: boolean;
  /** The first one is the namespace's own. */
  readonly databases: readonly DatabaseData[];
  readonly documents: readonly DocumentData[];
  /** Rows by SQL table name; a table that is not named is empty. */
  readonly tables?: Readonly<Record<string, readonly Row[]>>;
}

/** What the instance says of its mirror. */
export interface MirrorData {
  readonly role: "primary" | "backup" | "none";
  readonly failoverReady?: boolean;
  /** Databases that the mirror's journal holds and this member does not. */
  readonly missingDatabases?: number;
}

/** One instance as plain data. */
export interface IrisModel {
  /** The instance's own GUID. */
  readonly id: string;
  /** `$ZV`. Default an invented IRIS 2025.1. */
  readonly version?: string;
  /** Highest version of the interface. Default 8. */
  readonly api?: number;
  /** `%SYS` among them where its tables are to be read. */
  readonly namespaces: readonly NamespaceData[];
  /** Default: no member of a mirror. */
  readonly mirror?: MirrorData;
  /** Days that the licence still holds, as the metrics tell them. Default: they do not. */
  readonly licenceDays?: number;
  /** Tables, and columns (`%SYS.Task.Settings`), that this version does not have beside those that its age tells. */
  readonly lacks?: readonly string[];
}
