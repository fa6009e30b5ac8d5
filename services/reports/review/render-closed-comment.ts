import { REOPEN_DAYS } from "#services/core/review/plan-reviews";
import { markdownWords } from "./markdown-words.js";

/** Why Lockstep closed a proposal, and when it would open it again. */
export function renderClosedComment(because: string): string {
  return `**Closed by Lockstep: nothing is left to decide here.** ${markdownWords(because, 600)}\n\nWhere the same changes are seen again within ${REOPEN_DAYS} days, this proposal is opened again.`;
}
