import { userInfo } from "node:os";
import { resolve } from "node:path";
import { initEstate } from "#services/init-estate";
import type { AddCommand } from "./command-context.js";

export const addInit: AddCommand = (program, context) => {
  program
    .command("init")
    .description("an estate repository with a commented estate.yaml and starter policies")
    .argument("<folder>")
    .action(async (folder: string) => {
      const settings = await initEstate(resolve(context.cwd, folder), {
        environment: context.environment,
        actor: userInfo().username,
        now: () => new Date(),
      });
      context.stdout.write(
        [
          `An estate stands in ${settings.folder}.`,
          "",
          "Next:",
          "  1. declare your engines in estate.yaml, then: git add . && git commit && git push",
          "  2. lockstep validate     every problem in the files",
          "  3. lockstep doctor       every missing right, route and certificate",
          "  4. lockstep check        the first look",
          "",
          `Back up ${settings.dataFolder}/keys apart from the store: without the mask key no old secret can be compared again.`,
          "",
        ].join("\n"),
      );
    });
};
