import { parseAllDocuments } from "yaml";
import type { RawNode } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import { valueToTree } from "../tree/value-to-tree.js";

/** A few lines of YAML must not grow into gigabytes. */
const MAX_ALIASES = 100;

/**
 * Parses a YAML stream into a tree whose values stand as they were written: how a text is quoted means nothing. Several
 * documents are a list.
 *
 * @param origin names the stream in messages, which never quote from it
 * @throws LockstepError `export-malformed` with the line, `answer-too-large`
 */
export function parseYamlTree(text: string, origin: string): RawNode {
  const documents = parseAllDocuments(text, { version: "1.2", schema: "failsafe", uniqueKeys: true });
  const parsed = Array.isArray(documents) ? documents : [];
  for (const { errors } of parsed) {
    if (errors[0] !== undefined) throw malformed(origin, errors[0].linePos?.[0]?.line);
  }
  const values = parsed.map((document): unknown => {
    try {
      return document.toJS({ maxAliasCount: MAX_ALIASES });
    } catch {
      throw malformed(origin);
    }
  });
  return valueToTree("document", values.length === 1 ? values[0] : values, origin);
}

function malformed(origin: string, line?: number): LockstepError {
  const where = line === undefined ? "" : ` at line ${line}`;
  return new LockstepError("export-malformed", `${origin} is malformed${where}: it is not YAML.`);
}
