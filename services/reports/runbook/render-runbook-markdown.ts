import type { RunbookReport } from "#schemas/runbook-report";
import { markdownTable, markdownText } from "../markdown/markdown.js";
import { describeProof } from "../practice/describe-proof.js";
import { cutText } from "../text/cut-text.js";
import { showInstant } from "../text/describe-time.js";
import {
  describeManualCheck,
  describeNow,
  describeSource,
  describeStand,
  RUNBOOK_NOTE,
  withoutStop,
} from "./describe-runbook.js";

/** The runbook to keep in a wiki or to print: everything with a box to tick. */
export function renderRunbookMarkdown(report: RunbookReport): string {
  const reasons = report.verdict.reasons.filter(({ verdict }) => verdict !== "ready");
  const sections = [
    `# Runbook of ${text(report.name)}`,
    text(`${report.organisation ?? report.estate}, written ${showInstant(report.at)}`),
    ...section("To know first", report.warnings.map(bullet)),
    `## Where it stands\n\n**${text(describeStand(report))}** About configuration, never about data. ${text(describeProof(report.verdict.lastProven))}`,
    ...(reasons.length === 0 ? [] : [reasons.map(({ message, action }) => bullet(`${message} ${action}`)).join("\n")]),
    ...table(
      "Whom to call",
      ["Role", "Name", "How"],
      report.contacts.map(({ role, name, phone }) => [role, name ?? "", phone]),
    ),
    ...table(
      "What no machine can prove",
      ["What must hold", "Looked at", "Who looks", "How"],
      report.manualChecks.map((check) => [check.what, describeManualCheck(check), check.owner, check.how ?? ""]),
    ),
    ...section("Before the activation", report.before.map(tick)),
    ...table(
      "Order of activation",
      ["No.", "Interface", "Tier and flow", "After", "On the standby", "Owner"],
      report.activation.map((step) => [
        `${step.position}`,
        step.name,
        `tier ${step.tier}, ${step.flow}`,
        step.after.join(", "),
        describeNow(step),
        step.owner,
      ]),
    ),
    ...section(
      "Waiting for one another",
      report.cycles.map((cycle) => bullet(cycle.join(", "))),
    ),
    ...section("After the activation", report.after.map(tick)),
    ...table(
      "What the standby lacks",
      ["What", "Tier and flow", "How it differs", "What goes wrong", "Owner"],
      report.missing.map(({ what, tier, flow, how, meaning, owner }) => [
        what,
        `tier ${tier}, ${flow}`,
        how,
        meaning,
        owner,
      ]),
    ),
    ...(report.omitted === 0 ? [] : [`And ${report.omitted} more.`]),
    ...table(
      "The nodes",
      ["Node", "Role", "Where"],
      report.nodes.map(({ id, role, url }) => [id, role, url ?? ""]),
    ),
    text(`${RUNBOOK_NOTE} ${describeSource(report)}`),
  ];
  return `${sections.join("\n\n")}\n`;
}

function text(value: string): string {
  return markdownText(cutText(value, 1000));
}

function bullet(value: string): string {
  return `- ${text(value)}`;
}

function tick({ do: what, owner }: RunbookReport["before"][number]): string {
  return `- [ ] ${text(owner === undefined ? what : `${withoutStop(what)} (${owner})`)}`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [[`## ${title}`, "", ...lines].join("\n")];
}

function table(title: string, head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return [];
  return [
    `## ${title}\n\n${markdownTable(
      head,
      rows.map((row) => row.map(text)),
    )}`,
  ];
}
