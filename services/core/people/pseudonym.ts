/**
 * What stands in the place of a name in the record: a keyed digest of the name, others of every form by which two names are held against
 * each other, and the part that the person had. With it everything can be told that the name tells about sameness, and not the name.
 */
export interface Pseudonym {
  /** One for all spellings that differ in case and blanks alone: 16 hex digits. */
  readonly id: string;
  /** Whether the name is written as a mail address, or holds one. */
  readonly hasAddress: boolean;
  /** Of what stands before the `@`, or of all. */
  readonly account: string;
  /** Of what `foldName` gives. */
  readonly forms: ReadonlySet<string>;
  readonly isNobody: boolean;
  /** The part in which the person acted, for example `approver`; of one word. */
  readonly part: string;
}

/** Every pseudonym in a text. */
export const PSEUDONYMS: RegExp =
  /person-(?<id>[0-9a-f]{16})-(?<kind>[an])(?<account>[0-9a-f]{12})(?<forms>(?:-f[0-9a-f]{12})*)(?<nobody>-x)?-as-(?<part>[a-z]{1,20})/g;

/** Reads what is a pseudonym and nothing else; `undefined` for a name. */
export function parsePseudonym(text: string): Pseudonym | undefined {
  if (!text.startsWith(BEGINNING)) return undefined;
  const found = WHOLE.exec(text)?.groups;
  if (found === undefined) return undefined;
  const { id = "", kind, account = "", forms = "", nobody, part = "" } = found;
  return {
    ...{ id, account, part, hasAddress: kind === "a", isNobody: nobody !== undefined },
    forms: new Set(forms.split("-f").slice(1)),
  };
}

const BEGINNING = "person-";

const WHOLE = new RegExp(`^${PSEUDONYMS.source}$`);

/** Whether a pseudonym stands in a text. */
export function holdsPseudonym(text: string): boolean {
  return text.includes(BEGINNING) && text.search(PSEUDONYMS) !== -1;
}

export function writePseudonym({ id, hasAddress, account, forms, isNobody, part }: Pseudonym): string {
  const all = [...forms].sort().map((form) => `-f${form}`);
  return `${BEGINNING}${id}-${hasAddress ? "a" : "n"}${account}${all.join("")}${isNobody ? "-x" : ""}-as-${part}`;
}
