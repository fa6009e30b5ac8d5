import type { RunbookReport } from "#schemas/runbook-report";
import { describeProof } from "../practice/describe-proof.js";
import { type TerminalOptions, TerminalPage } from "../terminal/terminal-page.js";
import { cutText } from "../text/cut-text.js";
import { describeManualCheck, describeNow, describeSource, describeStand, withoutStop } from "./describe-runbook.js";

/** The runbook for a person at a terminal, at two in the morning. */
export function renderRunbookTerminal(report: RunbookReport, options: TerminalOptions = {}): string {
  const page = new TerminalPage(options);
  page
    .add(`Runbook of ${cutText(report.name, 120)}`, { style: "bold" })
    .add(describeStand(report))
    .add(describeProof(report.verdict.lastProven));
  for (const warning of report.warnings) page.add(cutText(warning, 400), { lead: "  ! ", style: "yellow" });
  for (const { verdict, message } of report.verdict.reasons)
    if (verdict !== "ready") page.add(cutText(message, 400), { lead: "  · " });
  writeContacts(page, report);
  writeManualChecks(page, report);
  writeSteps(page, "BEFORE", report.before);
  writeActivation(page, report);
  writeSteps(page, "AFTER", report.after);
  writeMissing(page, report);
  return page.gap().add(describeSource(report), { style: "dim" }).toString();
}

function writeContacts(page: TerminalPage, { contacts }: RunbookReport): void {
  if (contacts.length === 0) return;
  page.gap().add("CALL", { style: "bold" });
  for (const { role, name, phone } of contacts) {
    const who = name === undefined ? "" : `, ${cutText(name, 120)}`;
    page.add(`${cutText(role, 120)}${who}: ${cutText(phone, 200)}`, { lead: "  · " });
  }
}

function writeManualChecks(page: TerminalPage, { manualChecks }: RunbookReport): void {
  if (manualChecks.length === 0) return;
  page.gap().add("LOOK BY HAND", { style: "bold" });
  for (const check of manualChecks) {
    const line = `${withoutStop(cutText(check.what, 300))}: ${describeManualCheck(check)} (${cutText(check.owner, 120)})`;
    page.add(line, check.state === "done" ? { lead: "  · " } : { lead: "  ! ", style: "yellow" });
  }
}

function writeSteps(page: TerminalPage, title: string, steps: RunbookReport["before"]): void {
  if (steps.length === 0) return;
  page.gap().add(title, { style: "bold" });
  for (const [index, { do: what, owner }] of steps.entries()) {
    page.add(cutText(owner === undefined ? what : `${withoutStop(what)} (${owner})`, 1000), {
      lead: `  ${index + 1}. `,
    });
  }
}

function writeActivation(page: TerminalPage, { activation, cycles }: RunbookReport): void {
  if (activation.length === 0) return;
  page.gap().add("ACTIVATE, IN THIS ORDER", { style: "bold" });
  for (const step of activation) {
    const after = step.after.length === 0 ? "" : `, after ${cutText(step.after.join(", "), 200)}`;
    const about = `tier ${step.tier}, ${cutText(step.flow, 80)}${after}; ${describeNow(step)}`;
    page.add(`${cutText(step.name, 120)} (${about})`, { lead: `  ${step.position}. ` });
  }
  for (const cycle of cycles)
    page.add(`These wait for one another: ${cutText(cycle.join(", "), 400)}`, { lead: "  ! ", style: "yellow" });
}

const MAX_SHOWN = 20;

function writeMissing(page: TerminalPage, { missing, omitted }: RunbookReport): void {
  page.gap().add("THE STANDBY LACKS", { style: "bold" });
  if (missing.length === 0) page.add("nothing that the last check saw", { lead: "  · " });
  for (const { tier, flow, what, how } of missing.slice(0, MAX_SHOWN))
    page.add(`tier ${tier}, ${flow}: ${withoutStop(what)}: ${how}`, { lead: "  · " });
  const hidden = Math.max(0, missing.length - MAX_SHOWN) + omitted;
  if (hidden > 0) page.add(`… and ${hidden} more.`, { lead: "    " });
}
