import { type Document, isNode, LineCounter, parseDocument } from "yaml";
import { RulePack } from "#schemas/rule-pack";
import { checkSchema } from "#services/core/policy/check-schema";
import type { GovernedProblem } from "#services/core/policy/governed-problem";
import { expressionProblems } from "./expression-problems.js";
import { soundParts } from "./sound-parts.js";

/** One thing wrong in a rule pack: its path names the line, too. */
export type PackProblem = Omit<GovernedProblem, "file">;

type Place = readonly (string | number)[];

const MAX_ALIASES = 100;

const REMEDY = "Mend the pack; schemas/json/rule-pack.schema.json describes it.";

/** The pack, or every problem at once, and the kinds that it would declare. */
export type PackReading =
  | { readonly pack: RulePack }
  | { readonly problems: readonly PackProblem[]; readonly kinds: readonly string[] };

/** Reads a rule pack and holds it against its schema; each problem is told with its line. */
export function readRulePack(text: string): PackReading {
  const lines = new LineCounter();
  const document = parseDocument(text, { version: "1.2", uniqueKeys: true, lineCounter: lines });
  const value = valueIn(document);
  if ("problem" in value) return { problems: [value.problem], kinds: keysIn(text) };
  const at = (path: Place): string => `line ${lineOf(document, lines, path)}, ${path.join("/")}`;
  const unfit = checkSchema(value.value, RulePack).map((found) => ({ place: placeOf(found.path), found }));
  const problems = unfit.map(({ place, found }) => ({ ...found, path: place.length === 0 ? found.path : at(place) }));
  const parts = soundParts(
    value.value,
    unfit.map(({ place }) => place),
  );
  if (parts !== undefined) problems.push(...problemsBeyond(parts, at));
  return problems.length > 0 ? { problems, kinds: kindsIn(value.value) } : { pack: value.value as RulePack };
}

function kindsIn(value: unknown): readonly string[] {
  const kinds: unknown = typeof value === "object" && value !== null ? Reflect.get(value, "kinds") : undefined;
  return typeof kinds === "object" && kinds !== null ? Object.keys(kinds) : [];
}

/** Of what is no YAML any key may be a kind. */
function keysIn(text: string): readonly string[] {
  return [...text.matchAll(/\b([a-z][a-z0-9-]{0,62})\s*:/g)].map(([, key = ""]) => key);
}

function valueIn(document: Document): { readonly value: unknown } | { readonly problem: PackProblem } {
  const [error] = document.errors;
  const line = error?.linePos?.[0]?.line;
  const fault = (message: string): { readonly problem: PackProblem } => ({
    problem: { path: line === undefined ? "/" : `line ${line}`, message, remedy: REMEDY },
  });
  if (error !== undefined) return fault(line === undefined ? "is not YAML" : `is not YAML at line ${line}`);
  try {
    return { value: document.toJS({ maxAliasCount: MAX_ALIASES }) };
  } catch {
    return fault("holds too many YAML aliases");
  }
}

function placeOf(pointer: string): Place {
  const parts = pointer
    .split("/")
    .slice(1)
    .filter((part) => part !== "");
  return parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part.replaceAll("~1", "/").replaceAll("~0", "~")));
}

/** The line of a place, or of the nearest thing around it where an alias stands for it. */
function lineOf(document: Document, lines: LineCounter, path: Place): number {
  const node = document.getIn(path, true);
  if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  return path.length === 0 ? 1 : lineOf(document, lines, path.slice(0, -1));
}

/** What no schema can tell. */
function problemsBeyond(pack: RulePack, at: (path: Place) => string): PackProblem[] {
  const kinds = usedKinds(pack).filter(({ kind }) => !Object.hasOwn(pack.kinds, kind));
  const told = new Map(kinds.map(({ kind, place }) => [kind, place]));
  const last = pack.documents.length - 1;
  return [
    ...expressionProblems(pack).map(({ place, message }) => ({ path: at(place), message, remedy: REMEDY })),
    ...[...told].map(([kind, place]) => ({
      path: at(place),
      message: `kind '${kind}' is not declared`,
      remedy: `Declare it under kinds. There are: ${Object.keys(pack.kinds).join(", ")}.`,
    })),
    ...(pack.documents[last]?.match === "**"
      ? []
      : [{ path: at(["documents", last]), message: "the last of documents must match '**'", remedy: REMEDY }]),
  ];
}

function usedKinds({ documents, rules }: RulePack): readonly { readonly kind: string; readonly place: Place }[] {
  return [
    ...documents.flatMap(({ kind, items = [] }, index) => [
      { kind, place: ["documents", index, "kind"] },
      ...items.map((item, part) => ({ kind: item.kind, place: ["documents", index, "items", part, "kind"] })),
    ]),
    ...rules.flatMap(({ kinds = [] }, index) => kinds.map((kind) => ({ kind, place: ["rules", index, "kinds"] }))),
  ];
}
