import type { Kind } from "./kinds.js";

/** How the rows of a table, or of a security export, become artefacts. */
export interface TableKind {
  readonly kind: Kind;
  /** Columns that together identify a row, outermost first; empty for a table of one row. */
  readonly identity: readonly string[];
  /** Put before the identity, where several tables share a kind. */
  readonly prefix?: string;
  /** True where the rows belong to a namespace and not to the instance. */
  readonly inNamespace?: true;
}

/** By the last part of the table's name, which is also the element of a security export. */
const TABLES: Readonly<Record<string, TableKind>> = {
  Credentials: { kind: "credential", identity: ["SystemName"], inNamespace: true },
  BusinessPartner: { kind: "business-partner", identity: ["PartnerName"], inNamespace: true },
  Schedule: { kind: "schedule", identity: ["Name"], inNamespace: true },
  Applications: { kind: "web-application", identity: ["Name"] },
  Users: { kind: "user", identity: ["Name"] },
  Roles: { kind: "role", identity: ["Name"] },
  Resources: { kind: "resource", identity: ["Name"] },
  Services: { kind: "service", identity: ["Name"] },
  SSLConfigs: { kind: "ssl-config", identity: ["Name"] },
  X509Credentials: { kind: "x509-credential", identity: ["Alias"] },
  Task: { kind: "task", identity: ["NameSpace", "Name"] },
  Namespaces: { kind: "namespace", identity: ["Name"] },
  Databases: { kind: "database", identity: ["Name"] },
  MapGlobals: { kind: "mapping", identity: ["Namespace", "Name"], prefix: "Global" },
  MapRoutines: { kind: "mapping", identity: ["Namespace", "Name"], prefix: "Routine" },
  MapPackages: { kind: "mapping", identity: ["Namespace", "Name"], prefix: "Package" },
  SQLPrivileges: { kind: "sql-privilege", identity: ["Namespace", "SQLObject", "Privilege", "Grantee"] },
  SQLAdminPrivilegeSet: { kind: "sql-privilege", identity: ["Namespace", "Grantee"], prefix: "Admin" },
  SQLRoleGrantOption: { kind: "sql-privilege", identity: ["UserOrRole", "RoleGranted"], prefix: "Role" },
};

/** What becomes of a table's rows. A table of `Config` that is not named here is one row of the system's configuration. */
export function tableKind(table: string): TableKind {
  const name = table.slice(table.lastIndexOf(".") + 1);
  const known = Object.hasOwn(TABLES, name) ? TABLES[name] : undefined;
  if (known !== undefined) return known;
  if (table.startsWith("Config.")) return { kind: "system-configuration", identity: [], prefix: name };
  return { kind: "other", identity: ["Name"], prefix: table, inNamespace: true };
}
