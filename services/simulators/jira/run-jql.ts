import { Temporal } from "temporal-polyfill";
import { type HeldIssue, type JiraState, projectOf } from "./site-state.js";

type Test = (issue: HeldIssue) => boolean;

/** What an account may look for, and how its times are taken. */
export interface JqlView {
  readonly zone: string;
  readonly hiddenProjects: readonly string[];
}

/**
 * Runs a query: conditions with brackets, AND, OR and NOT, in the order of keys. A time is one of the account's zone, or so long ago
 * (`-90m`) by the site's clock. Gives `undefined` for what is not understood, for a project that may not be seen, and for no condition at all.
 */
export function runJql(state: JiraState, jql: string, view: JqlView): readonly HeldIssue[] | undefined {
  const [conditions = ""] = jql.split(/\border\s+by\b/i);
  const tokens = conditions.match(/"(?:[^"\\]|\\.)*"|[A-Za-z0-9_.:-]+|>=|<=|!=|[=<>~(),]/g) ?? [];
  const reader = { state, view, tokens: [...tokens] };
  const test = readAny(reader);
  if (test === undefined || reader.tokens.length > 0) return undefined;
  return state
    .all()
    .filter((issue) => test(issue))
    .toSorted((a, b) => numberOf(a) - numberOf(b) || (a.key < b.key ? -1 : 1));
}

interface Reader {
  readonly state: JiraState;
  readonly view: JqlView;
  readonly tokens: string[];
}

function readAny(reader: Reader): Test | undefined {
  return readChain(reader, "OR", readAll, (tests) => (issue) => tests.some((test) => test(issue)));
}

function readAll(reader: Reader): Test | undefined {
  return readChain(reader, "AND", readOne, (tests) => (issue) => tests.every((test) => test(issue)));
}

function readChain(
  reader: Reader,
  word: string,
  readPart: (reader: Reader) => Test | undefined,
  join: (tests: readonly Test[]) => Test,
): Test | undefined {
  const tests: Test[] = [];
  do {
    const test = readPart(reader);
    if (test === undefined) return undefined;
    tests.push(test);
  } while (take(reader, word));
  return join(tests);
}

function readOne(reader: Reader): Test | undefined {
  if (take(reader, "NOT")) {
    const test = readOne(reader);
    return test === undefined ? undefined : (issue) => !test(issue);
  }
  if (take(reader, "(")) {
    const test = readAny(reader);
    return take(reader, ")") ? test : undefined;
  }
  const field = reader.tokens.shift()?.toLowerCase() ?? "";
  const isNot = take(reader, "NOT");
  const operator = reader.tokens.shift()?.toLowerCase() ?? "";
  const values = operator === "in" ? readList(reader) : [unquoted(reader.tokens.shift() ?? "")];
  if (values === undefined || values.length === 0) return undefined;
  const test = toTest(reader, field, operator, values);
  return test === undefined || !isNot ? test : (issue) => !test(issue);
}

function readList(reader: Reader): readonly string[] | undefined {
  const values: string[] = [];
  if (!take(reader, "(")) return undefined;
  do values.push(unquoted(reader.tokens.shift() ?? ""));
  while (take(reader, ","));
  return take(reader, ")") ? values : undefined;
}

function toTest({ state, view }: Reader, field: string, operator: string, values: readonly string[]): Test | undefined {
  const [value = ""] = values;
  if (field === "updated" || field === "created") {
    const at = instantOf(value, state.now(), view.zone);
    if (at === undefined) return undefined;
    const of = (issue: HeldIssue): number => Date.parse(String(issue.fields[field]));
    if (operator === ">=") return (issue) => of(issue) >= at;
    return operator === "<=" ? (issue) => of(issue) <= at : undefined;
  }
  if (field === "project" && values.some((key) => !state.projects.includes(key) || view.hiddenProjects.includes(key))) {
    return undefined;
  }
  if (field === "key" && values.some((key) => state.find(key) === undefined)) return undefined;
  const read = READERS[field];
  if (read === undefined || !["=", "!=", "in"].includes(operator)) return undefined;
  const isOne: Test = (issue) => values.some((one) => read(issue).includes(one));
  return operator === "!=" ? (issue) => !isOne(issue) : isOne;
}

const READERS: Readonly<Record<string, (issue: HeldIssue) => readonly string[]>> = {
  project: (issue) => [projectOf(issue)],
  key: ({ key }) => [key],
  issuetype: ({ fields }) => [String(fields["issuetype"])],
  status: ({ fields }) => [String(fields["status"])],
  component: ({ fields }) => [fields["components"] ?? []].flat(),
};

function instantOf(text: string, now: Date, zone: string): number | undefined {
  const [, count, unit] = /^-(\d{1,9})([mhdw])$/.exec(text) ?? [];
  if (count !== undefined && unit !== undefined) return now.getTime() - Number(count) * (UNITS_MS[unit] ?? 0);
  if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/.test(text)) return undefined;
  return Temporal.PlainDateTime.from(text.replace(" ", "T")).toZonedDateTime(zone).epochMilliseconds;
}

const UNITS_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

function take({ tokens }: Reader, word: string): boolean {
  if (tokens[0]?.toUpperCase() !== word) return false;
  tokens.shift();
  return true;
}

function unquoted(token: string): string {
  return token.startsWith('"') ? token.slice(1, -1).replaceAll(/\\(.)/g, "$1") : token;
}

function numberOf({ key }: HeldIssue): number {
  return Number(key.slice(key.lastIndexOf("-") + 1));
}
