import type { StandingAction } from "#schemas/action";
import type { LastProven } from "#schemas/exercise";
import { mayDo } from "#services/core/access/may-do";
import { type Markup, markup } from "#services/reports/html/markup";
import { describeProof } from "#services/reports/practice/describe-proof";
import { actionWords } from "./action-words.js";
import { estateLink } from "./estate-link.js";
import type { PageReader } from "./layout.js";

/** When an engine was last proven, its open actions with what is overdue marked, and the way to record more for whoever may. */
export function practicePanel(
  {
    estate,
    engineId,
    lastProven,
    actions,
  }: {
    readonly estate: string;
    readonly engineId: string;
    readonly lastProven: LastProven | undefined;
    /** Of the whole estate. */
    readonly actions: readonly StandingAction[];
  },
  reader: PageReader,
): Markup {
  const open = actions.filter((action) => action.engineId === engineId && action.standing !== "closed");
  const overdue = open.filter(({ standing }) => standing === "overdue").length;
  const items = open.slice(0, MOST).map((action) => markup`<li>${actionWords(action)}</li>`);
  const rest = open.length > MOST ? markup`<li>and ${open.length - MOST} more</li>` : null;
  const way = mayDo(reader.principal, "practise", { estate, engine: engineId })
    ? markup`<p><a href="${estateLink(estate, "engines", engineId, "practice")}">Record an exercise, or close an action</a></p>`
    : null;
  return markup`<p>${describeProof(lastProven)}</p>
${overdue === 0 ? null : markup`<p class="warning">Actions past their day: ${overdue}.</p>`}${open.length === 0 ? null : markup`<h3>Open actions</h3><ul class="plain">${items}${rest}</ul>`}
${way}`;
}

const MOST = 20;
