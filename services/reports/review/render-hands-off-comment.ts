import { markdownWords } from "./markdown-words.js";

/** That a person works on the branch, so Lockstep does not; and what follows from it. */
export function renderHandsOffComment(because: string): string {
  return `**Lockstep leaves this proposal alone.** ${markdownWords(because, 600)}\n\nMerged like this it does not move the approved baseline, since nobody can tell what was approved. To go on, take that commit away, or close this: the next run then asks anew.`;
}
