import type { EngineReport } from "#schemas/check-report";
import { listUnread } from "../words/describe-node.js";
import { markdownText } from "./markdown.js";

const LINES = 20;

/** What was not read, and why; nothing where everything was. */
export function markdownCoverage({ nodes }: EngineReport): readonly string[] {
  const unread = listUnread(nodes);
  if (unread.length === 0) return [];
  const lines = unread.slice(0, LINES).map((line) => `- ${markdownText(line)}`);
  const rest = unread.length > LINES ? [`- … and ${unread.length - LINES} more`] : [];
  return [["### What was not read, and why", "", ...lines, ...rest].join("\n")];
}
