import { createHash } from "node:crypto";
import type { DatabaseData, IrisModel, MirrorData, NamespaceData, Row } from "./model.js";
import { OLD_LACKS } from "./old-lacks.js";

export type Category = "CLS" | "RTN" | "CSP" | "OTH";

/** A document as it lies in a database now. */
export interface DocumentState {
  readonly name: string;
  readonly category: Category;
  readonly database: string;
  readonly generated: boolean;
  readonly binary: boolean;
  readonly text: string;
  /** `YYYY-MM-DD HH:MM:SS.mmm`. */
  readonly ts: string;
}

export interface NamespaceState {
  readonly name: string;
  readonly interoperability: boolean;
  readonly databases: readonly DatabaseData[];
  readonly documents: Map<string, DocumentState>;
  readonly tables: Map<string, readonly Row[]>;
}

const DEFAULT_VERSION =
  "IRIS for UNIX (Ubuntu Server LTS for x86-64 Containers) 2025.1 (Build 223U) Tue Mar 11 2025 18:23:31 EDT";
const BORN = new Date("2026-11-02T08:00:00.000Z");

/** What one simulated instance holds, and what people may do to it. */
export class InstanceState {
  readonly id: string;
  readonly version: string;
  readonly api: number;
  readonly licenceDays: number | undefined;
  readonly namespaces: ReadonlyMap<string, NamespaceState>;
  /** Tables, and columns with their table, that a query must not name. */
  readonly lacks: ReadonlySet<string>;
  mirror: MirrorData;
  private readonly clock: () => Date;
  private audited = 0;

  constructor(model: IrisModel, clock: () => Date) {
    this.id = model.id;
    this.version = model.version ?? DEFAULT_VERSION;
    this.api = model.api ?? 8;
    this.licenceDays = model.licenceDays;
    this.lacks = new Set([...(model.lacks ?? []), ...(this.isOld ? OLD_LACKS : [])]);
    this.mirror = model.mirror ?? { role: "none" };
    this.clock = clock;
    this.namespaces = new Map(model.namespaces.map((data) => [data.name, makeNamespace(data)]));
  }

  /** Before IRIS there was Caché: no metrics, other column names. */
  get isOld(): boolean {
    return this.version.startsWith("Cache");
  }

  /** From 2025.2 on security tables answer to class queries only. */
  get guardsSecurity(): boolean {
    return Number(/\b\d{4}\.\d+/.exec(this.version)?.[0] ?? 0) >= 2025.2;
  }

  now(): Date {
    return this.clock();
  }

  /** Writes a document as an editor does: its time stamp and, for code, its database's hash move on. */
  putDocument(namespace: string, name: string, text: string, by = "superuser"): void {
    const { documents, databases } = this.get(namespace);
    const before = documents.get(name);
    documents.set(name, {
      name,
      category: categoryOf(name),
      database: before?.database ?? databases[0]?.name ?? namespace,
      generated: false,
      binary: before?.binary ?? false,
      text,
      ts: timestamp(this.now()),
    });
    if (/ProductionDefinition/.test(text)) this.audit("%Ensemble", "%Production", "ModifyConfiguration", by, name);
  }

  editDocument(namespace: string, name: string, from: string, to: string, by?: string): void {
    const document = this.get(namespace).documents.get(name);
    if (!document?.text.includes(from)) throw new Error(`${namespace} has no ${name} that holds '${from}'`);
    this.putDocument(
      namespace,
      name,
      document.text.replace(from, () => to),
      by,
    );
  }

  removeDocument(namespace: string, name: string): void {
    if (!this.get(namespace).documents.delete(name)) throw new Error(`${namespace} has no ${name}`);
  }

  rows(namespace: string, table: string): readonly Row[] {
    return this.get(namespace).tables.get(table) ?? [];
  }

  setRows(namespace: string, table: string, rows: readonly Row[], by = "superuser"): void {
    this.get(namespace).tables.set(table, rows);
    const change = /^Security\.(\w+?)s$/.exec(table)?.[1];
    if (change !== undefined) this.audit("%System", "%Security", `${change}Change`, by, `Modify ${table}`);
  }

  removeRow(namespace: string, table: string, name: string, by?: string): void {
    const rows = this.rows(namespace, table);
    const left = rows.filter((row) => row["Name"] !== name);
    if (left.length === rows.length) throw new Error(`${table} has no ${name}`);
    this.setRows(namespace, table, left, by);
  }

  /** Changes with any change of code in a database, for every namespace that sees it. */
  codeHash(database: string): string {
    return this.hash(database, ["CLS", "RTN"]);
  }

  databaseHash(database: string): string {
    return this.hash(database, ["CLS", "RTN", "CSP", "OTH"]);
  }

  /** Writes to the audit database, as changes of security and configuration do. */
  audit(source: string, type: string, event: string, by: string, description: string): void {
    this.audited += 1;
    const row: Row = {
      AuditIndex: this.audited,
      UTCTimeStamp: timestamp(this.now()),
      EventSource: source,
      EventType: type,
      Event: event,
      Username: by,
      Description: description,
      EventData: "never asked for",
    };
    const tables = this.namespaces.get("%SYS")?.tables;
    tables?.set("%SYS.Audit", [row, ...(tables.get("%SYS.Audit") ?? [])]);
  }

  private hash(database: string, categories: readonly Category[]): string {
    const stamps = [...this.namespaces.values()].flatMap(({ documents }) =>
      [...documents.values()]
        .filter((document) => document.database === database && categories.includes(document.category))
        .map(({ name, ts, text }) => `${name}\0${ts}\0${text}`),
    );
    return createHash("sha256").update(stamps.toSorted().join("\n")).digest("base64").slice(0, 22);
  }

  private get(name: string): NamespaceState {
    const namespace = this.namespaces.get(name);
    if (namespace === undefined) throw new Error(`the simulated instance has no namespace '${name}'`);
    return namespace;
  }
}

function makeNamespace({
  name,
  interoperability = true,
  databases,
  documents,
  tables = {},
}: NamespaceData): NamespaceState {
  const own = databases[0]?.name ?? name;
  return {
    name,
    interoperability,
    databases,
    documents: new Map(
      documents.map((data) => [
        data.name,
        {
          name: data.name,
          category: categoryOf(data.name),
          database: data.database ?? own,
          generated: data.generated ?? false,
          binary: data.binary ?? false,
          text: data.text,
          ts: timestamp(BORN),
        },
      ]),
    ),
    tables: new Map(Object.entries(tables)),
  };
}

function categoryOf(name: string): Category {
  const type = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
  if (type === "cls") return "CLS";
  if (["mac", "int", "inc", "bas", "mvi", "mvb"].includes(type)) return "RTN";
  return name.includes("/") ? "CSP" : "OTH";
}

function timestamp(at: Date): string {
  return at.toISOString().replace("T", " ").replace("Z", "");
}
