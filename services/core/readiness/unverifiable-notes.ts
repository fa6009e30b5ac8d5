import type { ReadinessReason } from "#schemas/readiness";
import { SECRET_UNVERIFIABLE } from "../comparison/notice-findings.js";
import type { NodeView, ReadinessInput } from "./readiness-input.js";

const NAMED = 5;

/** Notes on secrets that an engine does not show: neither equal nor different, and a person should know how many. */
export function unverifiableNotes({ production, standby, engine }: ReadinessInput): ReadinessReason[] {
  const names = [...new Set([...artefactsOf(production), ...artefactsOf(standby)])];
  if (names.length === 0) return [];
  const shown = names.slice(0, NAMED).map((name) => `'${name}'`);
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : "";
  return [
    {
      code: SECRET_UNVERIFIABLE,
      verdict: "ready",
      message: `The engine does not show the secrets of ${shown.join(", ")}${more}: whether both nodes hold the same cannot be told.`,
      owner: engine.owner,
      action: "Attest them by a test connection from each node, and keep the evidence with the change.",
      findings: [],
    },
  ];
}

function artefactsOf({ snapshot }: NodeView): string[] {
  const entries = snapshot?.entries ?? [];
  return entries
    .filter(({ notices }) => notices?.some(({ code }) => code === SECRET_UNVERIFIABLE))
    .map(({ name }) => name);
}
