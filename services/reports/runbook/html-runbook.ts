import type { RunbookReport } from "#schemas/runbook-report";
import { htmlTable } from "../html/html-table.js";
import { type Markup, markup } from "../html/markup.js";
import { describeProof } from "../practice/describe-proof.js";
import {
  describeManualCheck,
  describeNow,
  describeSource,
  describeStand,
  RUNBOOK_NOTE,
  withoutStop,
} from "./describe-runbook.js";

/** What a runbook says, in its order: for the file that is kept, and for the page of a service. */
export function htmlRunbook(report: RunbookReport): readonly Markup[] {
  const parts = [
    warnings(report),
    stand(report),
    contacts(report),
    manualChecks(report),
    steps("Before the activation", report.before),
    activation(report),
    steps("After the activation", report.after),
    missing(report),
    nodes(report),
  ];
  return parts.filter((part) => part !== null);
}

/** What is said beneath it, wherever it stands. */
export function runbookFoot(report: RunbookReport): Markup {
  return markup`<p class="soft">${RUNBOOK_NOTE} ${describeSource(report)}</p>`;
}

function warnings({ warnings: told }: RunbookReport): Markup | null {
  return told.length === 0 ? null : markup`<h2>To know first</h2>${list(told)}`;
}

function stand(report: RunbookReport): Markup {
  const reasons = report.verdict.reasons.filter(({ verdict }) => verdict !== "ready");
  return markup`<h2>Where it stands</h2>
<p><strong>${describeStand(report)}</strong> About configuration, never about data. ${describeProof(report.verdict.lastProven)}</p>
${reasons.length === 0 ? null : list(reasons.map(({ message, action }) => `${message} ${action}`))}`;
}

function contacts({ contacts: all }: RunbookReport): Markup | null {
  if (all.length === 0) return null;
  const rows = all.map(({ role, name, phone }) => [role, name ?? "", phone]);
  return markup`<h2>Whom to call</h2>${htmlTable({ caption: "Contacts, the first first", columns: ["Role", "Name", "How"], rows })}`;
}

function manualChecks({ manualChecks: all }: RunbookReport): Markup | null {
  if (all.length === 0) return null;
  const rows = all.map((check) => [check.what, describeManualCheck(check), check.owner, check.how ?? ""]);
  return markup`<h2>What no machine can prove</h2>${htmlTable({
    caption: "Manual checks, each with its day",
    columns: ["What must hold", "Looked at", "Who looks", "How"],
    rows,
  })}`;
}

function steps(title: string, all: RunbookReport["before"]): Markup | null {
  if (all.length === 0) return null;
  const items = all.map(({ do: what, owner }) => tick(owner === undefined ? what : `${withoutStop(what)} (${owner})`));
  return markup`<h2>${title}</h2><ol>${items}</ol>`;
}

function activation({ activation: all, cycles }: RunbookReport): Markup | null {
  if (all.length === 0) return null;
  const rows = all.map((step) => [
    `${step.position}. ☐ ${step.name}`,
    `tier ${step.tier}, ${step.flow}`,
    step.after.join(", "),
    describeNow(step),
    step.owner,
  ]);
  const waiting = cycles.map((cycle) => `These wait for one another: ${cycle.join(", ")}.`);
  return markup`<h2>Order of activation</h2>${waiting.length === 0 ? null : list(waiting)}${htmlTable({
    caption: "Interfaces in the order of activation",
    columns: ["Interface", "Tier and flow", "After", "On the standby", "Owner"],
    rows,
  })}`;
}

function missing({ missing: all, omitted }: RunbookReport): Markup {
  if (all.length === 0) return markup`<h2>What the standby lacks</h2><p>Nothing that the last check saw.</p>`;
  const rows = all.map(({ what, tier, flow, how, meaning, owner }) => [
    what,
    `tier ${tier}, ${flow}`,
    how,
    meaning,
    owner,
  ]);
  return markup`<h2>What the standby lacks</h2>${htmlTable({
    caption: "Differences at the last check, the lowest tier first",
    columns: ["What", "Tier and flow", "How it differs", "What goes wrong", "Owner"],
    rows,
  })}${omitted === 0 ? null : markup`<p>And ${omitted} more.</p>`}`;
}

function nodes({ nodes: all }: RunbookReport): Markup {
  const rows = all.map(({ id, role, url }) => [id, role === "primary" ? "production" : "standby", url ?? ""]);
  return markup`<h2>The nodes</h2>${htmlTable({ caption: "Nodes of the engine", columns: ["Node", "Role", "Where"], rows })}`;
}

function list(lines: readonly string[]): Markup {
  return markup`<ul>${lines.map((line) => markup`<li>${line}</li>`)}</ul>`;
}

function tick(what: string): Markup {
  return markup`<li>☐ ${what}</li>`;
}
