import type { TraceReport } from "#schemas/trace-report";
import { LockstepError } from "#services/core/errors";
import { renderTraceTerminal } from "#services/reports/evidence/render-trace-terminal";
import { addExamples } from "./add-examples.js";
import { type AddCommand, layoutOf } from "./command-context.js";
import { openEstate } from "./open-estate.js";
import { printAnswer } from "./print-answer.js";

interface TraceOptions {
  readonly as?: string;
  readonly json?: boolean;
}

export const addTrace: AddCommand = (program, context) => {
  const command = program
    .command("trace")
    .description("a change from what the engine recorded to its end, or a ticket and every change that named it")
    .argument("<what>", "id of a change (eight digits or more), number of a record, or a ticket")
    .option("--as <kind>", "change, record or ticket, where it could be taken for another of them")
    .option("--json", "print the answer as JSON");
  addExamples(command, "trace 9f31c0de", "trace CHG0034512", "trace 412", "trace 10234 --as ticket").action(
    async (what: string, { as, ...options }: TraceOptions) => {
      const asked = { by: as === undefined ? kindOf(what) : kindNamed(as), value: what.trim() };
      const app = await openEstate(program, context);
      const report = await app.trace(asked);
      printAnswer(report, () => renderTraceTerminal(report, layoutOf(context)), context, options);
    },
  );
};

type Kind = TraceReport["asked"]["by"];

/** Digits alone are a record, as far as there can be so many. */
function kindOf(what: string): Kind {
  if (/^\d{1,9}$/.test(what.trim())) return "record";
  return /^(sha256:)?[0-9a-f]{8,64}$/i.test(what.trim()) ? "change" : "ticket";
}

function kindNamed(kind: string): Kind {
  if (kind === "change" || kind === "record" || kind === "ticket") return kind;
  throw new LockstepError("usage", "--as is change, record or ticket.");
}
