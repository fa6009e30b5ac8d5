import type { LockerData, RhapsodyModel } from "./model.js";
import {
  auditLogZip,
  componentTree,
  licencesXml,
  lookupTablesXml,
  templatesZip,
  webServiceUsersXml,
} from "./render-answers.js";
import { renderConfiguration } from "./render-configuration.js";

/** What an account may see. */
export interface RhapsodyRights {
  /** Ids of the lockers that it may view; answers hold nothing of any other, and never say so. Default all. */
  readonly lockers?: readonly string[];
  /** Paths that it has no right to: 403. */
  readonly forbidden?: readonly string[];
}

/** What an endpoint has to answer from. */
export interface Asked {
  readonly model: RhapsodyModel;
  /** The lockers that the account may view. */
  readonly lockers: readonly LockerData[];
  /** Users are kept in an LDAP directory. */
  readonly usesLdap: boolean;
  /** Numbers of components start here: they differ from engine to engine. */
  readonly firstId: number;
  /** How long the engine runs, in milliseconds. */
  readonly uptimeMs: number;
}

/** `data` goes into the envelope; `empty` is 204. */
export type Body =
  | { readonly type: "json"; readonly data: unknown }
  | { readonly type: "xml"; readonly text: string }
  | { readonly type: "zip"; readonly bytes: Uint8Array }
  | { readonly type: "error"; readonly status: number; readonly message: string }
  | { readonly type: "empty" };

export interface Endpoint {
  readonly method: "GET" | "POST";
  /** First version that has it. */
  readonly since?: string;
  readonly answer: (asked: Asked) => Body;
}

const json = (data: unknown): Body => ({ type: "json", data });
const jars = (files: RhapsodyModel["modules"], resource: string): Body =>
  files.length === 0
    ? { type: "empty" }
    : json(files.map((file) => ({ ...file, resourceURI: `/admin/${resource}/${file.filename}` })));

/** `P0Y0M3DT2H1M51.725S`, as the engine writes it. */
function durationOf(ms: number): string {
  const [days, hours, minutes] = [
    Math.floor(ms / 86_400_000),
    Math.floor(ms / 3_600_000) % 24,
    Math.floor(ms / 60_000) % 60,
  ];
  return `P0Y0M${days}DT${hours}H${minutes}M${((ms % 60_000) / 1000).toFixed(3)}S`;
}

/** Every read endpoint, by path. */
export const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  "/api/info": {
    method: "GET",
    answer: ({ model: { version, name }, uptimeMs }) => json({ version, name, uptime: durationOf(uptimeMs) }),
  },
  "/admin/config": {
    method: "GET",
    answer: ({ model, lockers }) => ({
      type: "zip",
      bytes: renderConfiguration(model, lockers, /^6\.([01]|2\.[01])/.test(model.version) ? 6 : 7),
    }),
  },
  "/admin/lookuptables": {
    method: "GET",
    answer: ({ model }) => ({ type: "xml", text: lookupTablesXml(model.lookupTables) }),
  },
  "/admin/variables": { method: "GET", answer: ({ model }) => json({ variables: model.variables.map(shown) }) },
  "/admin/security/info": { method: "GET", answer: ({ model }) => json({ securityObjects: model.securityObjects }) },
  "/admin/usermanagement/users": { method: "GET", answer: users },
  "/admin/usermanagement/accessgroups": { method: "GET", answer: accessGroups },
  "/admin/webservices/users": {
    method: "GET",
    answer: ({ model }) => ({ type: "xml", text: webServiceUsersXml(model) }),
  },
  "/admin/modules": { method: "GET", answer: ({ model }) => jars(model.modules, "modules") },
  "/admin/libraries": { method: "GET", answer: ({ model }) => jars(model.libraries, "libraries") },
  "/admin/templates": { method: "GET", since: "6.4", answer: () => ({ type: "zip", bytes: templatesZip() }) },
  "/admin/licenses": { method: "GET", answer: ({ model }) => ({ type: "xml", text: licencesXml(model) }) },
  "/api/alerts/defaultsettings": {
    method: "GET",
    answer: () => json({ queueSizeThreshold: 100, idleMinutes: 60, timestamp: Date.now() }),
  },
  "/api/alerts/settings": { method: "GET", answer: () => json({ enabled: true, escalationMinutes: 15 }) },
  "/api/alerts/deliverymethods": {
    method: "GET",
    answer: () => json({ email: { host: "smtp.hospital.test", from: "tie@hospital.test", password: "********" } }),
  },
  "/api/backup/schedules": {
    method: "GET",
    answer: ({ firstId }) =>
      json([
        {
          id: firstId,
          backupAreas: ["CONFIGURATION", "ADMINISTRATION"],
          directory: "/backup/rhapsody",
          cronExpression: "0 0 1 * * ?",
          backupType: "FULL",
          timestamp: new Date().toISOString(),
        },
      ]),
  },
  "/api/components": { method: "GET", answer: ({ lockers, firstId }) => json(componentTree(lockers, firstId)) },
  "/api/components/registeredports": {
    method: "GET",
    answer: ({ model, firstId }) =>
      json(model.ports.map((port, index) => ({ id: firstId + index, type: "Local", ...port }))),
  },
  "/api/logs/export": {
    method: "POST",
    since: "6.5",
    answer: ({ model }) => ({ type: "zip", bytes: auditLogZip(model) }),
  },
};

/** Encrypted values are never shown. */
function shown({
  name,
  value,
  encrypted = false,
  overrideValue = "",
  overridden = false,
}: RhapsodyModel["variables"][number]): unknown {
  const hide = (text: string): string => (encrypted && text !== "" ? "********" : text);
  return { name, value: hide(value), encrypted, overrideValue: hide(overrideValue), overridden };
}

function users({ model, usesLdap }: Asked): Body {
  if (usesLdap)
    return { type: "error", status: 400, message: "Users cannot be listed while LDAP authentication is enabled." };
  return json({
    users: model.users.map((user) => ({
      ...user,
      disabled: false,
      forceChangePassword: false,
      passwordNeverExpires: false,
      password: "********",
    })),
  });
}

function accessGroups({ model }: Asked): Body {
  return json({
    accessGroups: model.accessGroups.map(({ lockers, ...group }, index) => ({
      ...group,
      disabled: false,
      passwordNeverExpires: false,
      lockerRights: lockers.map((right, at) => ({ uuid: `${index}-${at}`, ...right })),
    })),
  });
}
