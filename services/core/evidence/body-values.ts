import type { LedgerRecord } from "#schemas/ledger-record";

type Body = LedgerRecord["body"];

/** A text in a record's body; `null` where there is none. Records outlive the program that wrote them. */
export function textIn(body: Body, key: string): string | null {
  const value = body[key];
  return typeof value === "string" ? value : null;
}

export function numberIn(body: Body, key: string): number | null {
  const value = body[key];
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

/** `null` where nothing says whether. */
export function flagIn(body: Body, key: string): boolean | null {
  const value = body[key];
  return typeof value === "boolean" ? value : null;
}

/** The texts in a list; none where there is no list. */
export function textsIn(body: Body, key: string): readonly string[] {
  const value = body[key];
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === "string") : [];
}

/** What stands beneath a key, where that has parts of its own; nothing else. */
export function partIn(body: Body, key: string): Body {
  const value = body[key];
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}
