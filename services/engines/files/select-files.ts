import type { FileSource } from "#schemas/file-source";
import type { RulePack } from "#schemas/rule-pack";
import { matchesAnyGlob, mayMatchBelow } from "./match-path.js";

const OF_GIT = "**/.git/**";

/** What is no configuration, whatever a site asks for: messages, logs, databases, queues, what is temporary. */
const NEVER_READ = [
  OF_GIT,
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

const NEVER_FOLDERS = NEVER_READ.filter(isOfFolder);

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
  /** Whether a folder that could hold what is meant is left out for its name; not where the site itself leaves it out. */
  isFolderLeftOut(path: string): boolean;
  /** What a file that is meant is left out for: a form such as `*.log`. `undefined` where the site itself leaves it out. */
  formLeftOut(path: string): string | undefined;
}

export function selectFiles(pack: RulePack, source: Pick<FileSource, "include" | "exclude">): Selection {
  const include = source.include ?? pack.include;
  const exclude = [...(pack.exclude ?? []), ...(source.exclude ?? [])];
  const isExcluded = (path: string): boolean => isOfKind(NEVER_READ, path) || matchesAnyGlob(exclude, path);
  const wholeFolders = exclude.filter(isOfFolder);
  const digest = pack.digest ?? [];
  const isExcludedHere = (path: string): boolean => matchesAnyGlob(source.exclude ?? [], path);
  const ofPack = pack.exclude ?? [];
  return {
    isFolderLeftOut(path) {
      const inside = `${path}/x`;
      if (isExcludedHere(inside) || isOfKind([OF_GIT], inside) || !mayMatchBelow(include, path)) return false;
      return isOfKind(NEVER_FOLDERS, inside) || matchesAnyGlob(ofPack.filter(isOfFolder), inside);
    },
    formLeftOut(path) {
      if (isExcludedHere(path) || !matchesAnyGlob(include, path)) return undefined;
      const never = NEVER_READ.find((glob) => glob !== OF_GIT && isOfKind([glob], path));
      return (never ?? ofPack.find((glob) => matchesAnyGlob([glob], path)))?.replace(/^\*\*\//, "");
    },
    mayHoldFiles: (path) => !isExcluded(path) && mayMatchBelow(include, path),
    isEntered: (path) => !isOfKind(NEVER_FOLDERS, `${path}/x`) && !matchesAnyGlob(wholeFolders, `${path}/x`),
    isRead: (path) => matchesAnyGlob(include, path) && !isExcluded(path),
    modeOf: (path) => (isOfKind([...KEYS, ...digest], path) || matchesAnyGlob(digest, path) ? "digest" : "content"),
  };
}

function isOfFolder(glob: string): boolean {
  return glob.endsWith("/**");
}

/** What a file is does not change with the case of its name, nor with what is put behind it for a packed or an older copy. */
function isOfKind(globs: readonly string[], path: string): boolean {
  const lower = path.toLowerCase();
  return matchesAnyGlob(globs, lower) || matchesAnyGlob(globs, lower.replace(COPY, ""));
}

const COPY = /(?:\.(?:gz|bz2|xz|zst|zip|bak|backup|old|orig|save|\d{1,8})|~){1,8}$/;
