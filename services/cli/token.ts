import { type Command, InvalidArgumentError, Option } from "commander";
import type { StoredToken, TokenRole } from "#schemas/token";
import type { TokenCreated, TokenList, TokenRevoked } from "#schemas/token-report";
import { MAX_TOKEN_DAYS } from "#services/core/access/plan-token";
import { escapeText } from "#services/core/text/escape-text";
import { addExamples } from "./add-examples.js";
import type { AddCommand, CommandContext } from "./command-context.js";
import { openEstate } from "./open-estate.js";
import { printAnswer } from "./print-answer.js";

export const addToken: AddCommand = (program, context) => {
  const token = program.command("token").description("tokens by which programs ask the service of an estate");
  addCreate(program, token, context);
  addList(program, token, context);
  addRevoke(program, token, context);
};

const ROLES: readonly TokenRole[] = ["viewer", "auditor", "engineer", "collector", "meter"];

function addCreate(program: Command, token: Command, context: CommandContext): void {
  const create = token
    .command("create")
    .description("make a token; it is printed once, and kept nowhere")
    .requiredOption("--name <name>", "what it is called, for example haproxy-a")
    .addOption(new Option("--role <role>", "what it may do; no token decides").choices(ROLES).makeOptionMandatory())
    .requiredOption("--by <person>", "who makes it")
    .option("--engines <ids>", "with commas, the engines it may ask about (default: all)", parseIds)
    .option("--days <days>", `how long it is good for, at most ${MAX_TOKEN_DAYS}`, parseDays, 90)
    .option("--json", "print the answer as JSON");
  addExamples(create, "token create --name haproxy-a --role viewer --engines tie --days 90 --by 'A. Person'").action(
    async ({ name, role, by, engines, days, json }: CreateOptions) => {
      const app = await openEstate(program, context);
      const made = await app.tokens.create({ name, role, engines: engines ?? "all", days, by });
      const told = tellOf(made.token);
      const answer: TokenCreated = { schema: "lockstep/token-created@1", token: made.text, ...told };
      const kept = `It is shown this once. ${told.name}: ${told.role}, until ${told.expiresAt.slice(0, 10)}.`;
      printAnswer(
        answer,
        () => `${made.text}
${escapeText(kept)}`,
        context,
        { json },
      );
    },
  );
}

interface CreateOptions {
  readonly name: string;
  readonly role: TokenRole;
  readonly by: string;
  readonly engines?: readonly string[];
  readonly days: number;
  readonly json?: boolean;
}

function parseIds(text: string): readonly string[] {
  const ids = text.split(",").map((id) => id.trim());
  if (ids.every((id) => id !== "")) return ids;
  throw new InvalidArgumentError("They are ids of engines, with commas.");
}

function parseDays(text: string): number {
  const days = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (days >= 1 && days <= MAX_TOKEN_DAYS) return days;
  throw new InvalidArgumentError(`It is a whole number of days from 1 to ${MAX_TOKEN_DAYS}.`);
}

function addList(program: Command, token: Command, context: CommandContext): void {
  const list = token
    .command("list")
    .description("the tokens of the estate, none of them in clear")
    .option("--json", "print the answer as JSON");
  addExamples(list, "token list").action(async (options: { readonly json?: boolean }) => {
    const app = await openEstate(program, context);
    const listed = (await app.tokens.list()).map(({ token: stored, lastUsedAt }) => ({
      ...tellOf(stored),
      lastUsedAt: lastUsedAt ?? null,
    }));
    const text = (): string => (listed.length === 0 ? "There is no token." : listed.map(asLine).join("\n"));
    const answer: TokenList = { schema: "lockstep/tokens@1", tokens: listed };
    printAnswer(answer, text, context, options);
  });
}

function addRevoke(program: Command, token: Command, context: CommandContext): void {
  const revoke = token
    .command("revoke")
    .description("end a token; it counts at once, in every process")
    .argument("<token>", "its id or its name")
    .requiredOption("--by <person>", "who ends it")
    .option("--json", "print the answer as JSON");
  addExamples(revoke, "token revoke haproxy-a --by 'A. Person'").action(
    async (named: string, { by, json }: { readonly by: string; readonly json?: boolean }) => {
      const app = await openEstate(program, context);
      const ended = tellOf(await app.tokens.revoke(named, by));
      const answer: TokenRevoked = { schema: "lockstep/token-revoked@1", ...ended };
      printAnswer(answer, () => escapeText(`The token ${ended.name} (${ended.id}) has ended.`), context, { json });
    },
  );
}

/** Everything but the digest. */
function tellOf({ id, name, estate, role, engines, createdAt, createdBy, expiresAt }: StoredToken) {
  return { id, name, estate, role, engines, createdAt, createdBy, expiresAt };
}

function asLine({ id, name, role, engines, expiresAt, createdBy, lastUsedAt }: TokenList["tokens"][number]): string {
  const of = engines === "all" ? "all engines" : engines.join(", ");
  const used = lastUsedAt === null ? "never used" : `last used ${lastUsedAt}`;
  return escapeText(`${id}  ${name}  ${role}  ${of}  until ${expiresAt.slice(0, 10)}  by ${createdBy}  ${used}`);
}
