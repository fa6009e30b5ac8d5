import { Markup, markup } from "../html/markup.js";
import type { NoticePage, NoticeSection } from "./page-of-letter.js";

/** A message as text and as a page; nothing is fetched by it. */
export function renderMail(page: NoticePage): {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
} {
  return { subject: page.subject, text: textOf(page), html: htmlOf(page) };
}

function textOf({ lead, sections, link, footer }: NoticePage): string {
  const blocks = [
    ...lead,
    ...sections.flatMap(textSection),
    ...(link === null ? [] : [`${link.text}: ${link.url}`]),
    ["-- ", ...footer].join("\n"),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function textSection({ heading, items }: NoticeSection): readonly string[] {
  const blocks = items.map(({ title, lines, action }) =>
    [title, ...lines.map((line) => `  ${line}`), ...(action === undefined ? [] : [`  → ${action}`])].join("\n"),
  );
  return heading === undefined ? blocks : [heading.toUpperCase(), ...blocks];
}

function htmlOf({ subject, lead, sections, link, footer }: NoticePage): string {
  return markup`<!DOCTYPE html>
<html lang="en-GB">
<head><meta charset="utf-8" /><title>${letters(subject)}</title></head>
<body>
${lead.map((line) => markup`<p>${letters(line)}</p>\n`)}${sections.map(htmlSection)}${
  link === null ? null : markup`<p><a href="${link.url}">${link.text}</a></p>\n`
}<hr />
${footer.map((line) => markup`<p><small>${letters(line)}</small></p>\n`)}</body>
</html>
`.toString();
}

function htmlSection({ heading, items }: NoticeSection): Markup {
  const shown = items.map(
    ({ title, lines, action }) =>
      markup`<p><strong>${letters(title)}</strong>${lines.map((line) => markup`<br />\n${letters(line)}`)}${
        action === undefined ? null : markup`<br />\n<em>To do, ${letters(action)}</em>`
      }</p>\n`,
  );
  return heading === undefined ? markup`${shown}` : markup`<h2>${letters(heading)}</h2>\n${shown}`;
}

/** What keeps a name from being found as one is of our own making, and stays invisible. */
function letters(text: string): readonly Markup[] {
  return text.split("\u200b").map((part, index) => markup`${index === 0 ? null : UNSEEN_BREAK}${part}`);
}

const UNSEEN_BREAK = Markup.ours("&#8203;");
