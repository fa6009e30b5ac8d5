import type { RawNode } from "#services/core/dialect";

/** Collections whose order means nothing: the engine writes them in the order of their making, or of a hash table. */
const SETS = new Set([
  "configuration",
  "adminProperties",
  "filters",
  "inputs",
  "outputs",
  "functions",
  "operations",
  "serviceProperties",
  "indexedProperties",
  "auxiliaryFiles",
  "files",
  "identity",
  "rows",
  "keys",
  "groups",
  "accessRights",
  "lockerRights",
  "responseHandling",
  "trustedCertificates",
  "backupSchedules",
  "registeredPorts",
]);

export function isUnordered({ name, children }: RawNode): boolean {
  return SETS.has(name) && children.length > 0;
}
