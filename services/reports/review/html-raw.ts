import type { Change } from "#schemas/drift";
import { type Markup, markup } from "../html/markup.js";
import { cutText } from "../text/cut-text.js";

const MAX_LINES = 2000;
const MAX_VALUE = 4000;

/** What the findings hold, without interpretation: every path as the artefact names it, with its values or its whole unified diff. */
export function htmlRaw(changes: readonly Change[]): Markup {
  return markup`<pre class="raw">${changes.map((change) => rawLines(change).map((line) => markup`${line}\n`))}</pre>`;
}

function rawLines({ path, diff, baseline, production, standby }: Change): readonly string[] {
  const head = `path ${cutText(path, 500)}`;
  const values = [
    `  approved baseline: ${showValue(baseline)}`,
    `  production:        ${showValue(production)}`,
    `  standby:           ${showValue(standby)}`,
  ];
  if (diff === undefined) return [head, ...values, ""];
  const lines = diff.replace(/\n$/, "").split("\n");
  const shown = lines.slice(0, MAX_LINES).map((line) => cutText(line, MAX_VALUE));
  const rest = lines.length > MAX_LINES ? [`… and ${lines.length - MAX_LINES} more lines`] : [];
  return [head, ...values, ...shown, ...rest, ""];
}

function showValue(value: string | null): string {
  return value === null ? "(absent)" : cutText(value, MAX_VALUE);
}
