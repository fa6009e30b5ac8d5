import type { WaiveReport } from "#schemas/waive-report";
import { escapeText } from "#services/core/text/escape-text";
import { waiverLines } from "#services/core/waiver/waiver-lines";
import { describeArtefact } from "#services/reports/words/describe-artefact";
import { describeCase, describeChange } from "#services/reports/words/describe-finding";
import { addExamples } from "./add-examples.js";
import { askReady } from "./ask-ready.js";
import type { AddCommand } from "./command-context.js";
import { getFinding } from "./get-finding.js";
import { openEstate } from "./open-estate.js";
import { printAnswer } from "./print-answer.js";
import { addServerOptions, assertHere, type ServerOptions } from "./with-asked.js";

interface WaiveOptions extends ServerOptions {
  readonly owner: string;
  readonly approver: string;
  readonly reason: string;
  readonly until: string;
  readonly ticket?: string;
  readonly print?: boolean;
  readonly json?: boolean;
}

export const addWaive: AddCommand = (program, context) => {
  const command = program
    .command("waive")
    .description("permit one finding of the last check until a day: into the policy on main, and on record")
    .argument("<engine>")
    .argument("<finding>", "its id, or how it begins: 'lockstep check' prints it")
    .requiredOption("--owner <person>", "who will put an end to the drift")
    .requiredOption("--approver <person>", "who permits it; never the owner")
    .requiredOption("--reason <text>", "why it is tolerated for now")
    .requiredOption("--until <day>", "its last day, YYYY-MM-DD, in UTC")
    .option("--ticket <number>", "the ticket under which it is being mended")
    .option("--print", "only print what would stand below 'waivers:' in policy/waivers.yaml")
    .option("--json", "print the answer as JSON");
  addExamples(
    addServerOptions(command),
    "waive tie 5a1c03f29b7e --owner 'R. Integrator' --approver 'C. Chair' --reason 'the analyser moves' --until 2026-12-04",
  ).action(
    async (
      engineId: string,
      id: string,
      { print, json, ticket, server, tokenFile: _unread, ...words }: WaiveOptions,
    ) => {
      assertHere({ ...(server && { server }) }, "A waiver");
      const app = await openEstate(program, context);
      const { report } = await askReady(app, engineId);
      const finding = getFinding(report ?? { engineId, findings: [] }, id);
      const request = { ...words, ticket: ticket ?? null, findingId: finding.id, isTrial: print === true };
      const { waiver, given, warnings } = await app.waive(engineId, request);
      for (const warning of warnings) context.stderr.write(`lockstep: ${escapeText(warning)}\n`);
      const answer: WaiveReport = {
        schema: "lockstep/waive@1",
        engineId,
        waiver,
        finding,
        commit: given?.commit ?? null,
        record: given === undefined ? null : { seq: given.record.seq, hash: given.record.hash },
        warnings: [...warnings],
      };
      const text = (): string => (print === true ? stanzaOf(answer) : renderWaiver(answer, report?.baseline != null));
      printAnswer(answer, text, context, { json });
    },
  );
};

function stanzaOf({ waiver }: WaiveReport): string {
  return waiverLines(waiver)
    .map((line) => `  ${line}`)
    .join("\n");
}

const MAX_CHANGES = 20;

function renderWaiver({ engineId, waiver, finding, commit, record }: WaiveReport, hasBaseline: boolean): string {
  const { case: driftCase, changes } = finding;
  const shown = changes.slice(0, MAX_CHANGES);
  const about = { driftCase, hasBaseline, maxCharacters: 120 };
  return [
    `'${waiver.id}' hides, until the end of ${waiver.expires} (UTC), and only with this content:`,
    `  ${describeArtefact(finding)}: ${describeCase(driftCase, hasBaseline)}`,
    ...shown.map((change) => `    ${describeChange(change, about)}`),
    ...(changes.length > shown.length ? [`    … and ${changes.length - shown.length} more`] : []),
    `${waiver.owner} puts an end to it; permitted by ${waiver.approver} (commit ${(commit ?? "").slice(0, 12)}, ledger record ${record?.seq ?? ""}).`,
    `It counts from the next check on: run 'lockstep check ${engineId}'.`,
  ]
    .map((line) => escapeText(line))
    .join("\n");
}
