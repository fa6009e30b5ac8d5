import type { Command } from "commander";
import { InvalidArgumentError } from "commander";
import type { SampleRequest } from "#services/core/evidence/sample/sample-changes";
import { renderSampleTerminal } from "#services/reports/evidence/render-sample-terminal";
import { addExamples } from "./add-examples.js";
import { type CommandContext, layoutOf } from "./command-context.js";
import { openEstate } from "./open-estate.js";
import { parseDay } from "./parse-day.js";
import { printAnswer } from "./print-answer.js";
import { untilInterrupted } from "./until-interrupted.js";
import { wholeNumber } from "./whole-number.js";

interface SampleOptions {
  readonly from: string;
  readonly to: string;
  readonly sample: number;
  readonly seed: number;
  readonly by: SampleRequest["by"];
  readonly engine?: readonly string[];
  readonly json?: boolean;
}

/** Adds `evidence sample`. */
export function addEvidenceSample(evidence: Command, program: Command, context: CommandContext): void {
  const command = evidence
    .command("sample")
    .description("some changes of a period, drawn so that anybody can draw them again, with the trail of each")
    .requiredOption("--from <day>", "first day, YYYY-MM-DD, in London", parseDay)
    .requiredOption("--to <day>", "last day, included", parseDay)
    .option("--sample <number>", "so many changes; all of them where there are no more", wholeNumber(1, 1000), 25)
    .requiredOption("--seed <number>", "the same seed draws the same changes", wholeNumber(0, 99_999))
    .option(
      "--by <way>",
      "random: every change equally likely; risk: likelier without authority, on a vital interface, or severe",
      parseWay,
      "random",
    )
    .option("--engine <engine...>", "only of these engines")
    .option("--json", "print the answer as JSON");
  addExamples(
    command,
    "evidence sample --from 2026-07-01 --to 2026-09-30 --seed 7",
    "evidence sample --from 2026-07-01 --to 2026-09-30 --sample 40 --seed 7 --by risk",
  ).action(async ({ from, to, sample, seed, by, engine, ...options }: SampleOptions) => {
    const app = await openEstate(program, context);
    const asked = { firstDay: from, lastDay: to, engineIds: engine, size: sample, seed, by };
    const report = await untilInterrupted(context, (stop) => app.sample(asked, stop));
    printAnswer(report, () => renderSampleTerminal(report, layoutOf(context)), context, options);
  });
}

function parseWay(text: string): SampleRequest["by"] {
  if (text === "random" || text === "risk") return text;
  throw new InvalidArgumentError("It is random or risk.");
}
