import { ApprovalFact, ChangeTicket } from "#schemas/change-ticket";
import { cleanText, shorten } from "#services/core/tickets/clean-text";

type Kind = ChangeTicket["kind"];
type Lifecycle = ChangeTicket["lifecycle"];
type Decision = ChangeTicket["approval"];

const KINDS = literals<Kind>(ChangeTicket.properties.kind);
const LIFECYCLES = literals<Lifecycle>(ChangeTicket.properties.lifecycle);
const DECISIONS = literals<Decision>(ApprovalFact.properties.decision);

/** American spellings of the same words. */
const SPELLINGS: ReadonlyMap<string, string> = new Map([
  ["authorize", "authorise"],
  ["canceled", "cancelled"],
]);

/** A word of the model, or `unknown` with what was written. */
export interface WordReading<T extends string> {
  readonly field: string;
  readonly value: T;
  readonly raw: string | null;
}

/** Reads a word of a fixed list, in any case; whatever is not on it is `unknown`, which never authorises. */
export function readWord(field: "kind", written: string | null | undefined): WordReading<Kind>;
export function readWord(field: "lifecycle", written: string | null | undefined): WordReading<Lifecycle>;
export function readWord(field: "approval", written: string | null | undefined): WordReading<Decision>;
export function readWord(
  field: "kind" | "lifecycle" | "approval",
  written: string | null | undefined,
): WordReading<string> {
  const word = (written ?? "").trim().toLowerCase();
  const known = field === "kind" ? KINDS : field === "lifecycle" ? LIFECYCLES : DECISIONS;
  const value = known.get(SPELLINGS.get(word) ?? word);
  if (value !== undefined && value !== "unknown") return { field, value, raw: null };
  return { field, value: "unknown", raw: shorten(cleanText(written ?? "")) };
}

function literals<T extends string>({
  anyOf,
}: {
  readonly anyOf: readonly { readonly const: T }[];
}): ReadonlyMap<string, T> {
  return new Map(anyOf.map((literal) => [literal.const, literal.const]));
}
