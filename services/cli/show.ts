import type { ArtefactEntry } from "#schemas/snapshot";
import { type AddCommand, layoutOf } from "./command-context.js";
import { openEstate } from "./open-estate.js";

export const addShow: AddCommand = (program, context) => {
  program
    .command("show")
    .description("a snapshot, or one artefact's history")
    .argument("<selector>", "tie/tie-a, tie/tie-a~3, tie/tie-a@{2026-10-25T02:00Z} or tie/baseline")
    .argument("[artefact]", "name, key or path of an artefact: its history on that node")
    .option("--json", "print the answer as JSON")
    .action(async (selector: string, artefact: string | undefined, { json }: { json?: boolean }) => {
      const app = await openEstate(program, context);
      if (artefact !== undefined) {
        const history = await app.history(selector, artefact);
        const lines = history.versions.map(
          ({ takenAt, digest, commit }) => `${takenAt}  ${digest ?? "absent"}  ${commit.slice(0, 12)}`,
        );
        context.stdout.write(
          json ? `${JSON.stringify(history, null, 2)}\n` : `${visible([history.path, ...lines].join("\n"))}\n`,
        );
        return;
      }
      const { commit, snapshot } = await app.open(selector);
      if (json) {
        context.stdout.write(`${JSON.stringify({ commit, ...snapshot }, null, 2)}\n`);
        return;
      }
      const { width } = layoutOf(context);
      const lines = [
        `${snapshot.engineId}/${snapshot.nodeId}  ${snapshot.product} ${snapshot.facts.engineVersion ?? ""}`,
        `taken      ${snapshot.takenAt}`,
        `digest     ${snapshot.digest}`,
        `commit     ${commit}`,
        `coverage   ${snapshot.coverage.complete ? "complete" : `incomplete: ${snapshot.coverage.unread.map(({ source }) => source).join(", ")}`}`,
        "",
        ...snapshot.entries.map((entry) => lineOf(entry, width)),
      ];
      context.stdout.write(`${visible(lines.join("\n"))}\n`);
    });
};

function lineOf({ kind, name, digest }: ArtefactEntry, width: number): string {
  const label = `${kind.padEnd(22)} ${name}`;
  return `${label.slice(0, width - 22).padEnd(width - 22)} ${digest.slice(0, 19)}`;
}

/** Names come from an engine: control characters could make a terminal lie. */
function visible(text: string): string {
  return text.replaceAll(/[^\P{C}\n]/gu, "\uFFFD");
}
