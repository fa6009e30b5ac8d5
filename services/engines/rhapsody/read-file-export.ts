import type { ExportItem, ParsedExport } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import { parseXml } from "#services/formats/xml/parse-xml";
import { startsLikeZip } from "#services/formats/zip/find-zip-end";
import { readZip } from "#services/formats/zip/read-zip";
import { isObject, parseJsonAnswer } from "./answers/json-values.js";
import { readAccessGroups, readUsers } from "./answers/read-access.js";
import { readLicences } from "./answers/read-licences.js";
import { readLookupTables } from "./answers/read-lookup-tables.js";
import { readSecurityObjects } from "./answers/read-security-objects.js";
import { readVariables } from "./answers/read-variables.js";
import { readWebServiceUsers } from "./answers/read-web-service-users.js";
import { openConfiguration, openDocument, readConfiguration } from "./configuration/read-configuration.js";
import { readRlc } from "./configuration/read-rlc.js";

/**
 * Reads a file by what it holds: a saved configuration (archive or its document alone), a locker file, or a saved answer.
 * @throws LockstepError `export-unsupported`, `export-malformed`
 */
export function readFileExport({ bytes, origin }: ExportItem): ParsedExport {
  if (startsLikeZip(bytes)) return readArchive(bytes, origin);
  if (/^\s*[{[]/.test(new TextDecoder().decode(bytes.subarray(0, 64)))) return readJsonFile(bytes, origin);
  const root = parseXml(bytes, origin);
  if (root.name === "configuration") return readConfiguration(openDocument(bytes, origin));
  if (root.name === "Engine") return readRlc(root, []);
  if (/^lookupTables?$/.test(root.name)) return readLookupTables(root, origin);
  if (root.name === "WebServicesUserStore") return readWebServiceUsers(root);
  if (root.name === "licenseInfo") return readLicences(root);
  throw unsupported(origin);
}

function readArchive(bytes: Uint8Array, origin: string): ParsedExport {
  const entries = readZip(bytes, origin);
  if (entries.some(({ name }) => name === "configuration.xml"))
    return readConfiguration(openConfiguration(bytes, origin));
  const documents = entries.filter(({ name }) => /^[^/]+\.xml$/i.test(name));
  const [document] = documents;
  if (document === undefined || documents.length > 1) throw unsupported(origin);
  const root = parseXml(document.bytes, `${origin} (its document)`);
  if (root.name !== "Engine") throw unsupported(origin);
  return readRlc(
    root,
    entries.filter((entry) => entry !== document),
  );
}

type JsonReader = (bytes: Uint8Array, origin: string) => ParsedExport;

const JSON_READERS: Readonly<Record<string, JsonReader>> = {
  variables: readVariables,
  securityObjects: readSecurityObjects,
  users: readUsers,
  accessGroups: readAccessGroups,
};

function readJsonFile(bytes: Uint8Array, origin: string): ParsedExport {
  const data = parseJsonAnswer(bytes, origin);
  const name = isObject(data) ? Object.keys(JSON_READERS).find((field) => Array.isArray(data[field])) : undefined;
  const reader = name === undefined ? undefined : JSON_READERS[name];
  if (reader === undefined) throw unsupported(origin);
  return reader(bytes, origin);
}

function unsupported(origin: string): LockstepError {
  return new LockstepError("export-unsupported", `${origin} is neither a configuration nor a locker file of Rhapsody.`);
}
