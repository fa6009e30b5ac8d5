import { resolve } from "node:path";
import type { Command } from "commander";
import { InvalidArgumentError } from "commander";
import type { EvidencePackReport } from "#schemas/evidence-pack-report";
import { renderPackTerminal } from "#services/reports/evidence/render-pack-terminal";
import { addExamples } from "./add-examples.js";
import { type CommandContext, layoutOf } from "./command-context.js";
import { openEstate } from "./open-estate.js";
import { parseDay } from "./parse-day.js";
import { printAnswer } from "./print-answer.js";
import { untilInterrupted } from "./until-interrupted.js";
import { VERSION } from "./version.js";

interface PackOptions {
  readonly from: string;
  readonly to: string;
  readonly framework?: string;
  readonly engine: readonly string[];
  readonly at?: string;
  readonly by?: string;
  readonly out: string;
  readonly json?: boolean;
}

/** `lockstep evidence pack`: what an auditor takes away, as one file. */
export function addEvidencePack(evidence: Command, program: Command, context: CommandContext): void {
  const command = evidence
    .command("pack")
    .description("what an auditor takes away of a period, as one signed file that can be checked without us")
    .requiredOption("--from <day>", "the first day, YYYY-MM-DD, in London", parseDay)
    .requiredOption("--to <day>", "the last day, YYYY-MM-DD, which is part of it", parseDay)
    .requiredOption("--out <file>", "where to write it; a file that is there is left as it is")
    .option("--framework <edition>", "for example nhs-dspt-caf@2025-26; left out: of the assessment year of its end")
    .option(
      "--engine <id>",
      "an engine that tables and pages speak of; again for another; the records of all are in every pack",
      collect,
      [],
    )
    .option("--at <instant>", "the time of making, an input of the pack like any other; left out: now", parseInstant)
    .option("--by <person>", "who asks for it: recorded")
    .option("--json", "print the answer as JSON");
  addExamples(
    command,
    "evidence pack --from 2026-07-01 --to 2026-09-30 --out q3.zip",
    "evidence pack --from 2026-07-01 --to 2027-06-30 --framework nhs-dspt-caf@2026-27 --engine tie --out tie.zip",
  ).action(async ({ from, to, engine, framework, at, by, out, ...options }: PackOptions) => {
    const app = await openEstate(program, context);
    const report = await untilInterrupted<EvidencePackReport>(context, ({ signal }) =>
      app.makeEvidence({
        ...{ firstDay: from, lastDay: to, framework, engineIds: engine, generator: `lockstep/${VERSION}` },
        ...{ at: at ?? new Date().toISOString(), file: resolve(context.cwd, out), by: by ?? null },
        ...(signal === undefined ? {} : { signal }),
      }),
    );
    printAnswer(report, () => renderPackTerminal(report, layoutOf(context)), context, options);
  });
}

function collect(value: string, known: readonly string[]): readonly string[] {
  return [...known, value];
}

function parseInstant(text: string): string {
  const instant = new Date(text);
  const hasZone = /^\d{4}-\d{2}-\d{2}T.*(?:Z|[+-]\d{2}:\d{2})$/.test(text);
  if (hasZone && !Number.isNaN(instant.getTime())) return instant.toISOString();
  throw new InvalidArgumentError("It is an instant with its zone, for example 2026-10-01T09:00:00Z.");
}
