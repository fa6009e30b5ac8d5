import type { NoticeItem, NoticePage } from "./page-of-letter.js";

const MAX_TEXT = 2900;

/** A message in blocks, as Slack and what takes its form reads it. Texts are plain, no name is looked for in them, and no link is opened. */
export function renderSlackMessage({ subject, lead, sections, link, footer }: NoticePage): string {
  const blocks = [
    section([subject]),
    ...(lead.length === 0 ? [] : [section(lead)]),
    ...sections.flatMap(({ heading, items }) => [
      ...(heading === undefined ? [] : [section([heading])]),
      ...items.map((item) => section(linesOf(item))),
    ]),
    ...(link === null ? [] : [{ type: "section", text: { type: "mrkdwn", text: `<${link.url}|${link.text}>` } }]),
    { type: "context", elements: footer.map((line) => plainText(line)) },
  ];
  const quiet = { mrkdwn: false, link_names: false, parse: "none", unfurl_links: false, unfurl_media: false };
  return JSON.stringify({ text: plain(subject), blocks, ...quiet }, null, 2);
}

function linesOf({ title, lines, action }: NoticeItem): readonly string[] {
  return [title, ...lines, ...(action === undefined ? [] : [`→ ${action}`])];
}

function section(lines: readonly string[]): object {
  return { type: "section", text: plainText(lines.join("\n")) };
}

function plainText(text: string): object {
  return { type: "plain_text", text: plain(text), emoji: false };
}

/** `<!channel>`, `<@U1>` and `<https://…|…>` are what Slack reads: without the sign they are letters. */
function plain(text: string): string {
  const whole = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  if (whole.length <= MAX_TEXT) return whole;
  return `${whole.slice(0, MAX_TEXT).replace(/&[a-z]*$/, "")}…`;
}
