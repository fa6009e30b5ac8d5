import type { ShowReport } from "#schemas/show-report";
import { compareText } from "#services/core/text/compare-text";
import type { Viewed } from "#services/ports/estate-views";
import { htmlTable } from "#services/reports/html/html-table";
import { markup } from "#services/reports/html/markup";
import { count } from "#services/reports/text/count";
import { cutText } from "#services/reports/text/cut-text";
import { showInstant } from "#services/reports/text/describe-time";
import { estateLink } from "./estate-link.js";
import { faultNotice } from "./fault-notice.js";
import type { PageParts } from "./layout.js";
import { pageLinks } from "./page-links.js";
import type { NodeAbout } from "./snapshots-page.js";

const ROWS = 200;

/** The artefacts of one stored content, a page of them. */
export function contentPage(
  about: NodeAbout & { readonly at: string | null; readonly page: number },
  shown: Viewed<ShowReport>,
): PageParts {
  const { estate, engineId, nodeId, at, page } = about;
  const node = estateLink(estate, "engines", engineId, "nodes", nodeId);
  const { value } = shown;
  const entries = (value?.entries ?? []).toSorted((a, b) => compareText(a.kind, b.kind) || compareText(a.name, b.name));
  const start = (page - 1) * ROWS;
  const rows = entries
    .slice(start, start + ROWS)
    .map(({ kind, name, path, digest }) => [
      markup`<a href="${`${node}/artefact?${new URLSearchParams({ name: path, ...(at === null ? {} : { at }) }).toString()}`}">${cutText(name, 120)}</a>`,
      cutText(kind, 60),
      markup`<code>${cutText(digest.slice(0, 19), 30)}</code>`,
    ]);
  const link = (number: number): string =>
    `?${new URLSearchParams({ ...(at === null ? {} : { at }), page: String(number) }).toString()}`;
  return {
    title: `Content of ${cutText(nodeId, 80)}`,
    breadcrumbs: [
      { text: "Overview", href: estateLink(estate) },
      { text: cutText(engineId, 60), href: estateLink(estate, "engines", engineId) },
      { text: `What ${cutText(nodeId, 60)} held`, href: node },
    ],
    main: markup`${faultNotice(shown)}${value === undefined ? null : markup`<p>As it was read at ${showInstant(value.takenAt)} by ${cutText(value.dialect, 60)}: ${count(entries.length, "artefact")}${value.coverage.complete ? "" : ", and not all was read"}.</p>`}
${rows.length === 0 ? null : htmlTable({ caption: `Artefacts ${start + 1} to ${start + rows.length} of ${entries.length}`, columns: ["Artefact", "Kind", "Content"], rows })}
${pageLinks({ before: page > 1 ? link(page - 1) : undefined, after: entries.length > start + ROWS ? link(page + 1) : undefined }, { label: "Pages of artefacts", before: "The artefacts before", after: "The artefacts after" })}`,
  };
}
