import type { FileSource } from "#schemas/estate";
import type { RulePack } from "#schemas/rule-pack";
import { matchesAnyGlob, mayMatchBelow } from "./match-path.js";

/** What is no configuration, whatever a site asks for: messages, logs, databases, queues, what is temporary. */
const NEVER_READ = [
  "**/.git/**",
  "**/*.db",
  "**/*.db-*",
  "**/*.sqlite*",
  "**/*.smatdb*",
  "**/*.mdf",
  "**/*.ldf",
  "**/*.log",
  "**/*.log.*",
  "**/logs/**",
  "**/log/**",
  "**/*.pid",
  "**/*.lock",
  "**/*.tmp",
  "**/*.swp",
  "**/tmp/**",
  "**/temp/**",
  "**/queue/**",
  "**/queues/**",
  "**/recovery/**",
  "**/msgstore/**",
  "**/*.hl7",
];

const NEVER_FOLDERS = NEVER_READ.filter((glob) => glob.endsWith("/**"));

/** What holds private keys: of these, name, size and a keyed digest are kept. */
const KEYS = [
  "**/*.key",
  "**/*.p8",
  "**/*.pk8",
  "**/*.pfx",
  "**/*.p12",
  "**/*.jks",
  "**/*.jceks",
  "**/*.keystore",
  "**/*.ppk",
  "**/*.pem",
  "**/id_rsa*",
  "**/id_ed25519*",
  "**/id_ecdsa*",
];

/** Says which files of a source are read, and how. */
export interface Selection {
  isEntered(path: string): boolean;
  isRead(path: string): boolean;
  /** Whether a folder, or what stands in the place of one, could hold files that are read. */
  mayHoldFiles(path: string): boolean;
  modeOf(path: string): "content" | "digest";
}

export function selectFiles(pack: RulePack, source: Pick<FileSource, "include" | "exclude">): Selection {
  const include = source.include ?? pack.include;
  const exclude = [...(pack.exclude ?? []), ...(source.exclude ?? [])];
  const isExcluded = (path: string): boolean => isOfKind(NEVER_READ, path) || matchesAnyGlob(exclude, path);
  const wholeFolders = exclude.filter((glob) => glob.endsWith("/**"));
  const digest = pack.digest ?? [];
  return {
    mayHoldFiles: (path) => !isExcluded(path) && mayMatchBelow(include, path),
    isEntered: (path) => !isOfKind(NEVER_FOLDERS, `${path}/x`) && !matchesAnyGlob(wholeFolders, `${path}/x`),
    isRead: (path) => matchesAnyGlob(include, path) && !isExcluded(path),
    modeOf: (path) => (isOfKind([...KEYS, ...digest], path) || matchesAnyGlob(digest, path) ? "digest" : "content"),
  };
}

/** What a file is does not change with the case of its name, nor with what is put behind it for a packed or an older copy. */
function isOfKind(globs: readonly string[], path: string): boolean {
  const lower = path.toLowerCase();
  return matchesAnyGlob(globs, lower) || matchesAnyGlob(globs, lower.replace(COPY, ""));
}

const COPY = /(?:\.(?:gz|bz2|xz|zst|zip|bak|backup|old|orig|save|\d{1,8})|~){1,8}$/;
