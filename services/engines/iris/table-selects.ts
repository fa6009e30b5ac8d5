/** One SELECT of the fixed list: the whole of what is ever asked of an engine's tables. */
export interface TableSelect {
  /** The table's SQL name. */
  readonly table: string;
  readonly query: string;
  /** First version that is asked so, for example `2025.2`. */
  readonly since?: number;
  /** First version that is asked otherwise. */
  readonly until?: number;
}

/** Columns by name, so that a secret beside them is never asked for; `*` only where the table holds none. */
function select(
  columns: string,
  table: string,
  order: string,
  versions: Pick<TableSelect, "since" | "until"> = {},
): TableSelect {
  return { table, query: `SELECT ${columns} FROM ${table} ORDER BY ${order}`, ...versions };
}

/** From this version on security tables cannot be queried but through the class queries of the product. */
const SECURITY_QUERIES_ONLY = 2025.2;

/** A table of the product's security, asked directly, and from 2025.2 on through one of its class queries. */
function securitySelects(name: string, columns: string, classQuery: string, listed: string): readonly TableSelect[] {
  const table = `Security.${name}`;
  const query = `SELECT ${listed} FROM ${table}_${classQuery}('*') ORDER BY Name`;
  return [
    select(columns, table, "Name", { until: SECURITY_QUERIES_ONLY }),
    { table, query, since: SECURITY_QUERIES_ONLY },
  ];
}

const SSL_COLUMNS =
  "Name, Description, Type, Enabled, CAFile, CertificateFile, PrivateKeyFile, CipherList, VerifyPeer, VerifyDepth";

const SECURITY_SELECTS: readonly TableSelect[] = [
  ...securitySelects(
    "Applications",
    "Name, Description, NameSpace, DispatchClass, Enabled, Type, AutheEnabled, Resource, MatchRoles, Path, CookiePath, UseCookies, Timeout, AutoCompile, InbndWebServicesEnabled, IsNameSpaceDefault, LockCSPName, Recurse, ServeFiles, ServeFilesTimeout",
    "Detail",
    "*",
  ),
  // The class query also tells the last login, which is none of our business.
  ...securitySelects("Users", "Name, FullName, Enabled, Roles", "List", "Name, Enabled, Roles"),
  ...securitySelects(
    "Roles",
    "Name, Description, GrantedRoles, Resources",
    "ListAll",
    "Name, Description, GrantedRoles, Resources",
  ),
  ...securitySelects(
    "Resources",
    "Name, Description, PublicPermission, Type",
    "List",
    "Name, Description, PublicPermission, Type",
  ),
  ...securitySelects("Services", "Name, Enabled, AutheEnabled", "List", "*"),
  select(`${SSL_COLUMNS}, Protocols`, "Security.SSLConfigs", "Name", { until: 2020 }),
  select(`${SSL_COLUMNS}, TLSMinVersion, TLSMaxVersion`, "Security.SSLConfigs", "Name", {
    since: 2020,
    until: SECURITY_QUERIES_ONLY,
  }),
  {
    table: "Security.SSLConfigs",
    query: "SELECT * FROM Security.SSLConfigs_List('*') ORDER BY Name",
    since: SECURITY_QUERIES_ONLY,
  },
];

/** Asked in each namespace. */
export const NAMESPACE_SELECTS: readonly TableSelect[] = [
  select("SystemName, Username, BusinessPartner", "Ens_Config.Credentials", "SystemName"),
  select("*", "Ens_Config.BusinessPartner", "ID"),
];

/** Asked in `%SYS`: what a mirror does not carry. */
export const SYSTEM_SELECTS: readonly TableSelect[] = [
  select("Name, Globals, Routines, TempGlobals", "Config.Namespaces", "Name"),
  select("Namespace, Name, Database", "Config.MapGlobals", "Namespace, Name"),
  select("Namespace, Name, Database", "Config.MapRoutines", "Namespace, Name"),
  select("Namespace, Name, Database", "Config.MapPackages", "Namespace, Name"),
  select("Name, Directory, Server, MountRequired", "Config.Databases", "Name"),
  select("*", "Config.config", "ID"),
  // Never the whole section: it holds PasswordHash.
  select("EnsembleAutoStart, SystemMode, DefaultPort", "Config.Startup", "ID"),
  select("FreezeOnError, FileSizeLimit, DaysBeforePurge", "Config.Journal", "ID"),
  ...SECURITY_SELECTS,
  select(
    "Name, NameSpace, TaskClass, Description, Suspended, RunAsUser, TimePeriod, TimePeriodEvery, TimePeriodDay, DailyFrequency, DailyFrequencyTime, DailyIncrement, DailyStartTime, DailyEndTime",
    "%SYS.Task",
    "NameSpace, Name, ID",
  ),
];

/** The names of lookup tables, asked in each namespace to see that none is missing among the documents. */
export const LOOKUP_TABLE_NAMES: TableSelect = select("DISTINCT TableName", "Ens_Util.LookupTable", "TableName");

/** Whether there is any default setting, asked where the document of them is not given. */
export const DEFAULT_SETTINGS_PROBE: TableSelect = select("TOP 1 ID", "Ens_Config.DefaultSettings", "ID");

/**
 * Who changed what of security and configuration, asked in `%SYS`. Never `EventData`: it holds old and new values.
 */
export const AUDIT_SELECT: TableSelect = {
  table: "%SYS.Audit",
  query:
    "SELECT TOP 500 AuditIndex, UTCTimeStamp, EventSource, EventType, Event, Username, Description FROM %SYS.Audit " +
    "WHERE EventSource IN ('%System', '%Ensemble') AND Event IN ('ApplicationChange', 'ConfigurationChange', 'ModifyConfiguration', " +
    "'ResourceChange', 'RoleChange', 'SSLConfigChange', 'StartProduction', 'StopProduction', 'UserChange') ORDER BY UTCTimeStamp DESC",
};

/** Every query that may be sent. */
export const QUERIES: ReadonlySet<string> = new Set(
  [...NAMESPACE_SELECTS, ...SYSTEM_SELECTS, LOOKUP_TABLE_NAMES, DEFAULT_SETTINGS_PROBE, AUDIT_SELECT].map(
    ({ query }) => query,
  ),
);
