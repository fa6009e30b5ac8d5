import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { createMask } from "#services/core/mask";
import { irisDialect } from "#services/engines/iris/dialect";
import { projectRoot } from "#test/project-root";

const CORPUS = join(projectRoot, "../shared/corpus/intersystems");

/** Why tests over third-party exports are skipped, or `false` where those stand beside the repository. */
export const corpusIsAbsent: string | false = existsSync(CORPUS)
  ? false
  : "../shared/corpus/intersystems is absent: third-party exports are not part of this repository";

export const OPTIONS = {
  dialect: irisDialect,
  mask: createMask("corpus", Buffer.alloc(32, 5)),
  scope: "file",
  storeMessageTemplates: false,
} as const;

export interface CorpusFile {
  /** Below the corpus folder. */
  readonly path: string;
  readonly bytes: Buffer;
}

/** Every file of the corpus that an engine or a tool of its makes, in a fixed order. */
export function corpusFiles(): readonly CorpusFile[] {
  return [...filesBelow(CORPUS)]
    .map((path) => relative(CORPUS, path))
    .filter((path) => !/(?:^|\/)(?:\.commit|LICENSE\.src|INDEX\.md)$/.test(path))
    .map((path) => ({ path, bytes: readFileSync(join(CORPUS, path)) }));
}

/** One version of a file and the next, from its repository's history. */
export function historyPairs(): readonly (readonly [CorpusFile, CorpusFile])[] {
  const history = corpusFiles().filter(({ path }) => path.startsWith("_history/"));
  return history.flatMap((file, index) => {
    const next = history[index + 1];
    return next !== undefined && folderOf(next) === folderOf(file) ? [[file, next] as const] : [];
  });
}

function folderOf({ path }: CorpusFile): string {
  return path.slice(0, path.lastIndexOf("/"));
}

function* filesBelow(folder: string): Generator<string> {
  const entries = readdirSync(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else yield path;
  }
}
