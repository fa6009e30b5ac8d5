import { isLiteralData } from "../patient-data/is-literal-data.js";
import { WRITTEN_WORD } from "../patient-data/written-word.js";
import type { TextSpan } from "../text-span.js";

/** Finds dates of birth with somebody's name in reach, in whatever order and form. */
export function findBirths(text: string): TextSpan[] {
  return [...text.matchAll(BIRTH)].flatMap(({ index, 0: whole, 1: date = "" }) => {
    const end = index + whole.length;
    const from = Math.max(0, index - REACH);
    const names = [...namesIn(text.slice(from, index), from), ...namesIn(text.slice(end, end + REACH), end)];
    return names.length === 0 ? [] : [...names, { start: end - date.length, end }];
  });
}

const REACH = 160;
const MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}";
const DATE = [
  String.raw`\d{1,2}(?:st|nd|rd|th)?(?: of)?[/. -]{1,2}(?:\d{1,2}|${MONTH})[/., -]{1,2}(?:\d{4}|\d{2})`,
  String.raw`${MONTH} \d{1,2}(?:st|nd|rd|th)?,? \d{4}`,
  String.raw`(?:18|19|20)\d{2}[-/.]?\d{2}[-/.]?\d{2}`,
].join("|");
const LABEL = String.raw`d\.?\s?o\.?\s?b\.?|(?:date|day)[\s_.-]{0,3}of[\s_.-]{0,3}birth|birth[\s_.-]{0,3}(?:date|day|time)|born(?:\s(?:on|the)){0,2}|geboren|(?<=\()b\.(?=\s?\w)`;
const BIRTH = new RegExp(
  String.raw`(?<![a-z])(?:${LABEL})(?![a-z])(?:[^A-Za-z0-9]|is\s|was\s|value\s?=){0,14}(${DATE})(?!\d)`,
  "gi",
);
const LABELLED =
  /(?:name|surname|forename|family|given|patient|first|last)\\{0,3}["']?\s{0,5}[:=>]\s{0,5}\\{0,3}["']?(\p{L}[\p{L}'-]{0,40}(?:,? \p{L}[\p{L}'-]{1,40}){0,3})/giu;
const TITLED = /\b(?:mrs?|ms|miss|master|baby|dr)\.? (\p{L}[\p{L}'-]{1,40}(?: \p{Lu}[\p{L}'-]{1,40}){0,3})/giu;
const WRITTEN = new RegExp(
  String.raw`(?<![\p{L}\d_.])(${WRITTEN_WORD}(?:(?:, ?| )(?:\p{Lu}\.? )?${WRITTEN_WORD}){1,3})(?![\p{L}\d_(])`,
  "gu",
);

function namesIn(window: string, offset: number): TextSpan[] {
  return [LABELLED, TITLED, WRITTEN].flatMap((pattern) =>
    [...window.matchAll(pattern)].flatMap((match) => {
      const name = match[1] ?? "";
      const start = offset + match.index + match[0].length - name.length;
      return isLiteralData(name) ? [{ start, end: start + name.length }] : [];
    }),
  );
}
