import { markdownWords } from "./markdown-words.js";

/** That a merge or a closing did not count as a decision, and why: the baseline stays as it was. */
export function renderNotCountedComment(because: string): string {
  return `**This did not count as a decision: the approved baseline stays as it was.** ${markdownWords(because, 600)}\n\nIt is on record as a finding about governance. Where the difference still stands, the next run asks for a decision again.`;
}
