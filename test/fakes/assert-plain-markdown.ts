import assert from "node:assert/strict";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";

/** The elements that a forge makes of Markdown, in their order and without their text; a value needs not always be code. */
export function skeletonOf(markdown: string): readonly string[] {
  return [...rendered(markdown).matchAll(/<(\/?[a-z][^\s>]*|!--)[^>]*>/g)]
    .map(([, name = ""]) => name)
    .filter((name) => name !== "code" && name !== "/code");
}

/** Asserts that a forge finds in it no comment but Lockstep's own, no picture, no foreign address, and nobody to mention. */
export function assertPlainMarkdown(
  markdown: string,
  { origins, comments }: { readonly origins: readonly string[]; readonly comments: number },
): void {
  assert.equal(markdown.split("<!--").length - 1, comments, "comments");
  const html = rendered(markdown);
  for (const [, address = ""] of html.matchAll(/(?:href|src)="([^"]*)"/g)) {
    assert.ok(
      origins.some((origin) => address.startsWith(`${origin}/`)),
      `it leads to ${address}`,
    );
  }
  assert.doesNotMatch(html, /<(?:img|script|iframe|svg|input|form|style|object)\b/);
  const prose = html
    .replaceAll(/<!--.*?-->/gs, "")
    .replaceAll(/<(code|pre)>.*?<\/\1>/gs, " ")
    .replaceAll(/<a [^>]*>.*?<\/a>/gs, " ")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
  assertNoReferences(prose);
}

/** Asserts that a forge finds nobody to mention in a line of text, nor an issue, an address or a picture. */
export function assertNoReferences(text: string): void {
  assert.doesNotMatch(text, /(?<![\w])@[\w"]/, "a mention");
  assert.doesNotMatch(text, /[#!]\d|\b(?:GH|AB)[-#]\d/i, "a reference");
  assert.doesNotMatch(text, /(?:https?|mailto|javascript|ftp):[^\s\u200b]|www\.[^\s\u200b]/i, "an address");
  assert.doesNotMatch(text, /:[a-z_]+:/, "a picture by name");
  assertNothingInvisible(text.replaceAll("\u200b", ""));
}

/** Asserts that nothing moves the cursor or the direction of reading, or cannot be seen; line ends and tabs aside. */
export function assertNothingInvisible(text: string): void {
  assert.doesNotMatch(text, /[\0-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u);
}

function rendered(markdown: string): string {
  return micromark(markdown, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] });
}
