import type { Authorisation } from "#schemas/authorisation";
import { describeTest, outcomeOf } from "./describe-authorisation.js";
import { describeCircumstances } from "./describe-circumstances.js";
import type { TerminalPage } from "./terminal-page.js";

const MAX_FACTS = 300;

/** Writes what else is known of a change, and every test of every ticket ticked or crossed with its facts. */
export function writeTests(page: TerminalPage, authorisation: Authorisation): void {
  for (const sentence of describeCircumstances(authorisation)) page.add(`${sentence}.`, { lead: "      " });
  if (authorisation.trace.length === 0) return;
  page.add("Tests of authority:", { lead: "      " });
  for (const test of authorisation.trace) {
    const { sign, style } = OUTCOMES[outcomeOf(test)];
    page.add(describeTest(test, MAX_FACTS), { lead: `        ${sign} `, ...(style === undefined ? {} : { style }) });
  }
}

const OUTCOMES = {
  passed: { sign: "✓", style: undefined },
  noted: { sign: "!", style: "yellow" },
  failed: { sign: "✗", style: "red" },
} as const;
