import { isPlainSetting } from "../is-plain-setting.js";
import type { TextSpan } from "../text-span.js";
import { isLiteralSecret } from "./is-literal-secret.js";
import { looksRandom } from "./looks-random.js";
import { readArguments } from "./read-arguments.js";
import type { SecretRule } from "./secret-rule.js";

/**
 * The password among the arguments of a call that connects somewhere as somebody: `connect('dsn', 'sa', 'x', 0)`,
 * `Sql.newInstance(url, 'sa', 'x')`. It is the last literal behind a user's name that is no address, figure or class.
 */
export const connectCall: SecretRule = {
  triggers: ["connect", "sql.newinstance"],
  find(text, at) {
    CALLEE.lastIndex = at;
    const callee = CALLEE.exec(text)?.[0];
    if (callee === undefined) return undefined;
    const { values } = readArguments(text, at + callee.length - 1);
    const literals = values.map((argument) => argument.find((place) => isWord(text, place)));
    const last = literals.findLastIndex((literal) => literal !== undefined);
    const password = literals[last];
    if (password === undefined || last === 0) return undefined;
    const value = text.slice(password.start, password.end);
    const isBehindUser = literals[last - 1] !== undefined || looksRandom(value);
    return isBehindUser && isLiteralSecret(value) ? { secrets: [password], resumeAt: password.end } : undefined;
  },
};

const CALLEE = /(?<![a-z\d_])(?:connect|sql\.newinstance)\s{0,5}\(/iy;
/** A host or a class. */
const DOTTED = /^[\w-]+(?:\.[\w-]+)+$/;

function isWord(text: string, place: TextSpan): boolean {
  const value = text.slice(place.start, place.end);
  return !isPlainSetting(value, "figures-only") && !DOTTED.test(value) && !/^jdbc:/i.test(value);
}
