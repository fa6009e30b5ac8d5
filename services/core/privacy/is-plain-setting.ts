/**
 * Says whether a value that stands under the name of something about a secret (`passwordLength`, `tokenUrl`) is evidently
 * that, and no secret. `figures-only`: a figure, date, switch, URL or path. `words-too`: also a plain word, a sentence, an
 * algorithm or a pattern.
 */
export function isPlainSetting(value: string, breadth: "figures-only" | "words-too"): boolean {
  const text = value.trim();
  if (FIGURE.test(text) || DATE.test(text) || PLACE.test(text)) return true;
  return breadth === "words-too" && (WORD.test(text) || HOST.test(text) || ALGORITHM.test(text) || isSentence(text));
}

const FIGURE =
  /^(?:|true|false|yes|no|on|off|null|-?\d{1,7}(?:\.\d{1,3})?\s?(?:%|ms|s|sec|seconds|m|min|minutes|h|hours|d|days)?|1\d{9}|1\d{12})$/i;
const DATE =
  /^(?:\d{4}[-/.]\d{2}[-/.]\d{2}|\d{1,2}[-/. ](?:\d{1,2}|[A-Za-z]{3,9})[-/. ]\d{2,4}|(?:19|20)\d{6}(?:\d{4}|\d{6})?)(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?\s?(?:Z|UTC|[+-]\d{2}:?\d{2})?)?$/;
const PLACE = /^(?:[a-z][a-z\d+.-]{1,20}:\/\/|\.{0,2}\/|~\/|[A-Za-z]:[\\/]|\\\\)/;
/** `txtPassword`, `X-Auth-Token`, `password.field`. */
const WORD = /^[#.$@]?[A-Za-z][A-Za-z_.$:-]{0,80}$/;
const HOST = /^(?:[a-z\d-]{1,63}\.){1,8}[a-z]{2,10}(?::\d{1,5})?$/;
const ALGORITHM =
  /^(?:(?:pbe|pbkdf|hmac|sha|md|aes|des|rsa|ec|hs|rs|es|ps|pkcs|x|utf|base|bcrypt|oauth|v)-?_?\d|\S{0,60}with(?:hmac)?(?:sha|md)\d)[\w/-]{0,40}$/i;

/** Three words at least, or a caption; a pattern is read by its brackets. */
function isSentence(text: string): boolean {
  return (
    /^\p{L}\S*(?:\s+\S+){2,}/u.test(text) ||
    /^[\p{L} ]{2,80}[:?!.…]?$/u.test(text) ||
    /\\[dws]|\[[^\]]*-[^\]]*\]|\(\?/.test(text)
  );
}
