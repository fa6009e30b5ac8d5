import type { Dialect, ExportItem, ExportScope } from "#services/core/dialect";

/** A document as the dialect is given it. */
export interface DialectDocument extends ExportItem {
  readonly scope: ExportScope;
}

/** What a product brings to the suite. */
export interface DialectHarness {
  readonly dialect: Dialect;
  /** The product's own fixtures: whole answers and whole files. Between them they hold what the dialect can read. */
  readonly documents: () => Promise<readonly DialectDocument[]>;
  /** Kinds that none of the documents holds, and where else they are proved. */
  readonly kindsElsewhere?: Readonly<Record<string, string>>;
  /** Two documents that say the same in another order, in the engine's own form. */
  readonly reordered?: readonly (readonly [what: string, a: DialectDocument, b: DialectDocument])[];
  /** Documents in which `§` stands for a secret. */
  readonly secrets: readonly (readonly [place: string, document: DialectDocument])[];
  /** What must not be taken for an export, or not for a whole one; the message names the document. */
  readonly refused: readonly (readonly [what: string, document: DialectDocument])[];
  /** Places where something may be said that is no configuration, as the README tells it, with the reason. */
  readonly documentedDrops: readonly (readonly [place: RegExp, reason: string])[];
  /** Places where something could be said unseen, which no known version does: not refused yet, and told in each run. */
  readonly knownGaps?: readonly (readonly [place: RegExp, why: string])[];
}

/** One document, from text. */
export function documentOf(
  source: string,
  origin: string,
  content: string | Uint8Array,
  scope: ExportScope = source === "file" ? "file" : "server",
): DialectDocument {
  return { source, origin, bytes: typeof content === "string" ? Buffer.from(content) : content, scope };
}
