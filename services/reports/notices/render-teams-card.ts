import type { NoticeItem, NoticePage } from "./page-of-letter.js";

/** A message as an Adaptive Card, as Workflows takes it. Its texts are runs, in which no Markdown is read, so that nothing can pose as a link. */
export function renderTeamsCard({ subject, lead, sections, link, footer }: NoticePage): string {
  const body = [
    block([run(subject, { weight: "Bolder", size: "Medium" })]),
    ...lead.map((line) => block([run(line)])),
    ...sections.flatMap(({ heading, items }) => [
      ...(heading === undefined ? [] : [block([run(heading, { weight: "Bolder" })])]),
      ...items.map(itemBlock),
    ]),
    ...footer.map((line) => block([run(line, { isSubtle: true, size: "Small" })])),
  ];
  const content = {
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    type: "AdaptiveCard",
    version: "1.4",
    body,
    ...(link === null ? {} : { actions: [{ type: "Action.OpenUrl", title: link.text, url: link.url }] }),
  };
  const attachment = { contentType: "application/vnd.microsoft.card.adaptive", contentUrl: null, content };
  return JSON.stringify({ type: "message", attachments: [attachment] }, null, 2);
}

type Style = Readonly<Record<string, string | boolean>>;

function itemBlock({ title, lines, action }: NoticeItem): object {
  const rest = [...lines, ...(action === undefined ? [] : [`→ ${action}`])];
  return block([run(title, { weight: "Bolder" }), ...rest.flatMap((line) => [run("\n"), run(line)])]);
}

function block(inlines: readonly object[]): object {
  return { type: "RichTextBlock", inlines, separator: false };
}

function run(text: string, style: Style = {}): object {
  return { type: "TextRun", text: text, ...style };
}
