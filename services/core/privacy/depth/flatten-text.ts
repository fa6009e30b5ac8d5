/**
 * Writes a text as one line of words, as a person reads it: without tags, what marks a comment, invisible characters and line ends. What a label and its
 * value lie apart by is gone; digits of other scripts are plain ones, and those of a number that is spelt one by one stand together. What numbers of
 * patients are called is written in one way: also where letters of another script were put into it.
 */
export function flattenText(text: string): string {
  return text
    .replace(INVISIBLE, "")
    .replace(NAMED_VALUE, "$1: ")
    .replace(TAG, (_, named: string | undefined) => (named === undefined ? " " : ` ${named} `))
    .replace(COMMENT, "\n")
    .replace(OTHER_DIGIT, plainDigit)
    .replace(DIGIT_BY_DIGIT, (digits) => digits.replace(/\D/g, ""))
    .replace(SLASHED, "$1 $2 $3")
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u2010-\u2015]/g, "-")
    .replace(LIKE_NHS, "NHS")
    .replace(HEALTH_AND_CARE, "HCN")
    .replace(/\s+/g, " ");
}

const OTHER_DIGIT = /(?![0-9])\p{Nd}/gu;
/** `4 5 5 4 9 1 7 3 6 3` */
const DIGIT_BY_DIGIT = /(?<![\d.,/-]|\d )\d([ \t\u00a0./-])\d(?:\1\d){8}(?![\d.,/-]|[ \t]\d)/g;
const SLASHED = /(?<![\d/])(\d{3})\/(\d{3})\/(\d{4})(?![\d/])/g;

/** With letters of Cyrillic, Greek, Lisu or of full width that look the same. */
const LIKE_NHS = /[Nn\u039d\ua4e0\uff2e][Hh\u0397\u041d\u043d\ua4e7\uff28][Ss\u0405\u0455\ua4e2\uff33]/g;
/** Northern Ireland's number: `H & C no`, `Health and Care number`. */
const HEALTH_AND_CARE =
  /(?<![a-z])(?:h\s?[&+/]\s?c|health\s(?:and|&)\s(?:social\s)?care)(?=\s(?:n(?:o|um|umber)|id)(?![a-z]))/gi;

/** Digits of a script stand in a row from nought to nine. */
function plainDigit(digit: string): string {
  const plain = digit.normalize("NFKC");
  if (/^[0-9]$/.test(plain)) return plain;
  const code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return String(value);
}

const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;
/** Of a tag its attributes stay: `<field name="dob" value="…"/>`. */
const TAG = /<(?:!--|!\[CDATA\[|\/?[A-Za-z][\w:.-]{0,60}((?:\s[^<>]{0,400})?)\/?>)|-->|\]\]>/g;
/** `name="dob" value="` */
const NAMED_VALUE =
  /\b(?:name|key|id|field|code|property)\s?=\s?["']([\w .-]{1,40})["']\s{1,5}(?:value|default|content|text)\s?=\s?["']/gi;
const COMMENT = /\r?\n[ \t]{0,40}(?:\/\/+|\*+|#+|--+|;+|REM\b|')/g;
