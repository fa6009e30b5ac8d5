import type { AlignCheckReport, AlignReport } from "#schemas/align-plan";
import { count } from "./count.js";
import { cutText } from "./cut-text.js";
import { ACTS, alignHeadline, carriedWord, NOTHING_WRITTEN } from "./describe-align.js";
import { type TerminalOptions, TerminalPage } from "./terminal-page.js";

const MAX_SHOWN = 40;

/** The answer of `align` for a person at a terminal: what differs, the steps, and where everything lies. */
export function renderAlignTerminal({ plan, folder }: AlignReport, options: TerminalOptions = {}): string {
  const page = new TerminalPage(options);
  page.add(alignHeadline(plan), { style: "bold" });
  for (const warning of plan.warnings) page.add(cutText(warning, 400), { lead: "  ! ", style: "yellow" });
  for (const artefact of plan.artefacts.slice(0, MAX_SHOWN)) {
    const { kind, name, act } = artefact;
    page.add(`${kind} ${cutText(name, 120)} ${ACTS[act]}: ${carriedWord(artefact)}`, { lead: "  · " });
  }
  const hidden = plan.artefacts.length - MAX_SHOWN;
  if (hidden > 0) page.add(`… and ${count(hidden, "more artefact")}: see plan.md.`, { lead: "    " });
  if (plan.steps.length > 0) page.gap().add("STEPS", { style: "bold" });
  for (const { number, what, details } of plan.steps) {
    page.add(cutText(what, 400), { lead: `  ${number}. ` });
    if (details.length > 0) page.add(`${count(details.length, "line")} in plan.md`, { lead: "     ", style: "dim" });
  }
  if (plan.placeholders.length > 0)
    page
      .gap()
      .add(`${count(plan.placeholders.length, "value")} to fill in: plan.json lists each.`, { style: "yellow" });
  page.gap().add("WRITTEN", { style: "bold" });
  page.addVerbatim(folder, { lead: "  folder  " });
  page.addVerbatim(plan.digest, { lead: "  plan    " });
  page.addVerbatim(plan.expectedDigest, { lead: "  expect  " });
  page.gap().add(NOTHING_WRITTEN);
  return page.toString();
}

const STATES = {
  valid: "still holds: everything is as the plan found it.",
  stale: "is stale and must not be carried out: plan anew.",
  "carried-out": "was carried out already: the node is as it expected.",
  unknown: "cannot be told to hold: do not carry it out.",
} as const;

/** The answer of `align --check`. */
export function renderAlignCheckTerminal(report: AlignCheckReport, options: TerminalOptions = {}): string {
  const page = new TerminalPage(options);
  page.add(`The plan for ${report.nodeId} ${STATES[report.state]}`, { style: "bold" });
  for (const reason of report.reasons) page.add(cutText(reason, 400), { lead: "  · " });
  return page.toString();
}
