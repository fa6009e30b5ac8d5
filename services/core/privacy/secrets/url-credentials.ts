import type { TextSpan } from "../text-span.js";
import { isLiteralSecret } from "./is-literal-secret.js";
import { foundSecret, type SecretRule } from "./secret-rule.js";

/** The password of `scheme://user:password@host`, or a long token that stands for the user, in any URL or JDBC string. */
export const urlCredentials: SecretRule = {
  triggers: ["://"],
  find(text, at) {
    const start = at + 3;
    const userInfo = findUserInfo(text, start);
    if (userInfo === undefined) return undefined;
    const colon = text.slice(userInfo.start, userInfo.end).indexOf(":");
    const secret = colon === -1 ? userInfo : { start: start + colon + 1, end: userInfo.end };
    const value = text.slice(secret.start, secret.end);
    if (colon === -1 && !LONG_TOKEN.test(value)) return undefined;
    return isLiteralSecret(value) ? foundSecret(secret) : undefined;
  },
};

const MAX_USER_INFO = 512;
const LONG_TOKEN = /^(?=[\w-]*\d)[\w-]{20,}$/;
const AUTHORITY_END = /[/?#\s"'<>\\]/;
const URL_END = /[\s"'<>\\]/;
/** A port, so that what follows the colon is not a password: `host:8080/path@x`. */
const PORT = /^(?:\d{1,5}|\$\{[^}]*\})(?:[/?#]|$)/;

/** Up to the last `@` of the authority; a password with `/`, `?` or `#` in it is seen too, where no port stands in its place. */
function findUserInfo(text: string, start: number): TextSpan | undefined {
  const rest = text.slice(start, start + MAX_USER_INFO);
  const authorityEnd = rest.search(AUTHORITY_END);
  const authority = authorityEnd === -1 ? rest : rest.slice(0, authorityEnd);
  const at = authority.lastIndexOf("@");
  if (at !== -1) return { start, end: start + at };
  const colon = authority.indexOf(":");
  if (colon === -1 || PORT.test(rest.slice(colon + 1))) return undefined;
  const urlEnd = rest.search(URL_END);
  const late = rest.slice(0, urlEnd === -1 ? undefined : urlEnd).indexOf("@", colon);
  return late === -1 ? undefined : { start, end: start + late };
}
