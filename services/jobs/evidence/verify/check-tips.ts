import type { EvidenceParameters } from "#schemas/evidence-parameters";
import { findRecord } from "#services/core/seal/parse-record";
import type { EvidenceSource } from "#services/ports/evidence";
import type { CheckNotes } from "./check-notes.js";

/**
 * Looks in the ledger for the newest commit of every branch that Lockstep alone writes: what no record names was not seen by any check, or was put
 * there since. After a purge commits have other ids than records say, and nothing is looked for.
 */
export async function checkTips(
  { head, branches }: Pick<EvidenceParameters, "head" | "branches">,
  { source, notes }: { readonly source: EvidenceSource; readonly notes: CheckNotes },
): Promise<void> {
  const unnamed = new Map(Object.entries(branches).filter(([name]) => name !== "main"));
  for await (const { line } of source.ledgerLines(head)) {
    if (line.includes('"type":"purge"') && findRecord(line)?.type === "purge") return;
    const named = new Set(line.match(/(?<=")[0-9a-f]{40}(?=")/g) ?? []);
    for (const [name, commit] of unnamed) if (named.has(commit)) unnamed.delete(name);
  }
  const message = "No record names its newest commit: a check was not through yet, or something was put there.";
  for (const name of unnamed.keys()) notes.tell({ check: "store", outcome: "unknown", about: name, message });
}
