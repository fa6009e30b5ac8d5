import type { RE2JS } from "re2js";
import type { PackDocument, PackRule, RulePack } from "#schemas/rule-pack";
import type { RawNode } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import { compilePattern } from "#services/core/text/compile-pattern";
import { matchesPath } from "./match-path.js";

/** A rule pack made ready to be asked about every node of a tree. */
export interface CompiledPack {
  readonly data: RulePack;
  /** The rules that hold for a node, in their order; `names` runs from below the root to the node. */
  rulesAt(kind: string, names: readonly string[], node: RawNode): readonly PackRule[];
  /** Whether a line of a document's text is never a difference. */
  dropsLine(document: PackDocument, line: string): boolean;
  /** Called for each item that is told apart by its key, or that has none of the fields of its key. Default: nobody asks. */
  readonly onItem?: (rule: PackItem, hasKey: boolean) => void;
}

export type PackItem = NonNullable<PackDocument["items"]>[number];

interface CompiledRule {
  readonly index: number;
  readonly rule: PackRule;
  readonly pattern: readonly string[];
  readonly kinds: ReadonlySet<string> | undefined;
  readonly value: RE2JS | undefined;
}

/** Longer values are not held against an expression: none that it could mean is so long. */
const MAX_VALUE_LENGTH = 4096;

/**
 * Makes a pack ready: rules are looked up by the last name of their path, since most speak of one name.
 *
 * @throws LockstepError `bug` for an expression that reading the pack should have refused
 */
export function compilePack(data: RulePack): CompiledPack {
  const byName = new Map<string, CompiledRule[]>();
  const others: CompiledRule[] = [];
  for (const [index, rule] of data.rules.entries()) {
    const compiled = compileRule(rule, index);
    const last = compiled.pattern.at(-1) ?? "**";
    if (/[*?]/.test(last)) others.push(compiled);
    else byName.set(last, [...(byName.get(last) ?? []), compiled]);
  }
  const dropped = new Map(data.documents.map((document) => [document, (document.dropLines ?? []).map(compile)]));
  return {
    data,
    dropsLine: (document, line) =>
      line.length <= MAX_VALUE_LENGTH && (dropped.get(document) ?? []).some((expression) => expression.test(line)),
    rulesAt(kind, names, node) {
      const candidates = [...(byName.get(names.at(-1) ?? "") ?? []), ...others];
      const found = candidates.filter((compiled) => holds(compiled, kind, names, node));
      return found.sort((a, b) => a.index - b.index).map(({ rule }) => rule);
    },
  };
}

function compileRule(rule: PackRule, index: number): CompiledRule {
  return {
    index,
    rule,
    pattern: rule.at === "/" ? [] : rule.at.split("/"),
    kinds: rule.kinds === undefined ? undefined : new Set(rule.kinds),
    value: rule.value === undefined ? undefined : compile(rule.value),
  };
}

function compile(expression: string): RE2JS {
  const compiled = compilePattern(expression, "as-written");
  if (compiled === undefined) throw new LockstepError("bug", "a rule pack holds an expression that cannot be used");
  return compiled;
}

function holds(compiled: CompiledRule, kind: string, names: readonly string[], node: RawNode): boolean {
  if (compiled.kinds !== undefined && !compiled.kinds.has(kind)) return false;
  if (!matchesPath(compiled.pattern, names)) return false;
  if (compiled.value === undefined) return true;
  return node.children.length === 0 && node.text.length <= MAX_VALUE_LENGTH && compiled.value.test(node.text);
}
