import { parseSync } from "@swc/core";

/** Globals by which a file could look at the world or at the clock. */
const WORLD = [
  "process",
  "console",
  "fetch",
  "performance",
  "setTimeout",
  "setInterval",
  "setImmediate",
  "globalThis",
  "navigator",
];

/** Members that give another answer each time they are asked. */
const CHANCE: readonly (readonly [object: string, member: string])[] = [
  ["Date", "now"],
  ["Math", "random"],
  ["Temporal", "Now"],
  ["crypto", "randomUUID"],
  ["crypto", "getRandomValues"],
];

const RANDOM_IMPORTS = [
  "randomBytes",
  "randomUUID",
  "randomInt",
  "randomFillSync",
  "randomFill",
  "generateKeyPairSync",
];

interface SyntaxNode {
  readonly type?: string;
  readonly [field: string]: unknown;
}

/** Names everything in a source text that makes it impure: the clock, chance, and the world outside its parameters. */
export function findImpurities(source: string): readonly string[] {
  const found: string[] = [];
  walk(parseSync(source, { syntax: "typescript", target: "es2022" }), (node) => {
    const name = impurityOf(node);
    if (name !== undefined) found.push(name);
  });
  return found;
}

function walk(value: unknown, visit: (node: SyntaxNode) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) walk(item, visit);
    return;
  }
  if (!isNode(value)) return;
  visit(value);
  for (const field of Object.values(value)) walk(field, visit);
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === "object" && value !== null;
}

function impurityOf(node: SyntaxNode): string | undefined {
  if (node.type === "MemberExpression") return memberImpurity(node);
  if (node.type === "NewExpression") return clockImpurity(node);
  if (node.type === "CallExpression" && identifier(node["callee"]) === "Date") return "Date()";
  if (node.type === "ImportSpecifier") return RANDOM_IMPORTS.find((name) => name === identifier(node["local"]));
  // Only a reference carries a syntax context; the name of a property does not.
  if (node.type === "Identifier" && "ctxt" in node) return WORLD.find((name) => name === node["value"]);
  return undefined;
}

function memberImpurity(node: SyntaxNode): string | undefined {
  const object = identifier(node["object"]);
  const member = identifier(node["property"]);
  const match = CHANCE.find(([of, name]) => of === object && name === member);
  return match?.join(".");
}

function clockImpurity(node: SyntaxNode): string | undefined {
  const given = node["arguments"];
  const hasNone = !Array.isArray(given) || given.length === 0;
  return hasNone && identifier(node["callee"]) === "Date" ? "new Date()" : undefined;
}

function identifier(value: unknown): unknown {
  return isNode(value) && value.type === "Identifier" ? value["value"] : undefined;
}
