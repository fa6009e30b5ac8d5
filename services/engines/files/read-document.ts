import type { FileFormat, PackDocument } from "#schemas/rule-pack";
import type { RawNode } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import { compareText } from "#services/core/text/compare-text";
import { parseCpf } from "#services/formats/cpf/parse-cpf";
import { parseIni } from "#services/formats/ini/parse-ini";
import { parseJsonTree } from "#services/formats/json/parse-json-tree";
import { parseProperties } from "#services/formats/properties/parse-properties";
import { parseTclList } from "#services/formats/tcl-list/parse-tcl-list";
import { parseXml } from "#services/formats/xml/parse-xml";
import { parseYamlTree } from "#services/formats/yaml/parse-yaml-tree";
import type { CompiledPack } from "./compile-pack.js";
import { decodeText } from "./decode-text.js";
import { branchNode, leafNode } from "./raw-nodes.js";
import { sniffFormat } from "./sniff-format.js";
import { unwrapItems } from "./unwrap-items.js";

/** What a file holds: a tree, or nothing that a person could read. */
export type FileContent = { readonly tree: RawNode; readonly format: FileFormat } | "binary";

/** What a pack says the file is. */
interface Reading {
  readonly pack: CompiledPack;
  readonly document: PackDocument;
}

/**
 * Reads a file's bytes into a tree, in the format that the pack names or, where it names none, in the one that the file seems
 * to have. A file that only seemed to have a format is kept as text; one that must have it and has not is refused.
 *
 * @throws LockstepError `export-malformed`
 */
export function readDocument(bytes: Uint8Array, path: string, reading: Reading): FileContent {
  const { document } = reading;
  const text = decodeText(bytes);
  if (document.format === "binary" || text === undefined) {
    if (document.format === undefined || document.format === "binary") return "binary";
    if (document.format !== "xml") throw new LockstepError("export-malformed", `${path} is malformed: it is not text.`);
  }
  const format = document.format ?? sniffFormat(path, text ?? "");
  try {
    const tree = parseAs(format, bytes, text ?? "", path, reading);
    return { tree: document.unwrap === true ? unwrapItems(tree) : tree, format };
  } catch (error) {
    if (document.format !== undefined || !(error instanceof LockstepError)) throw error;
    return { tree: textTree(text ?? "", reading), format: "text" };
  }
}

function parseAs(format: FileFormat, bytes: Uint8Array, text: string, path: string, reading: Reading): RawNode {
  switch (format) {
    case "xml":
      return parseXml(bytes, path);
    case "json":
      return parseJsonTree(text.replace(/^\ufeff/, ""), path);
    case "yaml":
      return parseYamlTree(text, path);
    case "properties":
      return propertiesTree(text);
    case "ini":
      return iniTree(text, path);
    case "cpf":
      return branchNode("document", parseCpf(text, path).map(sectionNode));
    case "tcl-list":
      return parseTclList(text, path);
    case "lines":
      return branchNode(
        "lines",
        linesOf(text, reading)
          .filter(isSaying)
          .map((line) => leafNode("item", line.trim())),
      );
    default:
      return textTree(text, reading);
  }
}

/** In order of key: for Java they have none. */
function propertiesTree(text: string): RawNode {
  const entries = [...parseProperties(text)].sort(([a], [b]) => compareText(a, b));
  return branchNode(
    "settings",
    entries.map(([key, value]) => leafNode(key, value)),
  );
}

function iniTree(text: string, path: string): RawNode {
  const sections = parseIni(text);
  if (sections === undefined) {
    throw new LockstepError("export-malformed", `${path} is malformed: a line is neither a section nor a setting.`);
  }
  const [first, ...others] = sections;
  if (first?.name !== "") return branchNode("settings", sections.map(sectionNode));
  return branchNode("settings", [...sectionNode(first).children, ...others.map(sectionNode)]);
}

function sectionNode(section: { name: string; entries: readonly (readonly [string, string])[] }): RawNode {
  const { name, entries } = section;
  return branchNode(
    name,
    entries.map(([key, value]) => leafNode(key, value)),
  );
}

/** Line ends, blanks before them and the mark at the start mean nothing in any text that an engine reads. */
function textTree(text: string, reading: Reading): RawNode {
  return leafNode("file", withoutLastBlanks(linesOf(text, reading)).join("\n"));
}

function withoutLastBlanks(lines: readonly string[]): readonly string[] {
  return lines.slice(0, lines.findLastIndex((line) => line !== "") + 1);
}

function linesOf(text: string, { pack, document }: Reading): readonly string[] {
  const lines = text.replace(/^\ufeff/, "").split(/\r\n?|\n/);
  return lines.map((line) => line.trimEnd()).filter((line) => !pack.dropsLine(document, line));
}

function isSaying(line: string): boolean {
  return line.trim() !== "" && !line.trimStart().startsWith("#");
}
