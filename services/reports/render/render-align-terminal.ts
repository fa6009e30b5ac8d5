import type { AlignCheckReport, AlignedArtefact, AlignPlan, AlignReport, AlignStep } from "#schemas/align-plan";
import { type TerminalOptions, TerminalPage } from "../terminal/terminal-page.js";
import { count } from "../text/count.js";
import { cutText } from "../text/cut-text.js";
import { shellWord } from "../text/shell-word.js";
import { ACTS, alignHeadline, carriedWord, NOTHING_WRITTEN } from "../words/describe-align.js";

const MAX_SHOWN = 40;
const MAX_DETAILS = 4;

/** The answer of `align` for a person at a terminal: what differs, the steps, and where everything lies. */
export function renderAlignTerminal({ plan, folder }: AlignReport, options: TerminalOptions = {}): string {
  const page = new TerminalPage(options);
  page.add(alignHeadline(plan), { style: "bold" });
  for (const warning of plan.warnings) page.add(cutText(warning, 400), { lead: "  ! ", style: "yellow" });
  writeArtefacts(page, plan.artefacts);
  if (folder === null) return page.gap().add(NOTHING_TO_DO).toString();
  page.gap().add("STEPS", { style: "bold" });
  for (const step of plan.steps) writeStep(page, step);
  writeWritten(page, plan, folder);
  return page.gap().add(NOTHING_WRITTEN).toString();
}

const NOTHING_TO_DO = "Nothing was written or recorded, since there is nothing to carry out.";

function writeArtefacts(page: TerminalPage, artefacts: readonly AlignedArtefact[]): void {
  for (const artefact of artefacts.slice(0, MAX_SHOWN)) {
    const { kind, name, act, carried, why } = artefact;
    const because = carried === "left-out" && why !== null ? `, because ${why}` : "";
    page.add(`${kind} ${cutText(name, 120)} ${ACTS[act]}: ${carriedWord(artefact)}${because}`, { lead: "  · " });
  }
  const hidden = artefacts.length - MAX_SHOWN;
  if (hidden > 0) page.add(`… and ${count(hidden, "more artefact")}.`, { lead: "    " });
}

function writeStep(page: TerminalPage, { number, what, details }: AlignStep): void {
  page.add(cutText(what, 400), { lead: `  ${number}. ` });
  const shown = details.length > MAX_DETAILS ? details.slice(0, MAX_DETAILS - 1) : details;
  for (const detail of shown) page.add(cutText(detail, 200), { lead: "     ", style: "dim" });
  const hidden = details.length - shown.length;
  if (hidden > 0) page.add(`… and ${count(hidden, "more line")} in plan.md`, { lead: "     ", style: "dim" });
}

function writeWritten(page: TerminalPage, plan: AlignPlan, folder: string): void {
  page.gap().add("WRITTEN", { style: "bold" });
  page.addVerbatim(folder, { lead: "  folder    " });
  page.add("plan.md to tick off, the same as plan.html, and plan.json", { lead: "  steps     " });
  page.add(tellPart(plan, "package/"), { lead: "  package   " });
  page.add(tellPart(plan, "rollback/"), { lead: "  rollback  " });
  page.addVerbatim(plan.digest, { lead: "  plan      " });
  page.addVerbatim(plan.expectedDigest, { lead: "  expect    " });
  page.gap().add("Right before the import, see that it still holds:");
  page.addVerbatim(`lockstep align --check ${shellWord(folder)}`, { lead: "  " });
}

function tellPart({ files, placeholders }: AlignPlan, part: "package/" | "rollback/"): string {
  const held = files.filter(({ path }) => path.startsWith(part)).length;
  const open = placeholders.filter(({ file }) => file.startsWith(part)).length;
  if (held === 0) return "no file: all of it is done by hand";
  return `${count(held, "file")}${open === 0 ? "" : `, ${count(open, "value")} to fill in first: plan.md lists each`}`;
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
