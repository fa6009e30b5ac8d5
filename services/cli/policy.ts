import type { PolicyTestReport } from "#schemas/policy-test-report";
import { renderPolicyTestTerminal } from "#services/reports/render/render-policy-test-terminal";
import { addExamples } from "./add-examples.js";
import { type AddCommand, layoutOf } from "./command-context.js";
import { EXIT } from "./exit-codes.js";
import { openEstate } from "./open-estate.js";
import { parseDay } from "./parse-day.js";
import { printAnswer } from "./print-answer.js";
import { untilInterrupted } from "./until-interrupted.js";

interface TestOptions {
  readonly main?: boolean;
  readonly since?: string;
  readonly json?: boolean;
}

export const addPolicy: AddCommand = (program, context, setExit) => {
  const policy = program.command("policy").description("the rules, and what they do");
  const test = policy
    .command("test")
    .description(
      "every rule of the folder's policy replayed over what is recorded: what it hides, what it never matched",
    )
    .argument("[engine...]")
    .option("--main", "try what is in force on main, not the files in the folder")
    .option("--since <day>", "leave older runs out: YYYY-MM-DD", parseDay)
    .option("--json", "print the answer as JSON");
  addExamples(test, "policy test", "policy test tie --since 2026-10-01").action(
    async (engineIds: readonly string[], { main, since, ...options }: TestOptions) => {
      const app = await openEstate(program, context);
      const asked = { where: main ? "main" : "folder", engineIds, since: since ?? null } as const;
      const report = await untilInterrupted(context, (stop) => app.testPolicy(asked, stop));
      printAnswer(report, () => renderPolicyTestTerminal(report, layoutOf(context)), context, options);
      setExit(exitOf(report));
    },
  );
};

/** 1 where there is something to look at, 2 where something could not be told. */
function exitOf({ runs, rules, newlyHidden, erred }: PolicyTestReport): number {
  if (erred.length > 0 || runs.replayed === 0) return EXIT.unknown;
  const isIdle = rules.some(({ inForce, runs: inForceIn, matched }) => inForce && inForceIn > 0 && matched === 0);
  return isIdle || newlyHidden.length > 0 ? EXIT.notReady : EXIT.ready;
}
