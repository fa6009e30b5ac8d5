import type { Authorisation } from "#schemas/authorisation";
import { cutText } from "../text/cut-text.js";
import { groupBy } from "../text/group-by.js";
import { readableFacts } from "../text/readable-facts.js";
import { describeTicketTests, outcomeOf } from "../words/describe-authorisation.js";
import { describeCircumstances } from "../words/describe-circumstances.js";
import type { TerminalPage } from "./terminal-page.js";

const MAX_FACTS = 300;

/** Writes what else is known of a change, and every test ticked or crossed with its facts, ticket by ticket. */
export function writeTests(page: TerminalPage, authorisation: Authorisation): void {
  for (const sentence of describeCircumstances(authorisation)) page.add(`${sentence}.`, { lead: "      " });
  for (const tests of groupBy(authorisation.trace, ({ ticket }) => ticket)) {
    page.add(describeTicketTests(tests, authorisation), { lead: "      " });
    for (const test of tests) {
      const { sign, style } = OUTCOMES[outcomeOf(test, authorisation)];
      const told = `${cutText(test.test, 80)}: ${readableFacts(test.facts, MAX_FACTS)}`;
      page.add(told, { lead: `        ${sign} `, ...(style === undefined ? {} : { style }) });
    }
  }
  writeLegend(page, authorisation);
}

/** Only of the signs that stand there and do not speak for themselves. */
function writeLegend(page: TerminalPage, authorisation: Authorisation): void {
  const outcomes = new Set(authorisation.trace.map((test) => outcomeOf(test, authorisation)));
  const told = [
    ...(outcomes.has("noted") ? ["! passed, with something to know of it"] : []),
    ...(outcomes.has("due") ? ["… still due, its deadline has not passed"] : []),
  ];
  if (told.length > 0) page.add(told.join("; "), { lead: "      ", style: "dim" });
}

const OUTCOMES = {
  passed: { sign: "✓", style: undefined },
  noted: { sign: "!", style: "yellow" },
  due: { sign: "…", style: "yellow" },
  failed: { sign: "✗", style: "red" },
} as const;
