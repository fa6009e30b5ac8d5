import { type Markup, markup } from "#services/reports/html/markup";

/** Links to the parts before and after, where a list is longer than a page. */
export function pageLinks(
  links: { readonly before?: string | undefined; readonly after?: string | undefined },
  words: { readonly label: string; readonly before: string; readonly after: string },
): Markup | null {
  const { before, after } = links;
  if (before === undefined && after === undefined) return null;
  const back = before === undefined ? null : markup`<a rel="prev" href="${before}">← ${words.before}</a>`;
  const on = after === undefined ? null : markup`<a rel="next" href="${after}">${words.after} →</a>`;
  return markup`<nav class="pages" aria-label="${words.label}">${back} ${on}</nav>`;
}
