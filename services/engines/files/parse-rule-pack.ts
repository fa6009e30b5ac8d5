import { Ajv } from "ajv";
import { parseDocument } from "yaml";
import { RulePack } from "#schemas/rule-pack";
import { LockstepError } from "#services/core/errors";

const isRulePack = new Ajv({ allErrors: true, strict: false }).compile<RulePack>(RulePack);

const MAX_ALIASES = 100;

/**
 * Reads a rule pack and holds it against its schema: every problem at once.
 *
 * @param origin names the file in messages
 * @throws LockstepError `policy-invalid`
 */
export function parseRulePack(text: string, origin: string): RulePack {
  const value = parseYaml(text, origin);
  if (!isRulePack(value)) {
    const places = (isRulePack.errors ?? []).map(({ instancePath, message }) => `${instancePath || "/"} ${message}`);
    throw invalid(origin, [...new Set(places)].slice(0, 5).join("; "));
  }
  const problems = [...brokenExpressions(value), ...undeclaredKinds(value)];
  if (value.documents.at(-1)?.match !== "**") problems.push("the last of documents must match '**'");
  if (problems.length > 0) throw invalid(origin, problems.join("; "));
  return value;
}

function parseYaml(text: string, origin: string): unknown {
  const document = parseDocument(text, { version: "1.2", uniqueKeys: true });
  const line = document.errors[0]?.linePos?.[0]?.line;
  if (document.errors.length > 0) throw invalid(origin, line === undefined ? "not YAML" : `not YAML at line ${line}`);
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch {
    throw invalid(origin, "too many YAML aliases");
  }
}

function brokenExpressions({ rules, documents }: RulePack): string[] {
  const expressions = [...rules.map(({ value }) => value), ...documents.flatMap(({ dropLines = [] }) => dropLines)];
  return expressions.flatMap((expression) => (isExpression(expression) ? [] : [`'${expression}' is no expression`]));
}

function isExpression(text: string | undefined): boolean {
  try {
    if (text !== undefined) RegExp(text, "u");
    return true;
  } catch {
    return false;
  }
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
