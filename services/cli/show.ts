import type { HistoryReport } from "#schemas/history-report";
import type { ShowReport } from "#schemas/show-report";
import type { ArtefactEntry } from "#schemas/snapshot";
import type { Dialect } from "#services/core/dialect";
import { escapeText } from "#services/core/text/escape-text";
import { describeArtefact } from "#services/reports/describe-artefact";
import { addExamples } from "./add-examples.js";
import { type AddCommand, layoutOf } from "./command-context.js";
import { openEstate } from "./open-estate.js";
import { printAnswer } from "./print-answer.js";

export const addShow: AddCommand = (program, context) => {
  const command = program
    .command("show")
    .description("a snapshot, or one artefact's history")
    .argument("<selector>", "tie/tie-a, tie/tie-a~3, tie/tie-a@{2026-10-25T02:00Z} or tie/baseline")
    .argument("[artefact]", "name, key or path of an artefact: its history on that node")
    .option("--json", "print the answer as JSON");
  addExamples(command, "show tie/tie-b", "show tie/tie-a~1", "show tie/tie-b 'PAS ADT In'").action(
    async (selector: string, artefact: string | undefined, options: { json?: boolean }) => {
      const app = await openEstate(program, context);
      if (artefact !== undefined) {
        const { path, versions } = await app.history(selector, artefact);
        const answer: HistoryReport = { schema: "lockstep/history@1", selector, path, versions: [...versions] };
        printAnswer(answer, () => renderHistory(answer), context, options);
        return;
      }
      const { commit, snapshot } = await app.open(selector);
      const answer: ShowReport = { ...snapshot, schema: "lockstep/show@1", commit };
      printAnswer(
        answer,
        () => renderSnapshot(answer, app.conceptsOf(answer.product), layoutOf(context).width),
        context,
        options,
      );
    },
  );
};

function renderHistory({ path, versions }: HistoryReport): string {
  const lines = versions.map(
    ({ takenAt, digest, commit }) => `${takenAt}  ${digest ?? "absent".padEnd(71)}  ${commit.slice(0, 12)}`,
  );
  return [path, ...lines].map((line) => escapeText(line)).join("\n");
}

function renderSnapshot(shown: ShowReport, concepts: Dialect["concepts"], width: number): string {
  const { coverage } = shown;
  const unread = coverage.unread.map(({ source }) => source).join(", ");
  const lines = [
    `${shown.engineId}/${shown.nodeId}  ${shown.product} ${shown.facts.engineVersion ?? ""}`.trimEnd(),
    `taken      ${shown.takenAt}`,
    `digest     ${shown.digest}`,
    `commit     ${shown.commit}`,
    `coverage   ${coverage.complete ? "complete" : `incomplete: ${unread}`}`,
    "",
    ...shown.entries.map((entry) => lineOf(entry, concepts[entry.kind] ?? "other", width)),
  ];
  return lines.map((line) => escapeText(line)).join("\n");
}

/** Names come from an engine: they are escaped before they are cut, so that what is invisible cannot push out what is not. */
function lineOf(artefact: ArtefactEntry, concept: string, width: number): string {
  const room = width - 22;
  const label = [...describeArtefact({ artefact, concept })];
  const shown = label.length > room ? `${label.slice(0, room - 1).join("")}…` : label.join("").padEnd(room);
  return `${shown} ${artefact.digest.slice(0, 19)}`;
}
