/** The form an answer comes in. */
export type AnswerForm = "json" | "xml" | "zip";

/** One source of a read: what is asked, since when the engine has it, and what its answers mean. */
export interface ReadSource {
  /** The name the dialect knows it by. */
  readonly source: string;
  readonly method: "GET" | "POST";
  /** Path with its query. */
  readonly path: string;
  readonly form: AnswerForm;
  /** Media types in order of preference: a version first, so that a newer engine answers as the one we know. */
  readonly accept: string;
  /** First version that has it; an older engine is not asked. */
  readonly since?: string;
  /** Without content there is none; elsewhere no content means that the account may not see any. */
  readonly mayBeEmpty?: true;
  /** Without it the read is worthless: its failure is the read's failure. */
  readonly required?: true;
  /** What a `POST` that only reads has to say. */
  readonly body?: string;
}

const VENDOR = "application/vnd.orchestral.rhapsody";
const json = (version: string): string => `${VENDOR}.${version}+json, application/json;q=0.9`;
const get = { method: "GET" } as const;

export const INFO: ReadSource = {
  ...get,
  source: "info",
  path: "/api/info",
  form: "json",
  accept: json("6_0"),
  required: true,
};

/** The whole configuration of every locker that the account may view, never with its test messages: they may be about patients. */
export const CONFIGURATION: ReadSource = {
  ...get,
  source: "configuration",
  path: "/admin/config?saveTestMessages=false&compressTestMessages=false",
  form: "zip",
  accept: `${VENDOR}.6_2_2+zip, ${VENDOR}.6_1+zip;q=0.9, application/zip;q=0.8`,
  required: true,
};

export const COMPONENTS: ReadSource = {
  ...get,
  source: "components",
  path: "/api/components",
  form: "json",
  accept: json("6_1"),
};
export const ACCESS_GROUPS: ReadSource = {
  ...get,
  source: "access-groups",
  path: "/admin/usermanagement/accessgroups",
  form: "json",
  accept: json("6_1"),
};
export const USERS: ReadSource = {
  ...get,
  source: "users",
  path: "/admin/usermanagement/users",
  form: "json",
  accept: json("6_1"),
};

/** What is read after those, one after the other. */
export const OTHER_SOURCES: readonly ReadSource[] = [
  // Overrides are told from 6.2.3 on.
  {
    ...get,
    source: "variables",
    path: "/admin/variables",
    form: "json",
    accept: `${VENDOR}.6_2_3+json, ${json("6_1")}`,
  },
  {
    ...get,
    source: "lookup-tables",
    path: "/admin/lookuptables?includeValues=true",
    form: "xml",
    accept: `${VENDOR}.6_1+xml, application/xml;q=0.9`,
  },
  { ...get, source: "security-objects", path: "/admin/security/info", form: "json", accept: json("6_1") },
  {
    ...get,
    source: "web-service-users",
    path: "/admin/webservices/users",
    form: "xml",
    accept: `${VENDOR}.6_1+xml, application/xml;q=0.9`,
  },
  { ...get, source: "modules", path: "/admin/modules", form: "json", accept: json("6_1"), mayBeEmpty: true },
  { ...get, source: "libraries", path: "/admin/libraries", form: "json", accept: json("6_1"), mayBeEmpty: true },
  {
    ...get,
    source: "templates",
    path: "/admin/templates",
    form: "zip",
    accept: `${VENDOR}.6_4+zip, application/zip;q=0.9`,
    since: "6.4.0",
    mayBeEmpty: true,
  },
  { ...get, source: "licences", path: "/admin/licenses", form: "xml", accept: "text/xml, application/xml;q=0.9" },
  { ...get, source: "alert-defaults", path: "/api/alerts/defaultsettings", form: "json", accept: json("6_1") },
  { ...get, source: "alert-settings", path: "/api/alerts/settings", form: "json", accept: json("6_1") },
  { ...get, source: "alert-delivery", path: "/api/alerts/deliverymethods", form: "json", accept: json("6_1") },
  {
    ...get,
    source: "backup-schedules",
    path: "/api/backup/schedules",
    form: "json",
    accept: json("6_1"),
    mayBeEmpty: true,
  },
  {
    ...get,
    source: "registered-ports",
    path: "/api/components/registeredports?type=all",
    form: "json",
    accept: json("6_1"),
    mayBeEmpty: true,
  },
  {
    method: "POST",
    source: "audit-log",
    path: "/api/logs/export",
    form: "zip",
    accept: `${VENDOR}.6_5+zip, application/zip;q=0.9`,
    since: "6.5.0",
    body: JSON.stringify({ logType: "AUDIT", timeRange: { duration: "P7D" }, locale: "en" }),
  },
];

/** Every request this connector may send, as `METHOD /path` without query. The one `POST` asks for a log and changes nothing. */
export const READ_REQUESTS: readonly string[] = [
  INFO,
  CONFIGURATION,
  COMPONENTS,
  ACCESS_GROUPS,
  USERS,
  ...OTHER_SOURCES,
].map(({ method, path }) => `${method} ${path.split("?")[0] ?? path}`);
