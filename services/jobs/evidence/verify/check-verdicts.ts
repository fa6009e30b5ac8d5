import type { EvidenceParameters } from "#schemas/evidence-parameters";
import { Run } from "#schemas/run";
import { formOf } from "#services/core/form-of";
import { findRecord } from "#services/core/seal/parse-record";
import type { EvidenceSource } from "#services/ports/evidence";
import { type RederiveContext, rederiveRun } from "../../check/rederive-run.js";
import type { CheckNotes } from "./check-notes.js";

const isRun = formOf<Run>(Run);

interface VerdictContext {
  readonly evidence: RederiveContext & { readonly source: EvidenceSource; readonly signal?: AbortSignal };
  /** This program, as it names itself in the parameters of what it makes. */
  readonly generator: string;
  readonly notes: CheckNotes;
}

/** Derives every verdict of the period again, from the commits and records that its run names: it must be the one recorded. */
export async function checkVerdicts(
  parameters: EvidenceParameters,
  { evidence, generator, notes }: VerdictContext,
): Promise<void> {
  const period = { from: Date.parse(parameters.from), to: Date.parse(parameters.to) };
  const engines = new Set(parameters.engines);
  const replaced = await notes.attempt("verdicts", "the ledger", () => readersReplaced(evidence));
  let count = 0;
  const isThrough = await notes.attempt("verdicts", "the ledger", async () => {
    for await (const { line } of evidence.source.ledgerLines(parameters.head)) {
      evidence.signal?.throwIfAborted();
      const record = findRecord(line);
      if (record?.type !== "run") continue;
      const { body, seq } = record;
      if (!isRun(body)) {
        tell("broken", `record ${seq}`, "It is no run that can be judged.");
        continue;
      }
      const at = Date.parse(body.at);
      if (!(at >= period.from && at < period.to)) continue;
      for (const engineRun of body.engines) {
        if (!engines.has(engineRun.engineId)) continue;
        count += 1;
        await notes.attempt("verdicts", `record ${seq}, ${engineRun.engineId}`, async () => {
          const { same, purged } = await rederiveRun({ run: body, engineRun }, evidence);
          if (same) return;
          const doubt = findDoubt({ seq, engineId: engineRun.engineId, isPurged: purged.length > 0 });
          tell(doubt === undefined ? "broken" : "unknown", `record ${seq}, ${engineRun.engineId}`, doubt ?? DIFFERS);
        });
      }
    }
    return true;
  });
  if (isThrough) notes.done("verdicts", `${count} verdicts of the period were derived again.`);

  function findDoubt(about: { seq: number; engineId: string; isPurged: boolean }): string | undefined {
    if (about.isPurged) return "It cannot be derived again: content that it rests on was purged.";
    if ((replaced?.get(about.engineId) ?? -1) > about.seq)
      return "It cannot be derived again: another reader was in use, which was replaced since.";
    if (parameters.generator !== generator)
      return "Derived again by this version of Lockstep, it is not the one recorded; another version made the pack.";
    return undefined;
  }

  function tell(outcome: "broken" | "unknown", about: string, message: string): void {
    notes.tell({ check: "verdicts", outcome, about, message });
  }
}

const DIFFERS = "Derived again from what is inside, the verdict is not the one recorded.";

/** By engine, the newest record that says that another reader reads it. */
async function readersReplaced({ ledger }: RederiveContext): Promise<ReadonlyMap<string, number>> {
  const replaced = new Map<string, number>();
  for await (const { seq, body } of ledger.records({ type: "reader-changed" })) {
    const engineId = String(body["engineId"]);
    replaced.set(engineId, Math.max(seq, replaced.get(engineId) ?? 0));
  }
  return replaced;
}
