import type { CabItem, CabPack } from "#schemas/cab-pack";
import { htmlPage } from "../html/html-page.js";
import { type Markup, markup } from "../html/markup.js";
import { count } from "../text/count.js";
import { cutText } from "../text/cut-text.js";
import { showInstant } from "../text/describe-time.js";
import { quoteTyped } from "../text/quote-typed.js";
import { type DecisionContext, describeDecision } from "./describe-decision.js";
import { describeState } from "./describe-review.js";
import { htmlBanner } from "./html-banner.js";
import { htmlRows } from "./html-rows.js";
import { htmlSignOff } from "./html-sign-off.js";
import { htmlTexts } from "./html-texts.js";
import { htmlTicket } from "./html-ticket.js";
import { shownTitle } from "./proposal-title.js";
import { REVIEW_STYLE } from "./review-style.js";
import { showDay } from "./show-day.js";

/** The agenda of one meeting, to be printed: contents, then a page for each proposal with boxes to sign. */
export function renderCabPackHtml(pack: CabPack, context: Omit<DecisionContext, "forge">): string {
  const unauthorised = pack.items.filter(({ proposal }) => proposal.unauthorised).length;
  return htmlPage({
    title: `Configuration changes to decide: ${showDay(pack.meeting)}`,
    subtitle: `${cutText(pack.organisation ?? pack.estate, 120)}, drawn up by Lockstep ${showInstant(pack.at)}`,
    style: REVIEW_STYLE,
    main: markup`<p class="sentence"><strong>${summaryOf(pack.items.length, unauthorised)}</strong></p>
${pack.items.length === 0 ? null : contents(pack.items)}
${pack.items.map((item, index) => itemSection(item, index + 1, { ...context, forge: "local" }))}`,
    footer: markup`<p>Estate ${cutText(pack.estate, 80)}. Each decision is bound to the content named with it: where the content has changed by the day of the meeting, draw the agenda up anew.</p>`,
  });
}

function summaryOf(items: number, unauthorised: number): string {
  if (items === 0) return "Nothing waits for a decision.";
  const without = unauthorised === 0 ? "" : `; ${unauthorised} of them made without authority`;
  return `${count(items, "proposal waits", "proposals wait")} for a decision${without}.`;
}

function contents(items: readonly CabItem[]): Markup {
  return markup`<h2>Agenda</h2>
<nav aria-label="Agenda"><ol class="agenda">${items.map(
    (item, index) => markup`
<li><a href="#item-${index + 1}">${shownTitle(item.proposal)}</a><br /><span class="${item.proposal.severity}">${item.proposal.severity}</span>, ${count(item.proposal.changes.length, "change")}. ${describeState(item, 200)}</li>`,
  )}
</ol></nav>`;
}

function itemSection(item: CabItem, number: number, context: DecisionContext): Markup {
  const { proposal } = item;
  const id = `item-${number}`;
  const decision = describeDecision(proposal, context);
  return markup`<section class="item" aria-labelledby="${id}">
<h2 id="${id}">${number}. ${shownTitle(proposal)}</h2>
<p class="soft">${describeState(item, 400)}${placeOf(item)}</p>
${htmlBanner(proposal)}
${htmlRows(proposal, 10)}
${htmlTexts(proposal, 5)}
<h3>Change ticket</h3>
${htmlTicket(proposal, 3)}
<div class="decision"><h3>Decision asked</h3>
<p><strong>${decision.question}</strong> Asked of: ${decision.asked}</p>
<ul class="plain">${decision.choices.map(({ name, next }) => markup`<li><strong>${name}:</strong> ${quoteTyped(next)}</li>`)}
<li><strong>Defer:</strong> Nothing is moved, and the difference is reported by every run.</li></ul>
${htmlSignOff(decision, `${item.number === null ? "" : `review ${item.number}, `}${cutText(proposal.engineId, 40)} ${cutText(proposal.key, 80)}`)}
<p class="soft">Content that is decided on: ${cutText(proposal.digest, 80)}</p></div>
</section>
`;
}

function placeOf({ number, url }: CabItem): string {
  const named = number === null ? "" : ` Review ${number}`;
  return url === null ? named : `${named === "" ? " " : `${named}, `}${cutText(url, 200)}`;
}
