import { PeoplePolicy } from "#schemas/people-policy";
import { PEOPLE_FILE } from "./beside-judgement.js";
import { checkSchema } from "./check-schema.js";
import { parseYaml } from "./parse-yaml.js";

/**
 * Tells whether the record is to hold pseudonyms, by the text of `policy/people.yaml`. What was written into Git cannot be taken back, so
 * whatever does not say that names are wanted is read as that they are not; `undefined`, no file, leaves an estate as it was: with names.
 */
export function wantsPseudonyms(text: string | undefined): boolean {
  if (text === undefined) return false;
  return readPeoplePolicy(text)?.people !== "names";
}

/**
 * Tells whether accounts of engines and people of tickets are to be sealed as well. A file that does not read says so: what it was meant to
 * keep out of Git could not be taken out again.
 */
export function wantsSealedAccounts(text: string | undefined): boolean {
  if (text === undefined) return false;
  const policy = readPeoplePolicy(text);
  return policy === undefined || (policy.people === "pseudonyms" && policy.accounts === "pseudonyms");
}

/** Reads the file; `undefined` where it does not read. */
export function readPeoplePolicy(text: string): PeoplePolicy | undefined {
  const value = parseYaml(text, PEOPLE_FILE, []);
  return checkSchema(value, PeoplePolicy).length > 0 ? undefined : (value as PeoplePolicy);
}
