import type { HistoryReport } from "#schemas/history-report";
import type { Viewed } from "#services/ports/estate-views";
import { htmlTable } from "#services/reports/html/html-table";
import { type Markup, type MarkupValue, markup } from "#services/reports/html/markup";
import { capitalise } from "#services/reports/text/capitalise";
import { count } from "#services/reports/text/count";
import { cutText } from "#services/reports/text/cut-text";
import { showInstant } from "#services/reports/text/describe-time";
import { estateLink } from "./estate-link.js";
import { faultNotice } from "./fault-notice.js";
import type { PageParts } from "./layout.js";
import type { NodeAbout } from "./snapshots-page.js";

/** What one artefact holds on a node, and its versions with the times they were valid. */
export function artefactPage(about: NodeAbout, history: Viewed<HistoryReport>): PageParts {
  const { estate, engineId, nodeId } = about;
  const { value } = history;
  return {
    title:
      value === undefined
        ? "An artefact"
        : capitalise(`${cutText(value.artefact.kind, 60)} '${cutText(value.artefact.name, 120)}'`),
    breadcrumbs: [
      { text: "Overview", href: estateLink(estate) },
      { text: cutText(engineId, 60), href: estateLink(estate, "engines", engineId) },
      { text: `What ${cutText(nodeId, 60)} held`, href: estateLink(estate, "engines", engineId, "nodes", nodeId) },
    ],
    main: markup`${faultNotice(history)}${value === undefined ? null : [versionTable(about, value), fileList(value.files)]}`,
  };
}

const MAX_VERSIONS = 200;

function versionTable({ nodeId }: NodeAbout, { versions, path }: HistoryReport): Markup {
  const rows = versions.slice(0, MAX_VERSIONS).map((version, index) => versionRow(version, versions[index - 1], path));
  return markup`<h2>Versions on ${cutText(nodeId, 80)}</h2>
${rows.length === 0 ? markup`<p>A baseline is one content and has no versions.</p>` : htmlTable({ caption: `${count(versions.length, "version")}, newest first`, columns: ["Valid from", "Until", "Content"], rows })}`;
}

function versionRow(
  version: HistoryReport["versions"][number],
  next: HistoryReport["versions"][number] | undefined,
  path: string,
): readonly MarkupValue[] {
  const href = `?${new URLSearchParams({ name: path, at: version.takenAt }).toString()}`;
  return [
    version.digest === null
      ? showInstant(version.takenAt)
      : markup`<a href="${href}">${showInstant(version.takenAt)}</a>`,
    next === undefined ? "now" : showInstant(next.takenAt),
    version.digest === null ? "absent" : markup`<code>${cutText(version.digest.slice(0, 19), 30)}</code>`,
  ];
}

const MAX_FILES = 40;
const MAX_CHARACTERS = 60_000;
const MAX_ALL = 300_000;

function fileList(files: HistoryReport["files"]): Markup {
  if (files === undefined)
    return markup`<h2>Content</h2><p>Its content was purged; the record of that stands in the ledger.</p>`;
  let room = MAX_ALL;
  const shown = files.slice(0, MAX_FILES).flatMap(({ path, text }) => {
    const part = text.slice(0, Math.min(MAX_CHARACTERS, room));
    room -= part.length;
    if (part === "" && text !== "") return [];
    return markup`<h3>${cutText(path, 200)}</h3><pre tabindex="0">${part.split("\n").map((line) => markup`${line}\n`)}</pre>${part.length < text.length ? markup`<p class="soft">… and ${text.length - part.length} more characters.</p>` : null}`;
  });
  return markup`<h2>Content</h2><p>As it is compared and kept. Secrets stand in it as keyed tokens.</p>
${shown}${files.length > shown.length ? markup`<p class="soft">… and ${count(files.length - shown.length, "more file")}: <code>lockstep show</code> tells all of it.</p>` : null}`;
}
