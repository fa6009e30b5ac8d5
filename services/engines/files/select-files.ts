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

/** What holds private keys: of these, name, size and a keyed digest are kept. */
const KEYS = [
  "**/*.key",
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
  const exclude = [...NEVER_READ, ...(pack.exclude ?? []), ...(source.exclude ?? [])];
  const wholeFolders = exclude.filter((glob) => glob.endsWith("/**"));
  const digest = [...KEYS, ...(pack.digest ?? [])];
  return {
    mayHoldFiles: (path) => !matchesAnyGlob(exclude, path) && mayMatchBelow(include, path),
    isEntered: (path) => !matchesAnyGlob(wholeFolders, `${path}/x`),
    isRead: (path) => matchesAnyGlob(include, path) && !matchesAnyGlob(exclude, path),
    modeOf: (path) =>
      matchesAnyGlob(digest, path.toLowerCase()) || matchesAnyGlob(digest, path) ? "digest" : "content",
  };
}
