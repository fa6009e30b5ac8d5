import type { StandingAction } from "#schemas/action";
import type { ExplainReport } from "#schemas/explain-report";
import type { Viewed } from "#services/ports/estate-views";
import { htmlActions } from "#services/reports/html/html-actions";
import { htmlNodes } from "#services/reports/html/html-nodes";
import { htmlNotes } from "#services/reports/html/html-notes";
import { htmlParts } from "#services/reports/html/html-parts";
import { htmlPassing } from "#services/reports/html/html-passing";
import { htmlVerdict } from "#services/reports/html/html-verdict";
import { type Markup, markup } from "#services/reports/html/markup";
import { cutText } from "#services/reports/text/cut-text";
import { engineTitle } from "#services/reports/words/engine-name";
import { standReady } from "#services/reports/words/stand-ready";
import { checkForm } from "./check-form.js";
import { engineFindings } from "./engine-findings.js";
import { estateLink } from "./estate-link.js";
import { faultNotice } from "./fault-notice.js";
import type { FindingsQuery } from "./findings-query.js";
import type { PageParts, PageReader } from "./layout.js";
import { practicePanel } from "./practice-panel.js";
import { type NodeRuntime, runtimePanel } from "./runtime-panel.js";

export interface EngineValues {
  readonly estate: string;
  readonly engineId: string;
  readonly explained: Viewed<ExplainReport>;
  readonly runtimes: readonly NodeRuntime[];
  /** Of the whole estate; none where they cannot be read. */
  readonly actions: readonly StandingAction[];
  readonly query: FindingsQuery;
  readonly at: Date;
}

/** Why an engine is not ready and what makes it so, what was found, and how much of it was read. */
export function enginePage(values: EngineValues, reader: PageReader): PageParts {
  const { estate, engineId, explained, at } = values;
  const breadcrumbs = [{ text: "Overview", href: estateLink(estate) }];
  const form = checkForm(reader, estate, engineId);
  if (explained.value === undefined) return { title: cutText(engineId, 80), breadcrumbs, main: faultNotice(explained) };
  const { ready, report } = standReady({ ...explained.value, report: explained.value.report ?? undefined });
  if (report === undefined) {
    const why = ready.reasons.map(
      ({ message, action }) => markup`<li>${cutText(message, 400)} ${cutText(action, 400)}</li>`,
    );
    const main = markup`${faultNotice(explained)}<div class="verdict unknown"><p class="word">UNKNOWN</p><p>It was never checked, so nothing can be said.</p></div><ul class="plain">${why}</ul>${form}`;
    return { title: cutText(engineId, 80), breadcrumbs, main };
  }
  const [name, about] = engineTitle(report);
  return {
    title: name,
    breadcrumbs,
    main: markup`${faultNotice(explained)}<p class="soft">${about}</p>
<h2 class="nhsuk-u-visually-hidden">Verdict</h2>
${htmlVerdict(report, at.toISOString())}
${htmlActions(report)}${htmlNotes(report)}
<p><a href="${estateLink(estate, "engines", engineId, "runbook")}">The runbook of this engine</a>: activation order, contacts and dated manual checks, with a file to keep for when everything else is down.</p>
${practicePanel({ estate, engineId, lastProven: ready.lastProven, actions: values.actions }, reader)}
${form}
${engineFindings(estate, report, values.query)}
${htmlPassing(report)}
<h2>Coverage, tiers and flows</h2>
${htmlNodes(report)}${nodeLinks(
  estate,
  engineId,
  report.nodes.map(({ nodeId }) => nodeId),
)}
${htmlParts(report.readiness)}
${runtimePanel(values.runtimes, at)}`,
  };
}

function nodeLinks(estate: string, engineId: string, nodes: readonly string[]): Markup {
  const links = nodes.map(
    (nodeId) =>
      markup`<li><a href="${estateLink(estate, "engines", engineId, "nodes", nodeId)}">What ${cutText(nodeId, 80)} held, and from when to when</a></li>`,
  );
  return markup`<ul class="plain">${links}</ul>`;
}
