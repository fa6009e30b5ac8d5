import type { AddCommand } from "./command-context.js";
import { openEstate } from "./open-estate.js";

interface AdoptOptions {
  readonly from: string;
  readonly digest: string;
  readonly approver: string;
  readonly ticket?: string;
  readonly reviewed?: boolean;
}

export const addBaseline: AddCommand = (program, context) => {
  const baseline = program.command("baseline").description("the approved state of an engine");
  baseline
    .command("adopt")
    .description("make a node's latest snapshot the approved baseline, by the word of a named person")
    .argument("<engine>")
    .requiredOption("--from <node>", "primary, standby or a node's id")
    .requiredOption("--digest <digest>", "the digest of the snapshot that was looked at")
    .requiredOption("--approver <person>", "who approves")
    .option("--ticket <number>", "the change ticket it rests on")
    .option("--reviewed", "its artefacts were reviewed; without it the baseline is marked inherited, unreviewed")
    .action(async (engineId: string, { from, digest, approver, ticket, reviewed }: AdoptOptions) => {
      const app = await openEstate(program, context);
      const { commit, record } = await app.adopt({
        engineId,
        from,
        digest,
        approver,
        ticket: ticket ?? null,
        reviewed: reviewed === true,
      });
      context.stdout.write(
        `The baseline of '${engineId}' is ${digest} (commit ${commit.slice(0, 12)}, ledger record ${record.seq}), approved by ${approver}.\n`,
      );
    });
};
