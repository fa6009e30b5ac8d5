import type { ExportItem, ParsedExport } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import { parseXml } from "#services/formats/xml/parse-xml";
import { readAccessGroups, readUsers } from "./answers/read-access.js";
import { readAuditLog } from "./answers/read-audit-log.js";
import { readComponents } from "./answers/read-components.js";
import { readInfo } from "./answers/read-info.js";
import { readLicences } from "./answers/read-licences.js";
import { readLookupTables } from "./answers/read-lookup-tables.js";
import { readModules } from "./answers/read-modules.js";
import { readSecurityObjects } from "./answers/read-security-objects.js";
import { readAlertSettings, readBackupSchedules, readRegisteredPorts } from "./answers/read-settings.js";
import { readVariables } from "./answers/read-variables.js";
import { readWebServiceUsers } from "./answers/read-web-service-users.js";
import { openConfiguration, readConfiguration } from "./configuration/read-configuration.js";
import { readFileExport } from "./read-file-export.js";

type Reader = (bytes: Uint8Array, origin: string) => ParsedExport;

/** What each answer of the API means, by the name of its source. */
const READERS: Readonly<Record<string, Reader>> = {
  info: readInfo,
  configuration: (bytes, origin) => readConfiguration(openConfiguration(bytes, origin)),
  templates: (bytes, origin) => readConfiguration(openConfiguration(bytes, origin)),
  components: readComponents,
  variables: readVariables,
  "lookup-tables": xml(["lookupTables"], readLookupTables),
  "security-objects": readSecurityObjects,
  users: readUsers,
  "access-groups": readAccessGroups,
  "web-service-users": xml(["WebServicesUserStore"], readWebServiceUsers),
  modules: (bytes, origin) => readModules(bytes, origin, "module"),
  libraries: (bytes, origin) => readModules(bytes, origin, "library"),
  licences: xml(["licenseInfo"], readLicences),
  "alert-defaults": (bytes, origin) => readAlertSettings(bytes, origin, "default-settings", "Default alert settings"),
  "alert-settings": (bytes, origin) => readAlertSettings(bytes, origin, "settings", "Alert settings"),
  "alert-delivery": (bytes, origin) => readAlertSettings(bytes, origin, "delivery-methods", "Alert delivery methods"),
  "backup-schedules": readBackupSchedules,
  "registered-ports": readRegisteredPorts,
  "audit-log": readAuditLog,
};

/**
 * Reads one answer or file.
 * @throws LockstepError `export-malformed`, `export-unsupported`, `answer-too-large`
 */
export function parseExport(item: ExportItem): ParsedExport {
  if (item.source === "file") return readFileExport(item);
  const reader = Object.hasOwn(READERS, item.source) ? READERS[item.source] : undefined;
  if (reader !== undefined) return reader(item.bytes, item.origin);
  throw new LockstepError("export-unsupported", `${item.origin} cannot be read: Rhapsody has no such source.`);
}

function xml(
  roots: readonly string[],
  read: (root: ReturnType<typeof parseXml>, origin: string) => ParsedExport,
): Reader {
  return (bytes, origin) => {
    const root = parseXml(bytes, origin);
    if (roots.includes(root.name)) return read(root, origin);
    throw new LockstepError(
      "export-unsupported",
      `${origin} cannot be read: its root is not <${roots.join("> or <")}>.`,
    );
  };
}
