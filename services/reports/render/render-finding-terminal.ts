import type { EngineReport } from "#schemas/check-report";
import type { Finding } from "#schemas/finding";
import { isNoticed } from "../findings/order-findings.js";
import { writeFinding } from "../terminal/terminal-finding.js";
import { type TerminalOptions, TerminalPage } from "../terminal/terminal-page.js";
import { writeTests } from "../terminal/terminal-tests.js";
import { cutText } from "../text/cut-text.js";
import { describeMeaning } from "../words/describe-finding.js";
import { describeNext } from "../words/describe-next.js";
import { waiverStanza } from "../words/waiver-stanza.js";

/** The answer of `explain` on one finding: all of it, its whole id, what to do, and a waiver ready to be filled in; of what is no difference there is nothing to waive. */
export function renderFindingTerminal(
  engine: EngineReport,
  finding: Finding,
  options: TerminalOptions & { readonly at: string },
): string {
  const page = new TerminalPage(options);
  const hasBaseline = engine.baseline !== null;
  page.add(`${cutText(engine.engineId, 80)}: ${cutText(finding.flow, 80)}, tier ${finding.tier}`, { style: "bold" });
  writeFinding(page, finding, hasBaseline);
  const meaning = describeMeaning(finding);
  if (meaning !== undefined) page.add(meaning, { lead: "      " });
  if (finding.explainedBy?.by !== "expected-difference") writeTests(page, finding.authorisation);
  page.addVerbatim(finding.id, { lead: "  id   " });
  page.add(cutText(finding.artefact.path, 200), { lead: "  in   " });
  if (finding.explainedBy !== null || isNoticed(finding)) return page.toString();
  page.add(describeNext(finding, hasBaseline), { lead: "  next " });
  page.gap().add("To tolerate it for now, fill this in below 'waivers:' in policy/waivers.yaml, commit and push:");
  for (const line of waiverStanza(finding, { engineId: engine.engineId, at: options.at }))
    page.addVerbatim(line, { lead: "" });
  return page.toString();
}
