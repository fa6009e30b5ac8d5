/** One SELECT of the fixed list: the whole of what is ever asked of an engine's tables. */
export interface TableSelect {
  /** The table's SQL name. */
  readonly table: string;
  readonly query: string;
  /** First year of the product's version that has it; an older engine is not asked. */
  readonly since?: number;
  /** First year that is asked otherwise. */
  readonly until?: number;
}

/** Columns by name, so that a secret beside them is never asked for; `*` only where the table holds none. */
function select(columns: string, table: string, order: string, years: Pick<TableSelect, "since" | "until"> = {}) {
  return { table, query: `SELECT ${columns} FROM ${table} ORDER BY ${order}`, ...years } satisfies TableSelect;
}

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
  select(
    "Name, Description, NameSpace, DispatchClass, Enabled, Type, AutheEnabled, Resource, MatchRoles, Path, CookiePath, UseCookies, Timeout, AutoCompile, InbndWebServicesEnabled, IsNameSpaceDefault, LockCSPName, Recurse, ServeFiles, ServeFilesTimeout",
    "Security.Applications",
    "Name",
  ),
  select("Name, FullName, Enabled, Roles", "Security.Users", "Name"),
  select("Name, Description, GrantedRoles, Resources", "Security.Roles", "Name"),
  select("Name, Description, PublicPermission, Type", "Security.Resources", "Name"),
  select("Name, Enabled, AutheEnabled", "Security.Services", "Name"),
  select(
    "Name, Description, Type, Enabled, CAFile, CertificateFile, PrivateKeyFile, CipherList, VerifyPeer, VerifyDepth, TLSMinVersion, TLSMaxVersion",
    "Security.SSLConfigs",
    "Name",
    { since: 2020 },
  ),
  select(
    "Name, Description, Type, Enabled, CAFile, CertificateFile, PrivateKeyFile, CipherList, VerifyPeer, VerifyDepth, Protocols",
    "Security.SSLConfigs",
    "Name",
    { until: 2020 },
  ),
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
