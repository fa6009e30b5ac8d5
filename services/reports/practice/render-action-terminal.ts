import type { ActionReport } from "#schemas/actions-report";
import { escapeText } from "#services/core/text/escape-text";
import { describeAction } from "./describe-action.js";

/** What was done with an action, and how it stands. */
export function renderActionTerminal({ action, wasKnown, warnings }: ActionReport): string {
  const lead = wasKnown ? "On record already: " : "Recorded: ";
  return [`${lead}${action.engineId}: ${describeAction(action)}`, ...warnings]
    .map((line) => escapeText(line))
    .join("\n");
}
