import type { Change } from "#schemas/drift";
import { count } from "../text/count.js";
import { cutText } from "../text/cut-text.js";
import { describeKind } from "../words/describe-finding.js";
import { markdownTable, markdownText } from "./markdown.js";
import { markdownSide } from "./markdown-change.js";

/** The changes of one finding as a table of their sides, at most so many, and how many there are besides. */
export function markdownChanges(
  changes: readonly Change[],
  { hasBaseline, maxChanges }: { readonly hasBaseline: boolean; readonly maxChanges: number },
): string {
  const sides = hasBaseline ? ["Approved baseline", "Production", "Standby"] : ["Production", "Standby"];
  const rows = changes
    .slice(0, maxChanges)
    .map((change) => [
      `${markdownText(cutText(change.label, 300))} ${describeKind(change, hasBaseline)}${change.whitespaceOnly === true ? " in white space only" : ""}`,
      ...(hasBaseline ? [markdownSide(change.baseline)] : []),
      markdownSide(change.production),
      markdownSide(change.standby),
    ]);
  const rest = changes.length > maxChanges ? `\n\n… and ${count(changes.length - maxChanges, "more change")}.` : "";
  return `${markdownTable(["What", ...sides], rows)}${rest}`;
}
