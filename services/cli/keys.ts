import { InvalidArgumentError } from "commander";
import type { KeysRotateReport } from "#schemas/keys-rotate-report";
import { addExamples } from "./add-examples.js";
import type { AddCommand } from "./command-context.js";
import { openEstate } from "./open-estate.js";
import { printAnswer } from "./print-answer.js";

export const addKeys: AddCommand = (program, context) => {
  const keys = program.command("keys").description("the key that signs records, snapshots and evidence");
  const rotate = keys
    .command("rotate")
    .description("put a new signing key in the place of the one in use; what the old one signed stays valid")
    .requiredOption("--by <person>", "who rotates it")
    .option(
      "--overlap-hours <hours>",
      "for how long what is under way may still be signed with the old key",
      parseHours,
      24,
    )
    .option("--json", "print the answer as JSON");
  addExamples(rotate, "keys rotate --by 'A. Person'").action(async ({ by, overlapHours, json }: RotateOptions) => {
    const app = await openEstate(program, context);
    const { record, fingerprint, previous, until, finished } = await app.rotateKey({ by, overlapHours });
    const answer: KeysRotateReport = {
      schema: "lockstep/keys-rotate@1",
      ...{ fingerprint, previous, previousUntil: until, finished },
      record: { seq: record.seq, hash: record.hash },
    };
    const text = (): string =>
      [
        ...(finished ? ["A rotation that was cut short was brought to its end."] : []),
        `${fingerprint} signs from now on (ledger record ${record.seq}).`,
        `${previous} counts for what it signs until ${until}; what it signed before stays valid.`,
        "Tell whoever verifies your evidence the new fingerprint, back up the new key, and throw older copies of the old one away.",
        "Run 'lockstep check': what is in force on main changed. In a clone, pull first.",
      ].join("\n");
    printAnswer(answer, text, context, { json });
  });
};

interface RotateOptions {
  readonly by: string;
  readonly overlapHours: number;
  readonly json?: boolean;
}

function parseHours(text: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It is a whole number of hours.");
}
