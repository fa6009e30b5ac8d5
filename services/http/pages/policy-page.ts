import type { HiddenDrift, PolicyTestReport, RuleHealth } from "#schemas/policy-test-report";
import type { Viewed } from "#services/ports/estate-views";
import { htmlTable } from "#services/reports/html/html-table";
import { type Markup, type MarkupValue, markup } from "#services/reports/html/markup";
import { count } from "#services/reports/text/count";
import { cutText } from "#services/reports/text/cut-text";
import { showInstant } from "#services/reports/text/describe-time";
import { estateLink } from "./estate-link.js";
import { faultNotice } from "./fault-notice.js";
import type { PageParts } from "./layout.js";
import { statusWords } from "./status-words.js";

/** What each rule of the policy in force hid over the recorded runs: a rule that never matched, or that hides much, is looked at. */
export function policyPage(values: { readonly estate: string; readonly health: Viewed<PolicyTestReport> }): PageParts {
  const { estate, health } = values;
  const { value } = health;
  const breadcrumbs = [{ text: "Overview", href: estateLink(estate) }];
  const title = "Policy health";
  if (value === undefined) return { title, breadcrumbs, main: faultNotice(health) };
  return {
    title,
    breadcrumbs,
    main: markup`${faultNotice(health)}<p>${overWhat(value)} What a rule explains is no finding any more: here stands what each one hid.</p>
${value.rules.length === 0 ? markup`<p>There is no expected difference and no waiver: nothing is hidden.</p>` : htmlTable({ caption: count(value.rules.length, "rule"), columns: ["Rule", "In force", "Matched", "What it hides"], rows: value.rules.slice(0, MAX_RULES).map(ruleRow) })}
${value.erred.length === 0 ? null : erred(value.erred)}`,
  };
}

const MAX_RULES = 200;
const MAX_HIDDEN = 20;

function overWhat({ runs: { replayed, from, to } }: PolicyTestReport): string {
  if (replayed === 0 || from === null || to === null) return "No run is recorded yet.";
  return `Over ${count(replayed, "recorded run")} from ${showInstant(from)} to ${showInstant(to)}.`;
}

function ruleRow(rule: RuleHealth): readonly MarkupValue[] {
  const kind = rule.rule === "waiver" ? "waiver" : "expected difference";
  const end = rule.expires === null ? "no end" : `until ${cutText(rule.expires, 20)}`;
  return [
    markup`${cutText(rule.id, 120)}<br /><span class="soft">${kind}</span>`,
    markup`${rule.inForce ? "yes" : "no"}<br /><span class="soft">${end}</span>`,
    matchedWords(rule),
    rule.hides.length === 0
      ? "nothing"
      : markup`<details><summary>${count(rule.hides.length, "difference")}</summary><ul class="plain">${rule.hides.slice(0, MAX_HIDDEN).map(hiddenItem)}</ul>${rule.hides.length > MAX_HIDDEN ? markup`<p class="soft">… and ${rule.hides.length - MAX_HIDDEN} more.</p>` : null}</details>`,
  ];
}

function matchedWords({ runs, matched, lastMatched }: RuleHealth): Markup {
  if (runs === 0) return statusWords("unsure", "in force in no recorded run");
  if (matched === 0) return statusWords("unsure", `never, in ${count(runs, "run")}`);
  return markup`in ${matched} of ${count(runs, "run")}${lastMatched === null ? null : markup`<br /><span class="soft">last ${showInstant(lastMatched)}</span>`}`;
}

function hiddenItem({ engineId, artefact, labels }: HiddenDrift): Markup {
  const where = labels
    .slice(0, 5)
    .map((label) => cutText(label, 160))
    .join("; ");
  return markup`<li>${cutText(engineId, 60)}: ${cutText(artefact.kind, 60)} '${cutText(artefact.name, 120)}': ${where}</li>`;
}

function erred(list: PolicyTestReport["erred"]): Markup {
  return markup`<h2>Runs that could not be replayed</h2><p class="warning">What any rule did in them is not known.</p>
<ul class="plain">${list.slice(0, 50).map(({ engineId, at, message }) => markup`<li>${cutText(engineId, 60)} at ${showInstant(at)}: ${cutText(message, 300)}</li>`)}</ul>`;
}
