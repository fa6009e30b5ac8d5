import type { ParsedExport } from "#services/core/dialect";
import { branchNode, leafNode } from "../raw-tree.js";
import { isObject, parseJsonAnswer, textIn } from "./json-values.js";

/** Reads `GET /api/info`. Versions from 7 on are read by what is known of 6.5, and say so. */
export function readInfo(bytes: Uint8Array, origin: string): ParsedExport {
  const data = parseJsonAnswer(bytes, origin);
  const version = isObject(data) ? (textIn(data, "version") ?? "") : "";
  const name = isObject(data) ? textIn(data, "name") : undefined;
  const root = branchNode("engine", [leafNode("version", version), leafNode("reading", readingOf(version))]);
  return {
    artefacts: [{ kind: "engine", key: "engine", name: "Engine", root }],
    facts: {
      ...(version !== "" && { engineVersion: version }),
      ...(name !== undefined && { serverName: name }),
    },
  };
}

function readingOf(version: string): string {
  return isProvenVersion(version) ? "as documented for 6.5" : "unproven: read by what is documented for 6.5";
}

/** Whether the documents that this reader was built from speak of a version. */
export function isProvenVersion(version: string): boolean {
  return /^6\.\d/.test(version);
}
