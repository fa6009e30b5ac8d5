import { SECURITY_SELECTS } from "./security-selects.js";
import { queriesOf, select, type TableSelect } from "./table-select.js";

/** Asked in each namespace. */
export const NAMESPACE_SELECTS: readonly TableSelect[] = [
  select("SystemName, Username, BusinessPartner", "Ens_Config.Credentials", "SystemName"),
  select("*", "Ens_Config.BusinessPartner", "ID"),
  select("*", "Ens_Util.Schedule", "ID", { mayLack: true }),
];

/** When a task runs, on which member of a mirror, as whom, with which settings, and whom it tells. */
const NEWER_TASK_COLUMNS =
  "EmailOnCompletion, EmailOnError, EmailOnExpiration, EmailOutput, EndDate, Expires, ExpiresDays, ExpiresHours, ExpiresMinutes, IsBatch, MirrorStatus, OpenOutputFile, OutputDirectory, OutputFileIsBinary, OutputFilename, Priority, RescheduleOnStart, RunAfterGUID, Settings, StartDate, SuspendOnError, SuspendTerminated, TaskGUID, Type";

/** Asked in `%SYS`: what a mirror does not carry. */
export const SYSTEM_SELECTS: readonly TableSelect[] = [
  select("Name, Globals, Routines, TempGlobals", "Config.Namespaces", "Name", {
    newer: "Library, SysGlobals, SysRoutines",
  }),
  select("Namespace, Name, Database", "Config.MapGlobals", "Namespace, Name", { newer: "Collation, LockDatabase" }),
  select("Namespace, Name, Database", "Config.MapRoutines", "Namespace, Name"),
  select("Namespace, Name, Database", "Config.MapPackages", "Namespace, Name"),
  select("Name, Directory, Server, MountRequired", "Config.Databases", "Name", {
    newer: "ClusterMountMode, MountAtStartup, StreamLocation",
  }),
  select("*", "Config.config", "ID"),
  select("*", "Config.SQL", "ID", { mayLack: true }),
  select("*", "Config.Miscellaneous", "ID", { mayLack: true }),
  // Never the whole section: it holds PasswordHash. Nor what is one member's own: its names and its licence's.
  select("EnsembleAutoStart, SystemMode, DefaultPort", "Config.Startup", "ID", {
    newer:
      "CallinHalt, CallinStart, DefaultPortBindAddress, ErrorPurge, FIPSMode, IPv6, JobHalt, JobServers, JobStart, MaxConsoleLogSize, ProcessHalt, ProcessStart, ShutdownTimeout, SystemHalt, SystemStart, TelnetHalt, TelnetStart, TempDirectory, TerminalPrompt, WebServer, WebServerPort, WebServerURLPrefix, ZSTU",
  }),
  select("FreezeOnError, FileSizeLimit, DaysBeforePurge", "Config.Journal", "ID", {
    newer: "AlternateDirectory, BackupsBeforePurge, CompressFiles, CurrentDirectory, JournalcspSession, PurgeArchived",
  }),
  ...SECURITY_SELECTS,
  select(
    "ID, Name, NameSpace, TaskClass, Description, Suspended, RunAsUser, TimePeriod, TimePeriodEvery, TimePeriodDay, DailyFrequency, DailyFrequencyTime, DailyIncrement, DailyStartTime, DailyEndTime",
    "%SYS.Task",
    "NameSpace, Name, ID",
    { newer: NEWER_TASK_COLUMNS },
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
  [...NAMESPACE_SELECTS, ...SYSTEM_SELECTS, LOOKUP_TABLE_NAMES, DEFAULT_SETTINGS_PROBE, AUDIT_SELECT].flatMap(
    queriesOf,
  ),
);
