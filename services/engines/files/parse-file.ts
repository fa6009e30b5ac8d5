import type { NodeFacts } from "#schemas/snapshot";
import type { ExportItem, ParsedExport, RawArtefact } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import { sha256 } from "#services/core/text/digest";
import { gunzip } from "#services/formats/zip/gunzip";
import type { CompiledPack } from "./compile-pack.js";
import { DIGEST, type FileArtefact, fileArtefact } from "./file-artefact.js";
import { type ItemSource, parseItemSource } from "./item-source.js";
import { documentFor, logicalPath } from "./logical-path.js";
import { matchesAnyGlob } from "./match-path.js";
import { prepareTree } from "./prepare-tree.js";
import { branchNode, leafNode } from "./raw-nodes.js";
import { readDocument } from "./read-document.js";
import { remedied } from "./remedied.js";
import { resolveReferences } from "./resolve-references.js";
import { splitItems } from "./split-items.js";

/** The pack for whatever no other pack is for. */
const FALLBACK = "files";

/**
 * Reads one file: unpacked where it is gzip, in its own format, into one artefact or one for each of its items.
 *
 * @throws LockstepError `export-malformed`, `export-unsupported`, `answer-too-large`
 */
export function parseFile(item: ExportItem, packs: ReadonlyMap<string, CompiledPack>): ParsedExport {
  const source = parseItemSource(item.source);
  try {
    return parseFrom(source, item, packs);
  } catch (error) {
    throw remedied(error, source?.command === undefined ? "folder" : "command");
  }
}

function parseFrom(
  source: ItemSource | undefined,
  item: ExportItem,
  packs: ReadonlyMap<string, CompiledPack>,
): ParsedExport {
  const pack = source === undefined ? packForExport(item, packs) : packs.get(source.pack);
  if (pack === undefined) {
    const name = source?.pack ?? "for it";
    throw new LockstepError("export-unsupported", `${item.origin} cannot be read: there is no rule pack ${name}.`);
  }
  const path = source === undefined ? item.origin.slice(item.origin.lastIndexOf("/") + 1) : item.origin;
  const mark = (artefact: FileArtefact): RawArtefact => fileArtefact(artefact, pack.data.pack, source?.command);
  if (source?.mode === "digest") {
    return { artefacts: [mark(digestedFile(JSON.parse(new TextDecoder().decode(item.bytes)), path, pack))], facts: {} };
  }
  const artefacts = readFile(item.bytes, path, pack).map(mark);
  return { artefacts, facts: operabilityOf(artefacts, pack) };
}

/** No file says whether what it describes runs: that is said, so that it is not taken for rights that are too narrow. */
function operabilityOf(artefacts: readonly RawArtefact[], { data }: CompiledPack): NodeFacts {
  const interfaces = artefacts.filter(({ kind }) => data.kinds[kind]?.interface === true);
  if (interfaces.length === 0) return {};
  return { operability: interfaces.map(({ kind, key }) => ({ kind, key, operability: "unknown" })) };
}

/** A file that somebody names on the command line: the first pack that is for files of its name. */
function packForExport(item: ExportItem, packs: ReadonlyMap<string, CompiledPack>): CompiledPack | undefined {
  const isFor = ({ data }: CompiledPack): boolean =>
    data.pack !== FALLBACK && matchesAnyGlob(data.include, item.origin);
  return item.source === "file" ? ([...packs.values()].find(isFor) ?? packs.get(FALLBACK)) : undefined;
}

function readFile(raw: Uint8Array, origin: string, pack: CompiledPack): readonly FileArtefact[] {
  const path = logicalPath(origin);
  const bytes = raw[0] === 0x1f && raw[1] === 0x8b ? gunzip(raw, origin) : raw;
  const document = documentFor(pack.data, path);
  const content = readDocument(bytes, path, { pack, document });
  if (content === "binary") return [digestedFile({ bytes: bytes.byteLength, sha256: sha256(bytes) }, path, pack)];
  const tree = resolveReferences(content.tree, document.references, pack);
  return splitItems(tree, path, document, pack).map((artefact) => {
    const { root, notices } = prepareTree(artefact.content, artefact.kind, pack);
    return { ...artefact, content: root, notices };
  });
}

/** A file of which size and digest alone are kept; the digest becomes a keyed token. */
function digestedFile(
  { bytes, sha256: digest }: { readonly bytes: number; readonly sha256: string },
  path: string,
  { data }: CompiledPack,
): FileArtefact {
  const content = branchNode("file", [leafNode("bytes", String(bytes)), leafNode(DIGEST, digest)]);
  return { kind: documentFor(data, path).kind, key: path, name: path, content };
}
