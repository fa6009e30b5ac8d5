import type { Command } from "commander";
import type { PeopleList, PersonForgotten, PersonShown } from "#schemas/people-report";
import { LockstepError } from "#services/core/errors";
import { showPseudonyms } from "#services/core/people/show-pseudonyms";
import { escapeText } from "#services/core/text/escape-text";
import { addExamples } from "./add-examples.js";
import type { AddCommand, CommandContext } from "./command-context.js";
import { openEstate } from "./open-estate.js";
import { printAnswer } from "./print-answer.js";

export const addPeople: AddCommand = (program, context) => {
  const people = program
    .command("people")
    .description(
      "whose pseudonym is whose, by the book of names kept outside the repository, and taking a leaver out of it",
    );
  addList(program, people, context);
  addShow(program, people, context);
  addForget(program, people, context);
  addKey(program, people, context);
  addSeal(program, people, context);
};

interface Asked {
  readonly json?: boolean;
}

function addList(program: Command, people: Command, context: CommandContext): void {
  const list = people
    .command("list")
    .description("everybody whose name is known")
    .option("--json", "print the answer as JSON");
  addExamples(list, "people list").action(async (options: Asked) => {
    const app = await openEstate(program, context);
    const told = (await app.people.list()).map(({ name, pseudonym, since }) => ({
      ...{ shown: showPseudonyms(pseudonym), name, since },
    }));
    const answer: PeopleList = { schema: "lockstep/people@1", people: told };
    const lines = told.map(({ shown, name, since }) => escapeText(`${shown}  ${name}  since ${since.slice(0, 10)}`));
    printAnswer(answer, () => lines.join("\n") || "The book has nobody.", context, options);
  });
}

function addShow(program: Command, people: Command, context: CommandContext): void {
  const show = people
    .command("show")
    .description("what stands for a person in the record, or who stands behind a pseudonym")
    .argument("<person>", "a name, or a pseudonym as it is shown")
    .option("--json", "print the answer as JSON");
  addExamples(show, "people show 'C. Okonkwo'", "people show 'person 7f3a9c01'").action(
    async (named: string, options: Asked) => {
      const app = await openEstate(program, context);
      const [found, ...others] = await app.people.show(named);
      if (found === undefined)
        throw new LockstepError("selector-unknown", "It names nobody: give a name, or a pseudonym as it is shown.");
      if (others.length > 0)
        throw new LockstepError("usage", "Several people are meant by it: give more of the name or pseudonym.");
      const { pseudonym, person } = found;
      const shown = showPseudonyms(pseudonym);
      const told = { pseudonym, shown, name: person?.name ?? null, since: person?.since ?? null };
      const answer: PersonShown = { schema: "lockstep/person@1", ...told };
      const who = told.name === null ? "a name that the book does not have" : escapeText(told.name);
      // The whole one is shown in clear for whoever writes it into a policy.
      printAnswer(answer, () => `${shown}: ${who}\n${pseudonym}`, context, options);
    },
  );
}

function addForget(program: Command, people: Command, context: CommandContext): void {
  const forget = people
    .command("forget")
    .description("take a person out of the book, for good; what they did stays on record under the pseudonym")
    .argument("<person>", "a name, or a pseudonym as it is shown")
    .requiredOption("--by <person>", "who has it done; never the same")
    .option("--json", "print the answer as JSON");
  addExamples(forget, "people forget 'C. Okonkwo' --by 'A. Person'").action(
    async (named: string, { by, json }: Asked & { readonly by: string }) => {
      const app = await openEstate(program, context);
      const done = await app.people.forget(named, by);
      const answer: PersonForgotten = {
        schema: "lockstep/person-forgotten@1",
        forgotten: done.people.map(({ pseudonym }) => showPseudonyms(pseudonym)),
        record: done.record.seq,
        cutOff: done.cutOff.map((id) => `person ${id.slice(0, 8)}`),
        alike: done.alike.map(({ name }) => name),
      };
      printAnswer(answer, () => describe(answer), context, { json });
    },
  );
}

function describe({ forgotten, record, cutOff, alike }: PersonForgotten): string {
  const others = alike.map((name) => `The book still has '${name}', who may be the same: forget that name too if so.`);
  const done = forgotten.length === 0 ? [] : [`Forgotten: from now on ${forgotten.join(", ")}.`];
  const late = cutOff.map((shown) => `Forgotten before, and not on record until now: ${shown}.`);
  return [
    ...done,
    ...late,
    `Ledger record ${record}, without the name.`,
    "Copies and backups of the book still have the name.",
    ...others,
  ]
    .map((line) => escapeText(line))
    .join("\n");
}

function addKey(program: Command, people: Command, context: CommandContext): void {
  const key = people
    .command("key")
    .description("make the key of the pseudonyms, for an estate that has none yet; one that is there stays");
  addExamples(key, "people key").action(async () => {
    const app = await openEstate(program, context);
    const made = await app.people.ensureKey();
    const folder = escapeText(app.settings.peopleFolder);
    const told = made === "made" ? "The key was made" : "There is a key already, and it stays";
    context.stdout.write(`${told}: back up ${folder} apart from the repository.\n`);
  });
}

function addSeal(program: Command, people: Command, context: CommandContext): void {
  const seal = people
    .command("seal")
    .description(
      "put pseudonyms in the place of the names in policy/change-control.yaml of the folder, for 'accounts: pseudonyms'",
    );
  addExamples(seal, "people seal").action(async () => {
    const app = await openEstate(program, context);
    const sealed = await app.people.sealPolicy();
    const told =
      sealed === 0
        ? "No name stands in clear in policy/change-control.yaml."
        : `${sealed} ${sealed === 1 ? "name stands" : "names stand"} by pseudonym in policy/change-control.yaml now: look at it, commit and push.`;
    context.stdout.write(`${told}\n`);
  });
}
