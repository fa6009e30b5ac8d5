import type { ParsedExport, RawArtefact } from "#services/core/dialect";
import { branchNode, leafNode } from "../raw-tree.js";
import { type JsonObject, objectsIn, parseJsonAnswer, requiredText } from "./json-values.js";

/**
 * Reads `GET /admin/modules` or `GET /admin/libraries`: jars by file name and hash.
 * @throws LockstepError `export-malformed` where a jar has no hash: nothing else tells two of one name apart
 */
export function readModules(bytes: Uint8Array, origin: string, kind: "module" | "library"): ParsedExport {
  const files = objectsIn(parseJsonAnswer(bytes, origin), "data", origin);
  const read = (file: JsonObject): RawArtefact => {
    const name = requiredText(file, "filename", origin);
    const root = branchNode(kind, [leafNode("hash", requiredText(file, "hash", origin).toLowerCase())]);
    return { kind, key: name, name, root };
  };
  return { artefacts: files.map(read), facts: {} };
}
