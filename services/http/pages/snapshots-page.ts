import type { NodeSnapshot } from "#schemas/api/node-snapshot";
import type { Viewed } from "#services/ports/estate-views";
import { htmlTable } from "#services/reports/html/html-table";
import { type MarkupValue, markup } from "#services/reports/html/markup";
import { count } from "#services/reports/text/count";
import { cutText } from "#services/reports/text/cut-text";
import { millisecondsBetween, showDuration, showInstant } from "#services/reports/text/describe-time";
import { estateLink } from "./estate-link.js";
import { faultNotice } from "./fault-notice.js";
import type { PageParts } from "./layout.js";

export interface NodeAbout {
  readonly estate: string;
  readonly engineId: string;
  readonly nodeId: string;
}

/** What a node held, and from which look to which: one row a content. */
export function snapshotsPage(about: NodeAbout, snapshots: Viewed<readonly NodeSnapshot[]>): PageParts {
  const { estate, engineId, nodeId } = about;
  const list = snapshots.value ?? [];
  const rows = list.slice(0, MAX_ROWS).map((snapshot, index) => rowOf(snapshot, list[index - 1], about));
  return {
    title: `What ${cutText(nodeId, 80)} held`,
    breadcrumbs: [
      { text: "Overview", href: estateLink(estate) },
      { text: cutText(engineId, 60), href: estateLink(estate, "engines", engineId) },
    ],
    main: markup`${faultNotice(snapshots)}<p>Every look is on record; a row is one content over all the looks that saw it. Between its last look and the first of the next row above, it was changed.</p>
${snapshots.value !== undefined && list.length === 0 ? markup`<p>Nothing of this node is stored yet.</p>` : null}
${rows.length === 0 ? null : htmlTable({ caption: `${count(list.length, "content")}, newest first`, columns: ["Held from", "To", "For", "Looks", "Content"], rows })}
${list.length > MAX_ROWS ? markup`<p class="soft">… and ${list.length - MAX_ROWS} older.</p>` : null}`,
  };
}

const MAX_ROWS = 200;

function rowOf(
  snapshot: NodeSnapshot,
  next: NodeSnapshot | undefined,
  { estate, engineId, nodeId }: NodeAbout,
): readonly MarkupValue[] {
  const { firstSeen, lastSeen, looks, digest } = snapshot;
  const lasted = millisecondsBetween(firstSeen, lastSeen) ?? 0;
  const href = `${estateLink(estate, "engines", engineId, "nodes", nodeId, "content")}?${new URLSearchParams({ at: firstSeen }).toString()}`;
  return [
    markup`<a href="${href}">${showInstant(firstSeen)}</a>`,
    next === undefined ? `${showInstant(lastSeen)}, the last look` : showInstant(lastSeen),
    showDuration(lasted),
    looks,
    digest === null ? "purged" : markup`<code>${cutText(digest.slice(0, 19), 30)}</code>`,
  ];
}
