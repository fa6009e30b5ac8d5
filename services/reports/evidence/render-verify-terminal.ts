import type { EvidenceVerifyReport } from "#schemas/evidence-verify-report";
import { type Style, type TerminalOptions, TerminalPage } from "../terminal/terminal-page.js";
import { cutText } from "../text/cut-text.js";

type Outcome = EvidenceVerifyReport["outcome"];
type Check = EvidenceVerifyReport["checks"][number];

/** Whether a pack can be relied on, check by check, on a terminal. */
export function renderVerifyTerminal(report: EvidenceVerifyReport, options: TerminalOptions): string {
  const page = new TerminalPage(options);
  page.add(SAID[report.outcome], { style: STYLES[report.outcome] });
  if (report.period !== null) page.add(`It speaks of the time from ${report.period.from} to ${report.period.to}.`);
  if (report.signedBy !== null) page.add(`It was signed by the key ${cutText(report.signedBy, 80)}.`);
  if (report.head !== null)
    page.add(
      `Its newest record is ${report.head.seq}:${cutText(report.head.hash, 80)}: hold it against one that was mailed.`,
    );
  for (const check of report.checks) {
    page.gap().add(`${TITLES[check.id]}: ${WORDS[check.outcome]}`, {
      style: check.outcome === "not-reached" ? "yellow" : STYLES[check.outcome],
    });
    page.add(check.told, { lead: "  " });
    for (const { about, message } of report.faults.filter((fault) => fault.check === check.id))
      page.add(`${cutText(about, 200)}: ${cutText(message, 500)}`, { lead: "  - " });
  }
  return page.toString();
}

const SAID: Readonly<Record<Outcome, string>> = {
  holds: "The pack HOLDS: all of it is as it was signed, and follows from the record inside.",
  broken: "The pack is BROKEN: do not rely on it.",
  unknown: "CANNOT TELL: nothing in the pack is broken, and something could not be told.",
};

const STYLES: Readonly<Record<Outcome, Style>> = { holds: "green", broken: "red", unknown: "yellow" };

const TITLES: Readonly<Record<Check["id"], string>> = {
  archive: "The archive is one that Lockstep writes",
  digests: "Each file is the one that was signed",
  signature: "The signature fits, and is the organisation's",
  ledger: "The record is whole, and each entry sealed",
  store: "What the record names is inside",
  documents: "Every page and list follows from the record",
  verdicts: "Every verdict can be derived again",
};

const WORDS: Readonly<Record<Check["outcome"], string>> = {
  holds: "holds",
  broken: "BROKEN",
  unknown: "cannot tell",
  "not-reached": "was not reached",
};
