import { isSecretName } from "../is-secret-name.js";

/**
 * Says whether a value that stands where a secret is expected is one: literal data, not empty, not a reference that the
 * engine fills in (`${…}`, `{{…}}`, `%NAME%`, `$('…')`), not a row of asterisks, not a token of ours.
 */
export function isLiteralSecret(value: string): boolean {
  if (!/[\p{L}\p{N}]/u.test(value) && value.length <= MAX_PUNCTUATION) return false;
  if (FILLER.test(value) || OUR_TOKEN.test(value) || NOT_DATA.test(value.trim())) return false;
  if (CONCATENATION.test(value)) return false;
  if (VARIABLE.test(value) && isSecretName(value.slice(1))) return false;
  const literal = value.replace(REFERENCE, "").replace(OUR_TOKENS, "");
  return literal === value || /[\p{L}\p{N}]/u.test(literal);
}

/** Punctuation alone is syntax, unless it is long. */
const MAX_PUNCTUATION = 5;
const FILLER = /^\s*(?:\*+|x{3,}|X{3,}|\.+|•+|●+|#+|-+|_+|\?+|<[A-Za-z _-]{1,40}>|\[[A-Za-z _-]{1,40}\])\s*$/;
const OUR_TOKEN = /^(?:masked|digest):[\w.-]{1,64}:[0-9a-f]{32}$/;
const OUR_TOKENS = /(?:masked|digest):[\w.-]{1,64}:[0-9a-f]{32}/g;
const NOT_DATA =
  /^(?:true|false|null|undefined|none|yes|no|string|object|number|boolean|function|basic|bearer|digest|ntlm|negotiate)$/i;
const REFERENCE =
  /\$\{[^{}]{0,200}\}|\{\{[^{}]{0,200}\}\}|\$[a-z]{0,3}\(\s*["'][^"']{0,200}["']\s*\)|%[A-Z_][A-Z0-9_]{1,60}%/g;
/** `$password` of a shell or Velocity; `$ecret` is a password. */
const VARIABLE = /^\$[A-Za-z_]\w{0,60}$/;
/** What stands between two strings in code: `" + password + "`. */
const CONCATENATION = /^\\?["']?\s*\+\s*[\w$]|^\\?["']\s*[+,;)]/;
