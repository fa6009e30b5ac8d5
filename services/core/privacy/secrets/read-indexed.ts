import type { TextSpan } from "../text-span.js";
import { readExpression } from "./read-expression.js";
import { readLiteral } from "./read-literal.js";

/** Reads what is given to the member of a table that a quoted name indexes: `^Config("db","Password")="x"`, `map{'pw'} = 'x'`. */
export function readIndexed(text: string, after: number): readonly TextSpan[] {
  INDEXED.lastIndex = after;
  const [whole = "", operator = ""] = INDEXED.exec(text) ?? [];
  const at = after + whole.length;
  if (operator === "=" || operator === ":=") return readExpression(text, at).values;
  const compared = operator === "" ? undefined : readLiteral(text, at);
  return compared === undefined ? [] : [compared.content];
}

const INDEXED = /(?:\s{0,5},\s{0,5}["']?[\w.$-]{1,40}["']?){0,3}\s{0,5}[)\]}]\s{0,20}(:=|={1,3}(?!>))\s{0,20}/y;

/** Reads what Perl gives to a bare name in a table: `$cfg->{password} = "x"`. A template's `${password}` is no table. */
export function readHashMember(text: string, name: TextSpan): readonly TextSpan[] {
  MEMBER_END.lastIndex = name.end;
  const end = MEMBER_END.exec(text)?.[0];
  if (end === undefined || !/(?:->|[\w%])\{\s{0,3}$/.test(text.slice(Math.max(0, name.start - 8), name.start)))
    return [];
  return readExpression(text, name.end + end.length).values;
}

const MEMBER_END = /\s{0,3}\}\s{0,20}=(?![=>])\s{0,20}/y;
