import type { ActionsReport } from "#schemas/actions-report";
import { escapeText } from "#services/core/text/escape-text";
import { describeAction } from "./describe-action.js";

/** Actions for a terminal, a line each. */
export function listActions({ actions }: ActionsReport): string {
  if (actions.length === 0) return "No action is open.";
  return actions.map((action) => escapeText(`${action.engineId}: ${describeAction(action)}`)).join("\n");
}
