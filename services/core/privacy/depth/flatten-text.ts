/**
 * Writes a text as one line of words, as a person reads it: without tags, what marks a comment, invisible characters and line ends. What a label and its
 * value lie apart by is gone.
 */
export function flattenText(text: string): string {
  return text
    .replace(INVISIBLE, "")
    .replace(NAMED_VALUE, "$1: ")
    .replace(TAG, (_, named: string | undefined) => (named === undefined ? " " : ` ${named} `))
    .replace(COMMENT, "\n")
    .replace(/[\uff10-\uff19]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u2010-\u2015]/g, "-")
    .replace(/\s+/g, " ");
}

const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;
/** Of a tag its attributes stay: `<field name="dob" value="…"/>`. */
const TAG = /<(?:!--|!\[CDATA\[|\/?[A-Za-z][\w:.-]{0,60}((?:\s[^<>]{0,400})?)\/?>)|-->|\]\]>/g;
/** `name="dob" value="` */
const NAMED_VALUE =
  /\b(?:name|key|id|field|code|property)\s?=\s?["']([\w .-]{1,40})["']\s{1,5}(?:value|default|content|text)\s?=\s?["']/gi;
const COMMENT = /\r?\n[ \t]{0,40}(?:\/\/+|\*+|#+|--+|;+|REM\b|')/g;
