import type { PackDocument, PackRule, RulePack } from "#schemas/rule-pack";

/**
 * Gives of a rule pack that does not fit its schema what can be looked at all the same, so that nobody mends one problem to be told
 * of the next. What is broken keeps its place and says nothing; `undefined` where too little is there.
 *
 * @param unfit where something does not fit
 */
export function soundParts(value: unknown, unfit: readonly (readonly (string | number)[])[]): RulePack | undefined {
  const [rules, documents, kinds] = ["rules", "documents", "kinds"].map((key) => fieldOf(value, key));
  if (!Array.isArray(rules) || !Array.isArray(documents) || !isGroup(kinds)) return undefined;
  const isUnfit = (list: string, index: number): boolean =>
    unfit.some(([first, second]) => first === list && (second === index || second === undefined));
  if (isUnfit("kinds", -1)) return undefined;
  const [anyKind = ""] = Object.keys(kinds);
  const document: PackDocument = { match: "**", kind: anyKind };
  const pack = value as RulePack;
  return {
    ...pack,
    rules: pack.rules.map((rule, index) => (isUnfit("rules", index) ? NO_RULE : rule)),
    documents: pack.documents.map((found, index) => (isUnfit("documents", index) ? document : found)),
  };
}

const NO_RULE: PackRule = { at: "/", is: "set" };

function fieldOf(value: unknown, key: string): unknown {
  return isGroup(value) ? Reflect.get(value, key) : undefined;
}

function isGroup(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
