import type { AddCommand } from "./command-context.js";
import { EXIT } from "./exit-codes.js";
import { openEstate } from "./open-estate.js";

export const addValidate: AddCommand = (program, context, setExit) => {
  program
    .command("validate")
    .description("every problem in estate.yaml and policy at once: path, value, remedy")
    .option("--main", "look at what is in force on main, not at the files in the folder")
    .option("--json", "print the answer as JSON")
    .action(async ({ main, json }: { main?: boolean; json?: boolean }) => {
      const app = await openEstate(program, context);
      const { problems } = await app.validate(main ? "main" : "folder");
      const lines = problems.map(({ file, path, message, remedy }) => `${file} ${path} ${message}\n    ${remedy}`);
      const where = main ? "main" : app.settings.folder;
      const summary = problems.length === 0 ? `No problem in ${where}.` : `${problems.length} problem(s) in ${where}.`;
      context.stdout.write(json ? `${JSON.stringify({ problems }, null, 2)}\n` : `${[...lines, summary].join("\n")}\n`);
      setExit(problems.length === 0 ? EXIT.ready : EXIT.unknown);
    });
};
