import type { HiddenDrift, PolicyTestReport, RuleHealth } from "#schemas/policy-test-report";
import { type TerminalOptions, TerminalPage } from "../terminal/terminal-page.js";
import { cutText } from "../text/cut-text.js";

/** What each rule hid over the recorded runs, and what a changed policy would hide or show. */
export function renderPolicyTestTerminal(report: PolicyTestReport, options: TerminalOptions): string {
  const page = new TerminalPage(options);
  const { replayed, from, to } = report.runs;
  const whose = report.where === "main" ? "The policy in force on main" : "The folder's policy";
  const over =
    replayed === 0 ? "no run is recorded yet" : `${replayed} ${replayed === 1 ? "run" : "runs"} from ${from} to ${to}`;
  page.add(`${whose}, tried on what is recorded: ${over}.`, { style: "bold" });
  for (const rule of report.rules) writeRule(page, rule, report.where);
  if (report.rules.length === 0) page.gap().add("There is no expected difference and no waiver.", { lead: "  " });
  writeDrifts(page, "HIDDEN FROM NOW ON: this policy hides what that of then showed", report.newlyHidden);
  writeDrifts(page, "SHOWN FROM NOW ON: this policy shows what that of then hid", report.newlyShown);
  if (report.erred.length > 0) page.gap().add("NOT REPLAYED", { lead: "  ", style: "yellow" });
  for (const { engineId, at, message } of report.erred) {
    page.add(`${cutText(engineId, 80)} at ${at}: ${cutText(message, 300)}`, { lead: "    · " });
  }
  return page.toString();
}

function writeRule(
  page: TerminalPage,
  { rule, id, inForce, expires, runs, matched, lastMatched, hides }: RuleHealth,
  where: PolicyTestReport["where"],
): void {
  const name = rule === "waiver" ? "waiver" : "expected difference";
  const end = expires === null ? "" : `, until ${expires}`;
  const [would, wouldNot] =
    where === "folder" ? ["would be in force", "would not be in force"] : ["in force", "not in force"];
  const force = inForce ? would : wouldNot;
  page.gap().add(`${name} '${cutText(id, 120)}' (${force}${end})`, { lead: "  ", style: "bold" });
  if (runs === 0)
    page.add(
      `${where === "folder" ? "would have been" : "was"} in force in no run that is recorded: nothing is known of it.`,
      { lead: "    " },
    );
  else if (matched === 0)
    page.add(`NEVER MATCHED, in ${runs} ${runs === 1 ? "run" : "runs"}.`, { lead: "    ", style: "yellow" });
  else page.add(`matched in ${matched} of ${runs} runs, last at ${lastMatched}; it hides:`, { lead: "    " });
  for (const drift of hides) writeDrift(page, drift);
}

function writeDrifts(page: TerminalPage, title: string, drifts: readonly HiddenDrift[]): void {
  if (drifts.length === 0) return;
  page.gap().add(title, { lead: "  ", style: "yellow" });
  for (const drift of drifts) writeDrift(page, drift);
}

function writeDrift(page: TerminalPage, { engineId, artefact, labels, at }: HiddenDrift): void {
  const where = labels.map((label) => cutText(label, 160)).join("; ");
  page.add(`${cutText(engineId, 80)}: ${artefact.kind} '${cutText(artefact.name, 120)}': ${where} (last ${at})`, {
    lead: "      · ",
  });
}
