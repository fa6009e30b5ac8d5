import type { TextSpan } from "../text-span.js";
import { readArguments } from "./read-arguments.js";
import { readExpression } from "./read-expression.js";

/**
 * Reads what a call or function of a secret's name holds: `setPassword('x')`, `getPassword() { return 'x'; }`. Of a call that
 * takes user and password the user stays readable.
 */
export function readCall(text: string, name: TextSpan, at: number): readonly TextSpan[] {
  const callee = text.slice(name.start, name.end);
  const { values, after } = readArguments(text, at);
  const returned = after === undefined ? undefined : readBody(text, after);
  if (returned !== undefined) return returned;
  if (READS.test(callee)) return [];
  const isPair = values.length > 1 && /user|credentials|authentication|set|add|put/i.test(callee);
  return values.slice(isPair ? 1 : 0).flat();
}

/** Calls that take a name and give a secret back. */
const READS =
  /^(?:get|read|fetch|find|load|has|is|check|valid|verif|parse|resolve|lookup|request|refresh|obtain|generate|next|on|require|remove|delete|clear|revoke)(?![a-z])/;

/** Where a body follows, it was a function's head and no call. */
function readBody(text: string, after: number): readonly TextSpan[] | undefined {
  HEAD_END.lastIndex = after;
  const end = HEAD_END.exec(text)?.[0];
  if (end !== undefined) return readExpression(text, after + end.length - 1, { body: true }).values;
  RETURNS.lastIndex = after;
  const returns = RETURNS.exec(text)?.[0];
  return returns === undefined ? undefined : readExpression(text, after + returns.length).values;
}

const HEAD_END = /\s{0,40}(?::\s{0,5}[\w.<>[\]]{1,40}\s{0,20}|throws\s[\w\s.,]{1,200}?)?\{/y;
/** A function of Python. */
const RETURNS = /\s{0,5}(?:->\s{0,5}\w{1,40}\s{0,5})?:\s{0,80}return\s/y;
