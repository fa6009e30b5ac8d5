import { type Markup, markup } from "#services/reports/html/markup";

/** Lines that somebody typed, shown again in a field of several lines: their ends stay ends, as a browser sends them or not. All else is escaped as ever. */
export function typedLines(text: string): Markup {
  const [first = "", ...rest] = text.split(/\r\n|\r|\n/);
  return markup`${first}${rest.map((line) => [LINE_END, line])}`;
}

const LINE_END = markup`
`;
