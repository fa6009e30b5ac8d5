import { isSecretName } from "../is-secret-name.js";
import type { TextSpan } from "../text-span.js";
import { isLiteralSecret } from "./is-literal-secret.js";
import { readArguments } from "./read-arguments.js";
import type { SecretRule } from "./secret-rule.js";

/** `INSERT INTO users (name, password) VALUES ('a', 'x')`: a value is named by the column at its position. */
export const insertStatement: SecretRule = {
  triggers: ["insert"],
  find(text, at) {
    INSERT.lastIndex = at;
    const insert = INSERT.exec(text);
    if (insert === null) return undefined;
    const names = (insert[1] ?? "").split(",");
    if (!names.some((name) => isSecretName(name))) return undefined;
    const rows = readRows(text, at + insert[0].length - 1);
    const secrets = rows.values.flatMap((row) => row.flatMap((values, index) => secretsOf(text, names[index], values)));
    return { secrets, resumeAt: rows.after };
  },
};

const INSERT =
  /insert\s{1,20}into\s{1,20}[\w.[\]"`\\]{1,120}\s{0,20}\(([\w\s,.[\]"`\\]{1,600})\)\s{0,20}values\s{0,20}\(/iy;
const MAX_ROWS = 50;
const NEXT_ROW = /\s{0,20},\s{0,20}\(/y;

function readRows(text: string, opening: number): { values: (readonly (readonly TextSpan[])[])[]; after: number } {
  const values: (readonly (readonly TextSpan[])[])[] = [];
  let at = opening;
  while (values.length < MAX_ROWS) {
    const row = readArguments(text, at);
    values.push(row.values);
    NEXT_ROW.lastIndex = row.after ?? text.length;
    const next = NEXT_ROW.exec(text)?.[0];
    if (row.after === undefined || next === undefined) return { values, after: row.after ?? at + 1 };
    at = row.after + next.length - 1;
  }
  return { values, after: at };
}

function secretsOf(text: string, name: string | undefined, values: readonly TextSpan[]): readonly TextSpan[] {
  return values.filter(({ start, end }) => {
    const value = text.slice(start, end);
    return isSecretName(name ?? "", value) && isLiteralSecret(value);
  });
}
