import type { ValidateReport } from "#schemas/validate-report";
import { escapeText } from "#services/core/text/escape-text";
import { addExamples } from "./add-examples.js";
import type { AddCommand } from "./command-context.js";
import { EXIT } from "./exit-codes.js";
import { openEstate } from "./open-estate.js";
import { printAnswer } from "./print-answer.js";

export const addValidate: AddCommand = (program, context, setExit) => {
  const command = program
    .command("validate")
    .description("every problem in estate.yaml and policy at once: path, value, remedy")
    .option("--main", "look at what is in force on main, not at the files in the folder")
    .option("--json", "print the answer as JSON");
  addExamples(command, "validate", "validate --main").action(async (options: { main?: boolean; json?: boolean }) => {
    const app = await openEstate(program, context);
    const report = await app.validate(options.main ? "main" : "folder");
    printAnswer(report, () => renderValidation(report), context, options);
    setExit(report.problems.length === 0 ? EXIT.ready : EXIT.unknown);
  });
};

function renderValidation(report: ValidateReport): string {
  const { problems, advice, where, folder } = report;
  const place = where === "main" ? "main" : folder;
  const lines = problems.map((problem) => `${escapeText(placed(problem))}\n    ${escapeText(problem.remedy)}`);
  const summary = problems.length === 0 ? `No problem in ${place}.` : `${problems.length} problem(s) in ${place}.`;
  const advised = advice.map((found) => `Advice: ${escapeText(placed(found))}\n    ${escapeText(found.remedy)}`);
  return [...lines, summary, ...advised, ...renderNotInForce(report)].join("\n");
}

function placed({ file, path, about, message }: ValidateReport["problems"][number]): string {
  return `${file} ${path}${about === undefined ? "" : ` (${about})`} ${message}`;
}

function renderNotInForce({ notInForce, where, commit }: ValidateReport): readonly string[] {
  if (notInForce.length === 0) return [];
  const files = notInForce.map(({ file, state }) => `    ${escapeText(file)} (${state})`);
  const head =
    where === "main"
      ? `The folder is not as main at ${commit.slice(0, 12)}, which is what was looked at:`
      : `Not in force yet: the folder is not as main at ${commit.slice(0, 12)}, and only main counts:`;
  return [
    head,
    ...files,
    "  To put them in force: git add . && git commit, then git push; what is committed already needs the push alone.",
    "  To fetch what main holds, and put your own commits on top of it: git pull --rebase.",
  ];
}
