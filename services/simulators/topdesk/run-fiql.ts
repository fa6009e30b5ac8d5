import type { Stored } from "./desk-state.js";

type Test = (row: Stored) => boolean;

const TOKEN = /\s*(?:([();,])|([\w.]+)(==|!=|=(?:ge|gt|le|lt|sw)=)("[^"]*"|'[^']*'|[^\s"'();,]+))/y;

/** Compiles a FIQL query; `undefined` for what is none, or names a field that the list does not know. */
export function compileFiql(query: string, isKnown: (field: string) => boolean): Test | undefined {
  const tokens = tokensOf(query);
  if (tokens === undefined) return undefined;
  const reader = { tokens, at: 0, isKnown };
  const test = readAlternatives(reader);
  return reader.at === tokens.length ? test : undefined;
}

interface Comparison {
  readonly field: string;
  readonly operator: string;
  readonly value: string;
}

type Token = string | Comparison;

interface Reader {
  readonly tokens: readonly Token[];
  readonly isKnown: (field: string) => boolean;
  at: number;
}

function tokensOf(query: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < query.length) {
    const found = TOKEN.exec(query);
    if (found === null) return undefined;
    const [, mark, field = "", operator = "", value = ""] = found;
    tokens.push(mark ?? { field, operator, value: value.replace(/^(["'])(.*)\1$/, "$2") });
  }
  return tokens;
}

function readAlternatives(reader: Reader): Test | undefined {
  const tests = readSeparated(reader, ",", readTogether);
  return tests && ((row) => tests.some((test) => test(row)));
}

function readTogether(reader: Reader): Test | undefined {
  const tests = readSeparated(reader, ";", readOne);
  return tests && ((row) => tests.every((test) => test(row)));
}

function readSeparated(
  reader: Reader,
  separator: string,
  read: (reader: Reader) => Test | undefined,
): readonly Test[] | undefined {
  const tests: Test[] = [];
  for (;;) {
    const test = read(reader);
    if (test === undefined) return undefined;
    tests.push(test);
    if (reader.tokens[reader.at] !== separator) return tests;
    reader.at += 1;
  }
}

function readOne(reader: Reader): Test | undefined {
  const token = reader.tokens[reader.at];
  reader.at += 1;
  if (token === "(") {
    const inner = readAlternatives(reader);
    if (reader.tokens[reader.at] !== ")") return undefined;
    reader.at += 1;
    return inner;
  }
  if (token === undefined || typeof token === "string" || !reader.isKnown(token.field)) return undefined;
  return testOf(token);
}

function testOf({ field, operator, value }: Comparison): Test {
  const of = (row: Stored): string => {
    const found = field.split(".").reduce<unknown>((at, name) => fieldOf(at, name), row);
    return typeof found === "string" || typeof found === "boolean" ? String(found) : "";
  };
  switch (operator) {
    case "==":
      return (row) => of(row) === value;
    case "!=":
      return (row) => of(row) !== value;
    case "=sw=":
      return (row) => of(row).startsWith(value);
    case "=ge=":
      return (row) => Date.parse(of(row)) >= Date.parse(value);
    case "=gt=":
      return (row) => Date.parse(of(row)) > Date.parse(value);
    case "=le=":
      return (row) => Date.parse(of(row)) <= Date.parse(value);
    default:
      return (row) => Date.parse(of(row)) < Date.parse(value);
  }
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
