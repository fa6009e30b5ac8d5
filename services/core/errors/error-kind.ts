/** Who must act: `configuration` you, `upstream` them (retryable where said), `internal` us. */
export type ErrorFamily = "configuration" | "upstream" | "internal";

export interface ErrorKind {
  readonly family: ErrorFamily;
  readonly retryable: boolean;
  /** One sentence for the errors page. */
  readonly meaning: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** Gives each code of a list its family. */
export function errorsOf<Code extends string>(
  family: ErrorFamily,
  kinds: Readonly<Record<Code, Omit<ErrorKind, "family">>>,
): Readonly<Record<Code, ErrorKind>> {
  const entries = Object.entries<Omit<ErrorKind, "family">>(kinds);
  return Object.fromEntries(entries.map(([code, kind]) => [code, { family, ...kind }])) as Record<Code, ErrorKind>;
}
