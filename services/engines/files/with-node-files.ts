import type { Dialect } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import { once } from "#services/core/once";
import type { Connector } from "#services/ports/connector";
import type { FileReader } from "./create-file-reader.js";
import { isFileSource } from "./item-source.js";
import { joinNames } from "./join-names.js";
import { toUnread } from "./with-remedies.js";

/** How one make of engine is read. */
interface ReadableProduct {
  readonly connector: Connector;
  readonly dialect: Dialect;
}

/** The reader of files and the dialect that knows what they are. */
export interface NodeFiles {
  readonly reader: FileReader;
  /** Made when it is first needed: an engine without files never asks. */
  readonly dialect: () => Dialect;
  /** False where no node of the engine has files: how files are read is then no part of how it is read. Default: true. */
  readonly isUsed?: boolean;
}

/**
 * Lets the files of a node stand beside what its API shows, in one snapshot: they are read after it, and are artefacts of kinds of
 * their own. Files that cannot be read are told, and take nothing from what the API said.
 */
export function withNodeFiles({ connector, dialect }: ReadableProduct, files: NodeFiles): ReadableProduct {
  return { connector: readingFiles(connector, files.reader), dialect: knowingFiles(dialect, files) };
}

function readingFiles(connector: Connector, reader: FileReader): Connector {
  return {
    product: connector.product,
    readRequests: connector.readRequests,
    nodeProblems: (node) => [...connector.nodeProblems(node), ...reader.problems(node)],
    async *read(request) {
      yield* connector.read(request);
      if (request.node.files === undefined) return;
      try {
        yield* reader.read(withoutPassword(request));
      } catch (error) {
        if (!(error instanceof LockstepError) || error.code === "aborted") throw error;
        yield toUnread("files", error);
      }
    },
    async diagnose(request) {
      const found = await connector.diagnose(request);
      if (request.node.files === undefined) return found;
      return [...found, ...(await reader.diagnose(withoutPassword(request)))];
    },
  };
}

/** The password is the engine's: a file server gets a key, never that. */
function withoutPassword<T extends { readonly password?: string }>({
  password: _password,
  ...request
}: T): Omit<T, "password"> {
  return request;
}

function knowingFiles(dialect: Dialect, { dialect: make, isUsed = true }: NodeFiles): Dialect {
  const files = once(() => {
    const made = make();
    assertDistinct(dialect, made);
    return made;
  });
  const isOfFiles = (kind: string): boolean =>
    !Object.hasOwn(dialect.folders, kind) && Object.hasOwn(files().folders, kind);
  const of = (kind: string): Dialect => (isOfFiles(kind) ? files() : dialect);
  const isToldByApi = (kind: string, ...place: [string, readonly string[]]): boolean =>
    isOfFiles(kind) && dialect.mayDiffer?.(kind, ...place) !== undefined;
  return {
    ...dialect,
    get version() {
      return isUsed ? `${dialect.version}+${files().version}` : dialect.version;
    },
    concepts: joinNames(dialect.concepts, () => files().concepts),
    folders: joinNames(dialect.folders, () => files().folders),
    parse: (item, scope) => (isFileSource(item.source) ? files() : dialect).parse(item, scope),
    rule: (kind, node, ancestors, scope) => of(kind).rule(kind, node, ancestors, scope),
    label: (kind, segments) => of(kind).label(kind, segments),
    mustMatch: (kind, key, segments) =>
      isToldByApi(kind, key, segments) ? undefined : of(kind).mustMatch?.(kind, key, segments),
    // Of what its API tells as well, the product says so of its files, too: one change is not told twice with equal weight.
    mayDiffer: (kind, key, segments) =>
      dialect.mayDiffer?.(kind, key, segments) ?? of(kind).mayDiffer?.(kind, key, segments),
    aliasOf: (artefact) => of(artefact.kind).aliasOf?.(artefact),
  };
}

function assertDistinct(dialect: Dialect, files: Dialect): void {
  const shared = Object.keys(files.folders).filter((kind) => Object.hasOwn(dialect.folders, kind));
  if (shared.length === 0) return;
  throw new LockstepError("bug", `kinds of files are kinds of ${dialect.product} too: ${shared.join(", ")}`);
}
