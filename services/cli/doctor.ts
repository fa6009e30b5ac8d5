import type { AddCommand } from "./command-context.js";
import { EXIT } from "./exit-codes.js";
import { openEstate } from "./open-estate.js";

const SIGNS = { ok: "ok     ", warning: "WARNING", failed: "FAILED " } as const;

export const addDoctor: AddCommand = (program, context, setExit) => {
  program
    .command("doctor")
    .description("each missing right, route, certificate, clock fault, named with its remedy")
    .option("--json", "print the answer as JSON")
    .action(async ({ json }: { json?: boolean }) => {
      const app = await openEstate(program, context);
      const found = await app.diagnose();
      const lines = found.map(({ state, check, message, remedy }) =>
        [`${SIGNS[state]} ${check}: ${message}`, ...(remedy === undefined ? [] : [`        ${remedy}`])].join("\n"),
      );
      context.stdout.write(json ? `${JSON.stringify({ diagnoses: found }, null, 2)}\n` : `${lines.join("\n")}\n`);
      setExit(found.some(({ state }) => state === "failed") ? EXIT.unknown : EXIT.ready);
    });
};
