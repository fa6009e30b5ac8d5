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
  const value = parseYaml(text, PEOPLE_FILE, []);
  return checkSchema(value, PeoplePolicy).length > 0 || (value as PeoplePolicy).people !== "names";
}
