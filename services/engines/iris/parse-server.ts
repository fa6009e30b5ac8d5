import type { ExportItem, ParsedExport } from "#services/core/dialect";
import { isJsonObject, parseJsonObject, textIn } from "./json-answer.js";
import { malformed } from "./place.js";
import { branchNode, leafNode, leavesOf } from "./raw-nodes.js";

/** `IRIS for UNIX (Ubuntu Server LTS for x86-64 Containers) 2025.1 (Build 223U) Tue Mar 11 2025 …`. */
const VERSION_TEXT = /^(.+?)\s+for\s+(.+?)\s+\((.+)\)\s+(\d{4}\.\d+(?:\.\d+)*)\s*\(Build\s+([^)]+)\)/;

const MAX_VERSION_LENGTH = 300;

/** Reads what an instance says of itself: its version is an artefact, its id a fact. */
export function parseServer({ bytes, origin }: ExportItem): ParsedExport {
  const answer = parseJsonObject(bytes, origin);
  const text = textIn(answer, "version");
  if (text === "") throw malformed(origin, 1, "the instance does not tell its version");
  const [, product = "", system = "", platform = "", version = "", build = ""] =
    VERSION_TEXT.exec(text.slice(0, MAX_VERSION_LENGTH)) ?? [];
  const short = version || (/\b\d{4}\.\d+(?:\.\d+)*/.exec(text)?.[0] ?? text);
  const id = textIn(answer, "id");
  const root = branchNode("engine", [
    ...leavesOf([
      ["product", product],
      ["system", system],
      ["platform", platform],
      ["version", short],
      ["build", build],
    ]),
    // Of a text in an unknown form nothing is lost.
    ...(version === "" ? [leafNode("versionText", text)] : []),
  ]);
  return {
    artefacts: [{ kind: "engine", key: "engine", name: "Instance", root }],
    facts: { engineVersion: short, ...(id === "" ? {} : { serverId: id }) },
  };
}

/** Reads which databases a namespace uses, and which of them is its own; hashes of their content stay out. */
export function parseNamespace({ bytes, origin }: ExportItem): ParsedExport {
  const answer = parseJsonObject(bytes, origin);
  const name = textIn(answer, "name");
  const databases = answer["databases"];
  if (name === "" || !Array.isArray(databases)) throw malformed(origin, 1, "it names no namespace with its databases");
  const nodes = databases.filter(isJsonObject).map((database) => {
    const uses = [...(isSet(database, "default") ? ["default"] : []), ...(isSet(database, "dbsys") ? ["system"] : [])];
    return leafNode("database", uses.join(", "), [["name", textIn(database, "name")]]);
  });
  const root = branchNode("databases", nodes);
  return { artefacts: [{ kind: "namespace-databases", key: name, name, root }], facts: {} };
}

function isSet(object: Readonly<Record<string, unknown>>, name: string): boolean {
  return object[name] === true || object[name] === 1;
}
