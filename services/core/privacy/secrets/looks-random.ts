/**
 * Says whether a text has the look of a made-up secret rather than of a word, name, path or figure: six characters at least,
 * of three of the four kinds capital, small letter, digit and sign.
 */
export function looksRandom(value: string): boolean {
  if (value.length < MIN_LENGTH || /\s/.test(value) || ADDRESS.test(value) || IDENTIFIER.test(value)) return false;
  return [/\p{Lu}/u, /\p{Ll}/u, /\d/, /[^\p{L}\d]/u].filter((kind) => kind.test(value)).length >= 3;
}

const MIN_LENGTH = 6;
const ADDRESS = /:\/\/|^[./\\~]|^[\w-]+(?:\.[\w-]+)+$|^\w:[\\/]/;
/** A field of HL7, an encoding, an algorithm, a date. */
const IDENTIFIER =
  /^(?:[A-Z][A-Z\d]{2}[.-]\d|(?:utf|iso|windows|sha|aes|hmac|pbkdf|x|tls)[-_v]?\d|\d{1,4}[-/.:]\d|[A-Z_]+\d?$|yyyy|dd)/i;
