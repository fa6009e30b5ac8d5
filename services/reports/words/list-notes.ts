import type { EngineReport } from "#schemas/check-report";
import { count } from "../text/count.js";
import { cutText } from "../text/cut-text.js";
import { endSentence } from "../text/end-sentence.js";

const NAMED = 20;

/**
 * What keeps no failover from working and what a person should know all the same, each once, with what to do about it: a certificate
 * that ends soon, a secret that cannot be compared, roles that swapped.
 */
export function listNotes({ readiness }: EngineReport): readonly string[] {
  const notes = readiness.reasons.filter(({ verdict }) => verdict === "ready");
  const told = [...new Set(notes.map(({ message, action }) => `${endSentence(message)} ${endSentence(action)}`))];
  const more = told.length > NAMED ? [`… and ${count(told.length - NAMED, "more note")}: see the JSON answer.`] : [];
  return [...told.slice(0, NAMED).map((note) => cutText(note, 600)), ...more];
}
