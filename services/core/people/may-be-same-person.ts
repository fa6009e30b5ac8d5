import { foldName } from "./fold-name.js";

/** Tells whether two names may be one person's: in doubt they are, so that nobody approves their own work under another spelling. */
export function mayBeSamePerson(a: string, b: string): boolean {
  const forms = foldName(b);
  return [...foldName(a)].some((form) => forms.has(form));
}
