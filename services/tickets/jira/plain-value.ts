import { isRecord } from "#services/core/tickets/place";
import { documentText, isDocument } from "./document-text.js";
import { accountOf, isPerson, type People } from "./people.js";

const WRITTEN = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})$/;
const DEEPEST = 12;

/**
 * A value of an answer as it is kept: a document as its text, each person with their `account`, a time in UTC. Jira writes times in the zone of
 * the account that asks, so that one and the same time would be another word to another account.
 */
export function plainValue(value: unknown, people: People, depth = 0): unknown {
  if (typeof value === "string") return plainTime(value);
  if (depth > DEEPEST || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((entry: unknown) => plainValue(entry, people, depth + 1));
  if (!isRecord(value)) return value;
  if (isDocument(value)) return documentText(value);
  const plain = Object.entries(value).map(([name, inner]) => [name, plainValue(inner, people, depth + 1)] as const);
  const account = isPerson(value) ? [["account", accountOf(value, people)] as const] : [];
  return Object.fromEntries([...plain, ...account]);
}

/** A time in UTC; any other text as it is. */
export function plainTime(text: string): string {
  if (!WRITTEN.test(text)) return text;
  const epoch = Date.parse(text);
  return Number.isNaN(epoch) ? text : new Date(epoch).toISOString();
}

export function isTime(text: string | null): boolean {
  return text !== null && WRITTEN.test(text);
}
