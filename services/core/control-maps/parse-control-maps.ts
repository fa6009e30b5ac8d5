import type { Static, TSchema } from "typebox";
import { ControlCrosswalk, ControlExpectations, ControlMap, ControlWords } from "#schemas/control-map";
import { checkSchema, type SchemaProblem } from "../policy/check-schema.js";
import type { GovernedProblem } from "../policy/governed-problem.js";
import { parseYaml } from "../policy/parse-yaml.js";
import { compareText } from "../text/compare-text.js";
import type { ControlEdition, ControlLibrary } from "./control-library.js";
import { findCrosswalkProblems } from "./find-crosswalk-problems.js";
import { findExpectationProblems } from "./find-expectation-problems.js";
import { findMapProblems, findWordsProblems, type SharedWords } from "./find-map-problems.js";
import { resolveEdition } from "./resolve-edition.js";

export interface ParsedControlMaps {
  readonly library: ControlLibrary;
  /** Every problem at once; a file with any is left out. */
  readonly problems: readonly GovernedProblem[];
}

/**
 * Reads control maps, crosswalks, shared words and expected levels from YAML: those that ship, and beside them those of an organisation,
 * which cannot take the place of an edition that ships.
 *
 * @param shipped text by file name
 * @param own the same, below `policy/control-maps/`
 */
export function parseControlMaps(
  shipped: ReadonlyMap<string, string>,
  own: ReadonlyMap<string, string> = new Map(),
): ParsedControlMaps {
  const problems: GovernedProblem[] = [];
  const files = [...shipped, ...own].map(([file, text]) => ({ file, value: parseYaml(text, file, problems) }));
  const read = <T extends TSchema>(name: keyof typeof FORMS, schema: T): readonly Read<Static<T>>[] =>
    files.flatMap(({ file, value }) => readAs(file, value, FORMS[name], schema, problems));
  problems.push(...files.flatMap(({ file, value }) => formProblems(file, value)));

  const words = sound(read("words", ControlWords), findWordsProblems, problems);
  const shared: SharedWords = { words: Object.assign({}, ...words.map(({ value }) => value.words)) };
  const maps = sound(read("map", ControlMap), (map) => findMapProblems(map, shared), problems);
  const editions = resolveAll(maps, shared, problems);
  const crosswalks = sound(
    read("crosswalk", ControlCrosswalk),
    (crosswalk) => findCrosswalkProblems(crosswalk, editions),
    problems,
  );
  const expectations = sound(
    read("expectations", ControlExpectations),
    (loaded, before) => findExpectationProblems(loaded, before, editions),
    problems,
  );
  const library = { editions, crosswalks: valuesOf(crosswalks), expectations: valuesOf(expectations) };
  return { library, problems: problems.sort((a, b) => compareText(a.file, b.file)) };
}

interface Read<T> {
  readonly file: string;
  readonly value: T;
}

const FORMS = {
  map: "lockstep/control-map@1",
  words: "lockstep/control-words@1",
  crosswalk: "lockstep/control-crosswalk@1",
  expectations: "lockstep/control-expectations@1",
} as const;

function formProblems(file: string, value: unknown): GovernedProblem[] {
  const known: readonly string[] = Object.values(FORMS);
  if (value === undefined || known.includes(formNamed(value))) return [];
  const remedy = `Give schema one of: ${known.join(", ")}.`;
  return [{ file, path: "/schema", message: "names no form that is read here", remedy }];
}

function formNamed(value: unknown): string {
  if (typeof value !== "object" || value === null || !("schema" in value)) return "";
  return typeof value.schema === "string" ? value.schema : "";
}

function readAs<T extends TSchema>(
  file: string,
  value: unknown,
  form: string,
  schema: T,
  problems: GovernedProblem[],
): readonly Read<Static<T>>[] {
  if (value === undefined || formNamed(value) !== form) return [];
  const found = checkSchema(value, schema);
  problems.push(...found.map((problem) => ({ file, ...problem })));
  return found.length === 0 ? [{ file, value: value as Static<T> }] : [];
}

/** Those in which nothing is wrong. */
function sound<T>(
  all: readonly Read<T>[],
  find: (value: T, before: readonly T[]) => readonly SchemaProblem[],
  problems: GovernedProblem[],
): readonly Read<T>[] {
  return all.filter(({ file, value }, index) => {
    const found = find(value, valuesOf(all.slice(0, index)));
    problems.push(...found.map((problem) => ({ file, ...problem })));
    return found.length === 0;
  });
}

function valuesOf<T>(all: readonly Read<T>[]): readonly T[] {
  return all.map(({ value }) => value);
}

/** One that takes its outcomes from another edition finds them in a file that lists them itself. */
function resolveAll(
  maps: readonly Read<ControlMap>[],
  shared: SharedWords,
  problems: GovernedProblem[],
): ReadonlyMap<string, ControlEdition> {
  const editions = new Map<string, ControlEdition>();
  for (const { file, value } of maps) {
    const ref = refOf(value);
    const rival = sameYear(value, [...editions.values()]);
    if (rival !== undefined) {
      const remedy = "Give it days of its own: a period is assessed by one edition.";
      problems.push({ file, path: "/assessmentYear", message: `shares days with ${rival.ref}`, remedy });
      continue;
    }
    if (editions.has(ref)) {
      const remedy = "Give it another edition; expected levels of an edition that ships have a form of their own.";
      problems.push({ file, path: "/edition", message: `'${ref}' is an edition already`, remedy });
      continue;
    }
    const source = value.outcomesOf;
    const outcomes = value.outcomes ?? maps.find((other) => refOf(other.value) === source)?.value.outcomes;
    if (outcomes !== undefined) {
      editions.set(ref, resolveEdition(value, outcomes, shared));
      continue;
    }
    const remedy = "Name an edition whose file lists its outcomes.";
    problems.push({ file, path: "/outcomesOf", message: `'${source ?? ""}' lists no outcomes`, remedy });
  }
  return new Map([...editions].sort(([a], [b]) => compareText(a, b)));
}

/** An edition of the same framework that assesses the same days. */
function sameYear(map: ControlMap, editions: readonly ControlEdition[]): ControlEdition | undefined {
  const { framework, assessmentYear: year } = map;
  if (year === undefined) return undefined;
  return editions.find(({ framework: other, ref, assessmentYear: known }) => {
    if (other !== framework || ref === refOf(map) || known === undefined) return false;
    return known.first <= year.last && year.first <= known.last;
  });
}

function refOf({ framework, edition }: ControlMap): string {
  return `${framework}@${edition}`;
}
