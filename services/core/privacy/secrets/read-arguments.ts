import type { TextSpan } from "../text-span.js";
import { readExpression } from "./read-expression.js";

/** The arguments of a call: of each the literals that may be its value, and where the call ends. */
export interface CallArguments {
  readonly values: readonly (readonly TextSpan[])[];
  /** After the closing bracket; `undefined` where it was not reached. */
  readonly after: number | undefined;
}

const MAX_LENGTH = 1000;
const MAX_ARGUMENTS = 12;

/** Reads the arguments of a call whose `(` stands at a position. */
export function readArguments(text: string, at: number): CallArguments {
  const values: (readonly TextSpan[])[] = [];
  let index = at + 1;
  while (index < at + MAX_LENGTH && values.length < MAX_ARGUMENTS) {
    const argument = readExpression(text, index);
    values.push(argument.values);
    const ending = text.charAt(argument.end);
    if (ending === ")") return { values, after: argument.end + 1 };
    if (ending !== ",") break;
    index = argument.end + 1;
  }
  return { values, after: undefined };
}
