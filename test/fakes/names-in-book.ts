import { showPeople } from "#services/core/people/show-people";
import type { LoopbackEstate } from "./estate-on-loopback.js";

/** How an estate names people in its record. */
export type NamesOrPseudonyms = "names" | "pseudonyms";

/** Puts the names that the book of an estate has in the place of pseudonyms; an estate with names has nobody in it. */
export async function withNamesInBook<T>({ app }: LoopbackEstate, value: T): Promise<T> {
  return showPeople(value, new Map((await app.people.list()).map(({ id, name }) => [id, name])));
}
