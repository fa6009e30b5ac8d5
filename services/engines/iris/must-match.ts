/**
 * Why a failover cannot work while production and standby differ here: the mirror refuses it, or what it carries over would
 * not be found.
 */
export function mustMatch(kind: string, key: string, segments: readonly string[]): string | undefined {
  if (isMaxServers(kind, key, segments)) return MAX_SERVERS;
  if (kind === "namespace" || kind === "namespace-databases" || (kind === "cpf-section" && key === "Namespaces"))
    return NAMESPACES;
  if (kind === "mapping" || (kind === "cpf-section" && /^Map\./.test(key))) return MAPPINGS;
  if (kind === "cpf-section" && /^MapMirrors\./.test(key)) return MIRRORED_DATABASES;
  return undefined;
}

const MAX_SERVERS =
  "MaxServers must be the same on every failover and disaster recovery member, or automatic failover does not happen";
const NAMESPACES =
  "A namespace must be the same on every member, or what runs in it does not find its databases after a failover";
const MAPPINGS =
  "Global, routine and package mappings must be the same on every member, or code and data are not found after a failover";
const MIRRORED_DATABASES = "Both members must hold the same mirrored databases, or data is missing after a failover";

/** Where the entry is not there at all, the whole section is. */
function isMaxServers(kind: string, key: string, [field]: readonly string[]): boolean {
  if (kind !== "cpf-section" && kind !== "system-configuration") return false;
  return key === "config" && (field === undefined || field === "MaxServers");
}
