import type { AccessReview } from "#schemas/access-review";
import type { EngineStanding, EstateOverview } from "#schemas/api/estate-overview";
import type { ProposalSummary } from "#schemas/api/proposal-summary";
import type { Viewed } from "#services/ports/estate-views";
import { type Markup, markup } from "#services/reports/html/markup";
import { count } from "#services/reports/text/count";
import { cutText } from "#services/reports/text/cut-text";
import { showInstant } from "#services/reports/text/describe-time";
import { estateLink } from "./estate-link.js";
import { faultNotice } from "./fault-notice.js";
import type { PageParts } from "./layout.js";
import { matrixTable } from "./matrix-table.js";
import { AXIS_NAMES, overviewCells, tellVerdicts } from "./overview-cells.js";

/** What the page is made of: only what the reader may see. */
export interface OverviewValues {
  readonly estate: string;
  readonly overview: Viewed<EstateOverview>;
  readonly proposals: Viewed<readonly ProposalSummary[]>;
  /** Who may do what; left out for whoever may not look at it. */
  readonly access?: Viewed<AccessReview>;
  /** When engines are checked by themselves. */
  readonly next: Markup;
  readonly at: Date;
}

/** Every engine on every axis, and what waits for somebody. */
export function overviewPage(values: OverviewValues): PageParts {
  const { estate, overview, proposals, next } = values;
  const { value } = overview;
  const title = cutText(value?.organisation ?? `Estate ${estate}`, 120);
  if (value === undefined) return { title, main: faultNotice(overview) };
  const { engines } = value;
  return {
    title,
    main: markup`${faultNotice(overview)}<p>${tellVerdicts(engines)} ${waiting(estate, proposals)}</p>
${owedReview(values)}${next}
${engines.length === 0 ? null : matrix(values, engines)}
<p class="soft">The axes stand beside each other and are never folded into one light. An age is that of the oldest look that a cell rests on.</p>
<p class="soft">Conformity counts differences that nothing explains, on either node; Authorisation counts those of them that no ticket covers. A proposal is what somebody decides: changes of one cause on production, together. What stands on the standby alone has none: it is aligned.</p>`,
  };
}

function matrix({ estate, proposals, at }: OverviewValues, engines: readonly EngineStanding[]): Markup {
  const open = proposals.value ?? [];
  return matrixTable({
    caption: "Each engine on each axis",
    columns: ["Engine", ...AXIS_NAMES],
    rows: engines.map((engine) => ({
      name: markup`<a href="${estateLink(estate, "engines", engine.engineId)}">${cutText(engine.name ?? engine.engineId, 80)}</a><small>${aboutEngine(engine)}</small>`,
      cells: overviewCells(engine, {
        at,
        proposals: open.filter(({ engineId }) => engineId === engine.engineId).length,
        proposalsLink: estateLink(estate, "proposals"),
      }),
    })),
  });
}

function aboutEngine({ engineId, name, product, owner, mode }: EngineStanding): string {
  const parts = [
    ...(name === undefined ? [] : [engineId]),
    product,
    owner,
    ...(mode === "observe" ? ["observe mode"] : []),
  ];
  return parts.map((part) => cutText(part, 60)).join(", ");
}

function owedReview({ estate, access }: Pick<OverviewValues, "estate" | "access">): Markup | null {
  const { isOverdue = false, dueAt = null } = access?.value ?? {};
  if (!isOverdue || dueAt === null) return null;
  return markup`<p class="warning">The <a href="${estateLink(estate, "access")}">review of who may do what</a> is overdue since ${showInstant(dueAt)}.</p>
`;
}

function waiting(estate: string, { value }: Viewed<readonly ProposalSummary[]>): Markup | null {
  if (value === undefined || value.length === 0) return null;
  const words = `${count(value.length, "proposal waits", "proposals wait")} for a decision`;
  return markup`<a href="${estateLink(estate, "proposals")}">${words}</a>.`;
}
