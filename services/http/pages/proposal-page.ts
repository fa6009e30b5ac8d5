import type { ProposalView } from "#schemas/api/proposal-view";
import type { Viewed } from "#services/ports/estate-views";
import { markup } from "#services/reports/html/markup";
import { type DecisionContext, describeDecision } from "#services/reports/review/describe-decision";
import { htmlBanner } from "#services/reports/review/html-banner";
import { htmlDecision } from "#services/reports/review/html-decision";
import { htmlRows } from "#services/reports/review/html-rows";
import { htmlSideBySide } from "#services/reports/review/html-side-by-side";
import { htmlTicket } from "#services/reports/review/html-ticket";
import { proposalEngine } from "#services/reports/review/proposal-headline";
import { cutText } from "#services/reports/text/cut-text";
import { showInstant } from "#services/reports/text/describe-time";
import { decideForm } from "./decide-form.js";
import { estateLink } from "./estate-link.js";
import { faultNotice } from "./fault-notice.js";
import type { PageParts, PageReader } from "./layout.js";
import { opinionsOf } from "./opinions.js";

/** One proposal: sentence, rows, ticket, what each answer leads to, the form for whoever may decide, and each change in full. */
export function proposalPage(
  values: {
    readonly estate: string;
    readonly viewed: Viewed<ProposalView | undefined>;
    readonly view: ProposalView;
    readonly asked: DecisionContext;
    /** Why its reader may not decide; `undefined` where they may. */
    readonly whyNot: string | undefined;
  },
  reader: PageReader,
): PageParts {
  const { estate, view, asked, whyNot } = values;
  const { proposal } = view;
  const told = describeDecision(proposal, asked);
  const form = decideForm(view, { estate, decision: told, whyNot }, reader);
  const [accept, decline] = told.choices;
  const decision =
    form === null || whyNot !== undefined
      ? told
      : {
          ...told,
          choices: [
            { ...accept, act: HERE },
            { ...decline, act: HERE },
          ] as const,
        };
  const asks = proposal.kind === "adopt" ? "Accept into the baseline?" : "Put production back?";
  return {
    title: `${asks} Changes on ${proposalEngine(proposal)}`,
    breadcrumbs: [
      { text: "Overview", href: estateLink(estate) },
      { text: "Proposals", href: estateLink(estate, "proposals") },
    ],
    main: markup`${faultNotice(values.viewed)}${htmlBanner(proposal)}
<h2>What was changed</h2>
${htmlRows(proposal, 10)}
<h2>Change ticket</h2>
${htmlTicket(proposal, 20)}
<h2>Decision asked</h2>
${htmlDecision(decision)}
${opinionsOf(view.review)}${form}
${htmlSideBySide(proposal)}
<p class="soft">Production ${cutText(proposal.production.nodeId, 80)} as it was read at ${showInstant(proposal.production.takenAt)} · ${cutText(proposal.key, 80)} · content ${cutText(proposal.digest, 80)}</p>`,
  };
}

const HERE = "below, on this page";
