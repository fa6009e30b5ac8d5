import { parseDocument } from "yaml";
import type { GovernedProblem } from "./governed-problem.js";

/** At most this many aliases may be resolved: a few lines of YAML must not grow into gigabytes. */
const MAX_ALIASES = 100;

/** Reads a governed file; what keeps it from being YAML is added to the problems. */
export function parseYaml(text: string, file: string, problems: GovernedProblem[]): unknown {
  const document = parseDocument(text, { version: "1.2", uniqueKeys: true, prettyErrors: true });
  if (document.errors.length > 0) {
    for (const error of document.errors) {
      const line = error.linePos?.[0]?.line;
      problems.push({
        file,
        path: line === undefined ? "/" : `line ${line}`,
        message: `is not YAML (${error.code.toLowerCase().replaceAll("_", " ")})`,
        remedy: "Mend the line; indentation and unclosed quotes are the usual causes.",
      });
    }
    return undefined;
  }
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES }) ?? {};
  } catch {
    problems.push({ file, path: "/", message: "uses too many YAML aliases", remedy: "Write the values out." });
    return undefined;
  }
}
