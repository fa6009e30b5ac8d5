import type { TicketMapping } from "#schemas/ticket-mapping";
import type { Row } from "./read-rows.js";

type Words = TicketMapping["lifecycle"]["words"];
type Word = Words[string];

/** What the states of the product are called, in the spelling of either side of the ocean. */
const BY_LABEL: Readonly<Record<string, Word>> = {
  new: "draft",
  draft: "draft",
  assess: "assess",
  authorize: "authorise",
  authorise: "authorise",
  scheduled: "scheduled",
  implement: "implement",
  review: "review",
  closed: "closed",
  canceled: "cancelled",
  cancelled: "cancelled",
};

/**
 * Proposes what each state stands for. States belong to the model of a change, and sites rename them: one whose name is not
 * known is left out, so that it authorises nothing until somebody says what it means.
 */
export function proposeStates(
  shipped: Words,
  choices: readonly Row[] | undefined,
): { readonly words: Words; readonly notes: readonly string[] } {
  if (choices === undefined || choices.length === 0) {
    return { words: { ...shipped }, notes: ["sys_choice shows no states: they are as shipped. Compare them by hand."] };
  }
  const words: Words = {};
  const notes: string[] = [];
  for (const row of choices) {
    const [value = "", label = ""] = [row["value"]?.value.trim(), row["label"]?.value.trim()];
    const word = BY_LABEL[label.toLowerCase()];
    if (word !== undefined) words[value] = word;
    else
      notes.push(
        `State ${shown(value)} is called '${shown(label)}': nobody knows what it stands for, so it authorises nothing.`,
      );
    if (word !== undefined && shipped[value] !== undefined && shipped[value] !== word) {
      notes.push(`State ${shown(value)} is called '${shown(label)}' here, and stands for another one elsewhere.`);
    }
  }
  return { words, notes };
}

function shown(text: string): string {
  return text.replace(/[^\w .,/()-]/g, "?").slice(0, 60);
}
