import { isLiteralSecret } from "./is-literal-secret.js";
import { readArguments } from "./read-arguments.js";
import { foundSecret, type SecretRule } from "./secret-rule.js";

/** Literal passwords in calls that are known to take one, such as Mirth's `createDatabaseConnection(driver, url, user, 'x')`. */
export const credentialCalls: readonly SecretRule[] = [
  call(["DatabaseConnection"], /DatabaseConnection\s{0,5}\(/iy, 3),
  call(["getConnection"], /getConnection\s{0,5}\(/iy, 2),
  call(["login"], /login\s{0,5}\(/iy, 1),
  call(["authenticate"], /authenticate\s{0,5}\(/iy, 1),
  call(["createHmac"], /createHmac\s{0,5}\(/iy, 1),
];

function call(triggers: readonly string[], callee: RegExp, position: number): SecretRule {
  return {
    triggers,
    find(text, at) {
      callee.lastIndex = at;
      const opening = callee.exec(text)?.[0];
      if (opening === undefined) return undefined;
      const literal = readArguments(text, at + opening.length - 1)[position]?.literal;
      if (literal === undefined) return undefined;
      return isLiteralSecret(text.slice(literal.content.start, literal.content.end))
        ? foundSecret(literal.content)
        : undefined;
    },
  };
}
