import type { Finding } from "#schemas/finding";
import { shortId } from "../findings/find-finding.js";
import { isNoticed } from "../findings/order-findings.js";
import { count } from "../text/count.js";
import { describeArtefact } from "../words/describe-artefact.js";
import {
  describeAuthorisation,
  describeChanger,
  describeSuggestions,
  describeTolerated,
} from "../words/describe-authorisation.js";
import { describeDuties } from "../words/describe-duties.js";
import {
  caseWord,
  describeCase,
  describeChange,
  describeExpected,
  describeExplanation,
  describeLapsed,
  describeMustMatch,
  describeOperability,
} from "../words/describe-finding.js";
import { describeHistory } from "../words/describe-history.js";
import { writeDiff } from "./terminal-diff.js";
import type { Style, TerminalPage } from "./terminal-page.js";

const MAX_CHANGES = 8;
const MAX_DIFF_LINES = 12;
const MAX_VALUE = 120;

/** Writes one finding: what it is, the direction in words, each change, what runs, and on whose authority. */
export function writeFinding(page: TerminalPage, finding: Finding, hasBaseline: boolean): void {
  const blocks = finding.blocksReadiness ? ", blocks failover" : "";
  page.add(
    `${finding.severity.toUpperCase()}${blocks}: ${describeArtefact(finding)} [${caseWord(finding.case, hasBaseline)}]`,
    {
      lead: "    ",
      style: SEVERITY_STYLES[finding.severity],
    },
  );
  writeChanges(page, finding, hasBaseline);
  const mustMatch = describeMustMatch(finding);
  if (mustMatch !== undefined) page.add(mustMatch, { lead: "      " });
  const runs = describeOperability(finding.operability);
  if (runs !== undefined) page.add(runs, { lead: "      " });
  if (finding.explainedBy !== null) {
    page.add(`Explained by ${describeExplanation(finding.explainedBy)}`, { lead: "      " });
    const tolerated = describeTolerated(finding);
    if (tolerated !== undefined) page.add(`${tolerated}.`, { lead: "      Authority: " });
    writeId(page, finding);
    return;
  }
  if (isNoticed(finding)) {
    writeId(page, finding);
    return;
  }
  const changer = describeChanger(finding.authorisation);
  const authority = `${describeAuthorisation(finding.authorisation)}.${changer === undefined ? "" : ` ${changer}.`}`;
  page.add(authority, { lead: "      Authority: " });
  for (const duty of describeDuties(finding.authorisation)) page.add(`${duty}.`, { lead: "      ", style: "yellow" });
  const { authorisation } = finding;
  for (const hint of [describeHistory(authorisation), describeSuggestions(authorisation), describeLapsed(finding)])
    if (hint !== undefined) page.add(`${hint}.`, { lead: "      " });
  writeId(page, finding);
}

/** By it `explain` tells all of the finding. */
function writeId(page: TerminalPage, finding: Finding): void {
  page.add(shortId(finding), { lead: "      Finding: ", style: "dim" });
}

function writeChanges(page: TerminalPage, finding: Finding, hasBaseline: boolean): void {
  const direction = describeCase(finding.case, hasBaseline);
  for (const [index, change] of finding.changes.slice(0, MAX_CHANGES).entries()) {
    const words = describeChange(change, { driftCase: finding.case, hasBaseline, maxCharacters: MAX_VALUE });
    page.add(index === 0 ? `${direction}: ${words}` : words, { lead: "      " });
    const expected = describeExpected(change, MAX_VALUE);
    if (expected !== undefined) page.add(expected, { lead: "        " });
    if (change.diff !== undefined) writeDiff(page, change.diff, MAX_DIFF_LINES);
  }
  const hidden = finding.changes.length - MAX_CHANGES;
  if (hidden > 0) page.add(`… and ${count(hidden, "more change")} (see --html or --json)`, { lead: "      " });
  if (finding.changes.length === 0) page.add(`${direction}.`, { lead: "      " });
}

const SEVERITY_STYLES = {
  critical: "red",
  high: "red",
  medium: "yellow",
  low: "cyan",
  info: "dim",
} as const satisfies Record<Finding["severity"], Style>;
