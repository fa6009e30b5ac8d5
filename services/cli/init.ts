import { userInfo } from "node:os";
import { resolve } from "node:path";
import { type Discovery, discoverEstate } from "#services/compose/estate/discover-estate";
import { initEstate } from "#services/compose/estate/init-estate";
import type { Settings } from "#services/config";
import { LockstepError } from "#services/core/errors";
import { escapeText } from "#services/core/text/escape-text";
import { addExamples } from "./add-examples.js";
import type { AddCommand, CommandContext } from "./command-context.js";
import { createProgress } from "./progress.js";
import { untilInterrupted } from "./until-interrupted.js";

interface InitOptions {
  readonly discover: readonly string[];
  readonly product: string;
  readonly username?: string;
  readonly passwordEnv: readonly string[];
  readonly fingerprint: readonly string[];
  readonly ca?: string;
}

export const addInit: AddCommand = (program, context) => {
  const command = program
    .command("init")
    .description("an estate repository with a commented estate.yaml and starter policies")
    .argument("<folder>")
    .option(
      "--discover <url>",
      "read the engine there, and propose pairs, tiers and differences; repeatable",
      collect,
      [],
    )
    .option("--product <product>", "with --discover: the make of the engines", "mirth-connect")
    .option("--username <name>", "with --discover: the engines' account for Lockstep, with read rights only")
    .option(
      "--password-env <variable>",
      "with --discover: the variable that holds its password; repeatable, one for all or one each",
      collect,
      [],
    )
    .option(
      "--fingerprint <sha256>",
      "with --discover: a certificate to pin, one for each address; repeatable",
      collect,
      [],
    )
    .option("--ca <file>", "with --discover: PEM file of the authority that signed the certificates");
  addExamples(
    command,
    "init my-estate",
    "init my-estate --discover https://tie-a:8443 --discover https://tie-b:8443 --username lockstep-reader --password-env TIE_PASSWORD --ca trust-ca.pem",
  ).action(async (name: string, options: InitOptions) => {
    const folder = resolve(context.cwd, name);
    const told: string[] = [];
    const settings = await untilInterrupted(context, (interruption) =>
      initEstate(folder, {
        environment: context.environment,
        actor: userInfo().username,
        now: () => new Date(),
        propose: async () => {
          const found = await discover(options, context, interruption);
          told.push(...(found?.told ?? []));
          return found?.files ?? new Map();
        },
      }),
    );
    context.stdout.write(`${[...describe(settings, told), ""].join("\n")}`);
  });
};

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

async function discover(
  { discover: urls, product, username, passwordEnv, fingerprint, ca }: InitOptions,
  context: CommandContext,
  interruption: { readonly signal?: AbortSignal },
): Promise<Discovery | undefined> {
  if (urls.length === 0) {
    const alone = [username, ca, passwordEnv[0], fingerprint[0]].some((value) => value !== undefined);
    if (alone) throw new LockstepError("usage", "--username, --password-env, --fingerprint and --ca need --discover.");
    return undefined;
  }
  if (username === undefined || passwordEnv.length === 0)
    throw new LockstepError("usage", "--discover needs --username and --password-env.");
  const progress = createProgress(context.stderr);
  const { environment, cwd } = context;
  return await discoverEstate({
    product,
    urls,
    username,
    passwordEnvs: passwordEnv,
    fingerprints: fingerprint,
    caFile: ca,
    environment,
    cwd,
    onProgress: progress.step,
    ...interruption,
  }).finally(progress.end);
}

function describe({ folder, dataFolder }: Settings, told: readonly string[]): readonly string[] {
  const discovered = told.length > 0;
  return [
    ...told.map((line) => escapeText(line)),
    ...(discovered ? [""] : []),
    `An estate stands in ${folder}.`,
    "",
    "Next:",
    discovered
      ? "  1. check every line of estate.yaml, policy/interfaces.yaml and policy/expected-differences.yaml: roles, tiers and flows"
      : "  1. declare your engines in estate.yaml, then: git add . && git commit && git push",
    ...(discovered
      ? ["     are guesses; nothing of it is in force before you commit: git add . && git commit && git push"]
      : []),
    "  2. lockstep validate     every problem in the files, and what is not in force yet",
    "  3. lockstep doctor       every missing right, route, certificate and key",
    "  4. lockstep check        the first look",
    "",
    `Back up ${dataFolder}/keys apart from the store: without the mask key no old secret can be compared again.`,
  ];
}
