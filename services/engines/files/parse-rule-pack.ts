import { Ajv } from "ajv";
import { type Document, isNode, LineCounter, parseDocument } from "yaml";
import { RulePack } from "#schemas/rule-pack";
import { LockstepError } from "#services/core/errors";
import { expressionProblems } from "./expression-problems.js";

const isRulePack = new Ajv({ allErrors: true, strict: false }).compile<RulePack>(RulePack);

const MAX_ALIASES = 100;

interface PackText {
  readonly document: Document;
  readonly lines: LineCounter;
}

/**
 * Reads a rule pack and holds it against its schema: every problem at once.
 *
 * @param origin names the file in messages
 * @throws LockstepError `policy-invalid`
 */
export function parseRulePack(text: string, origin: string): RulePack {
  const document = parseYaml(text, origin);
  const value = valueIn(document, origin);
  if (!isRulePack(value)) {
    const places = (isRulePack.errors ?? []).map(({ instancePath, message }) => `${instancePath || "/"} ${message}`);
    throw invalid(origin, [...new Set(places)].slice(0, 5).join("; "));
  }
  const problems = [...expressionProblems(value, (path) => lineAt(document, path)), ...undeclaredKinds(value)];
  if (value.documents.at(-1)?.match !== "**") problems.push("the last of documents must match '**'");
  if (problems.length > 0) throw invalid(origin, problems.join("; "));
  return value;
}

function parseYaml(text: string, origin: string): PackText {
  const lines = new LineCounter();
  const document = parseDocument(text, { version: "1.2", uniqueKeys: true, lineCounter: lines });
  const line = document.errors[0]?.linePos?.[0]?.line;
  if (document.errors.length > 0) throw invalid(origin, line === undefined ? "not YAML" : `not YAML at line ${line}`);
  return { document, lines };
}

function valueIn({ document }: PackText, origin: string): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch {
    throw invalid(origin, "too many YAML aliases");
  }
}

/** The line of a place, or of the nearest thing around it where an alias stands for it. */
function lineAt(text: PackText, path: readonly (string | number)[]): number {
  const node = text.document.getIn(path, true);
  if (isNode(node) && node.range) return text.lines.linePos(node.range[0]).line;
  return path.length === 0 ? 1 : lineAt(text, path.slice(0, -1));
}

function undeclaredKinds({ kinds, documents, rules }: RulePack): string[] {
  const used = [
    ...documents.flatMap(({ kind, items = [] }) => [kind, ...items.map((item) => item.kind)]),
    ...rules.flatMap((rule) => rule.kinds ?? []),
  ];
  return [...new Set(used)]
    .filter((kind) => !Object.hasOwn(kinds, kind))
    .map((kind) => `kind '${kind}' is not declared`);
}

function invalid(origin: string, problem: string): LockstepError {
  return new LockstepError("policy-invalid", `The rule pack ${origin} cannot be used: ${problem}.`);
}
