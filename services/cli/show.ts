import type { HistoryReport } from "#schemas/history-report";
import type { ShowReport } from "#schemas/show-report";
import type { ArtefactEntry } from "#schemas/snapshot";
import type { Dialect } from "#services/core/dialect";
import { escapeText } from "#services/core/text/escape-text";
import { describeArtefact } from "#services/reports/words/describe-artefact";
import { addExamples } from "./add-examples.js";
import { type AddCommand, layoutOf } from "./command-context.js";
import { printAnswer } from "./print-answer.js";
import { addServerOptions, type ServerOptions, withAsked } from "./with-asked.js";

export const addShow: AddCommand = (program, context) => {
  const command = program
    .command("show")
    .description("a snapshot or baseline, or what one artefact holds and its history")
    .argument("<selector>", "tie/tie-a, tie/tie-a~3, tie/tie-a@{2026-10-25T02:00Z} or tie/baseline")
    .argument("[artefact]", "name, key or path of an artefact: what it holds, and its history on that node")
    .option("--json", "print the answer as JSON");
  addExamples(addServerOptions(command), "show tie/tie-b", "show tie/tie-a~1", "show tie/tie-b 'PAS ADT In'").action(
    async (selector: string, artefact: string | undefined, options: ServerOptions & { readonly json?: boolean }) => {
      await withAsked(program, context, options, async (estate) => {
        if (artefact !== undefined) {
          const answer = await estate.showArtefact(selector, artefact);
          printAnswer(answer, () => renderArtefact(answer), context, options);
          return;
        }
        const answer = await estate.show(selector);
        const { width } = layoutOf(context);
        const text = (): string => renderSnapshot(answer, estate.conceptsOf(answer.product), width);
        printAnswer(answer, text, context, options);
      });
    },
  );
};

/** Each file line by line; what an engine wrote is escaped. */
function renderArtefact({ selector, path, artefact, digest, files, versions }: HistoryReport): string {
  const content = files?.flatMap((file) => [`── ${file.path}`, ...file.text.replace(/\n$/, "").split(/\r?\n/), ""]);
  const history = versions.map(
    (version) => `${version.takenAt}  ${version.digest ?? "absent".padEnd(71)}  ${version.commit.slice(0, 12)}`,
  );
  const lines = [
    `${artefact.name} (${artefact.kind}) of ${selector}`,
    `path       ${path}`,
    `digest     ${digest}`,
    "",
    ...(content ?? ["Its content was purged: the ledger says when, by whom and why.", ""]),
    ...(history.length === 0 ? [] : ["── versions, newest first", ...history]),
  ];
  return lines
    .map((line) => escapeText(line, { lines: "keep" }))
    .join("\n")
    .trimEnd();
}

function renderSnapshot(shown: ShowReport, concepts: Dialect["concepts"], width: number): string {
  const { coverage } = shown;
  const unread = coverage.unread.map(({ source }) => source).join(", ");
  const lines = [
    `${shown.engineId}/${shown.approval === undefined ? shown.nodeId : "baseline"}  ${shown.product} ${shown.facts.engineVersion ?? ""}`.trimEnd(),
    ...approvalLines(shown),
    `taken      ${shown.takenAt}${shown.approval === undefined ? "" : ` from ${shown.nodeId}`}`,
    `digest     ${shown.digest}`,
    `commit     ${shown.commit}`,
    `coverage   ${coverage.complete ? "complete" : `incomplete: ${unread}`}`,
    "",
    ...shown.entries.map((entry) => lineOf(entry, concepts[entry.kind] ?? "other", width)),
  ];
  return lines.map((line) => escapeText(line)).join("\n");
}

function approvalLines({ approval }: ShowReport): readonly string[] {
  if (approval === undefined) return [];
  if ("unproven" in approval) return [`approved   not proven: ${approval.unproven}`];
  const { approver, ticket, at, reviewed } = approval;
  return [
    `approved   by ${approver}, ${at}`,
    `ticket     ${ticket ?? "none: it rests on the approver's word alone"}`,
    `reviewed   ${reviewed ? "yes" : "no: inherited, unreviewed"}`,
  ];
}

/** Names come from an engine: they are escaped before they are cut, so that what is invisible cannot push out what is not. */
function lineOf(artefact: ArtefactEntry, concept: string, width: number): string {
  const room = width - 22;
  const label = [...describeArtefact({ artefact, concept })];
  const shown = label.length > room ? `${label.slice(0, room - 1).join("")}…` : label.join("").padEnd(room);
  return `${shown} ${artefact.digest.slice(0, 19)}`;
}
