import type { TextSpan } from "../text-span.js";

/** Finds the numbers that a hospital gives its patients, by the words that stand before them. */
export function findRecordNumbers(text: string): TextSpan[] {
  return [...text.matchAll(RECORD)].flatMap(({ index, 0: whole, 1: number = "" }) => {
    if (isSample(number)) return [];
    const end = index + whole.length;
    return [{ start: end - number.length, end }];
  });
}

const OWNER =
  "hosp(?:ital)?|unit|case[ _-]?notes?|patient|pas|local(?:[ _-]?patient)?|k|district|medical[ _-]?record|mrn|chart";
const RECORD = new RegExp(
  String.raw`(?<![a-z])(?:(?:${OWNER})[ _.-]{0,2}(?:no|num|number|nr|id|ident|identifier)|mrn|casenote)s?\.?(?:[\s"':=#(>\]\\,;-]|is\s|was\s|value\s?=){1,14}([a-z]{0,4}[ -]?\d{5,10}[a-z]?)(?![\w]|[.-]\d|:\d)`,
  "gi",
);

/** `1234567`, `0000000` */
function isSample(number: string): boolean {
  const figures = number.replace(/\D/g, "");
  return "01234567890".includes(figures) || /^(\d)\1*$/.test(figures) || /^\d0+\d?$/.test(figures);
}
