import type { AdoptReport } from "#schemas/adopt-report";
import type { LedgerRecord } from "#schemas/ledger-record";
import { escapeText } from "#services/core/text/escape-text";
import { addExamples } from "./add-examples.js";
import type { AddCommand } from "./command-context.js";
import { openEstate } from "./open-estate.js";
import { printAnswer } from "./print-answer.js";

interface AdoptOptions {
  readonly from: string;
  readonly digest: string;
  readonly approver: string;
  readonly ticket?: string;
  readonly reviewed?: boolean;
  readonly json?: boolean;
}

export const addBaseline: AddCommand = (program, context) => {
  const baseline = program.command("baseline").description("the approved state of an engine");
  const adopt = baseline
    .command("adopt")
    .description("make a node's latest snapshot the approved baseline, by the word of a named person")
    .argument("<engine>")
    .requiredOption("--from <node>", "primary, standby or a node's id")
    .requiredOption("--digest <digest>", "the digest of the snapshot that was looked at: 'lockstep show' prints it")
    .requiredOption("--approver <person>", "who approves")
    .option("--ticket <number>", "the change ticket it rests on")
    .option("--reviewed", "its artefacts were reviewed; without it the baseline is marked inherited, unreviewed")
    .option("--json", "print the answer as JSON");
  addExamples(
    adopt,
    "baseline adopt tie --from primary --digest sha256:… --approver 'A. Person' --ticket CHG0030001",
  ).action(async (engineId: string, options: AdoptOptions) => {
    const app = await openEstate(program, context);
    const adoption = {
      engineId,
      from: options.from,
      digest: options.digest,
      approver: options.approver,
      ticket: options.ticket ?? null,
      reviewed: options.reviewed === true,
    };
    const { commit, record, warnings } = await app.adopt(adoption);
    for (const warning of warnings) context.stderr.write(`lockstep: ${escapeText(warning)}\n`);
    const { from: _from, ...adopted } = adoption;
    const answer: AdoptReport = {
      schema: "lockstep/adopt@1",
      ...adopted,
      ticket: ticketOf(record),
      commit,
      record: { seq: record.seq, hash: record.hash },
      warnings: [...warnings],
    };
    printAnswer(answer, () => renderAdoption(answer), context, options);
  });
};

/** As it was recorded, which is how its system writes it. */
function ticketOf({ body }: LedgerRecord): string | null {
  return typeof body["ticket"] === "string" ? body["ticket"] : null;
}

function renderAdoption({ engineId, digest, commit, record, approver, reviewed }: AdoptReport): string {
  const kept = `commit ${commit.slice(0, 12)}, ledger record ${record.seq}`;
  const inherited = reviewed ? "" : "\nIt is marked inherited, unreviewed: adopt it again with --reviewed once it was.";
  return `The baseline of '${engineId}' is ${digest} (${kept}), approved by ${approver}.${inherited}`;
}
