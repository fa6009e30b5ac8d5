import type { ArtefactEntry } from "#schemas/snapshot";
import type { Dialect } from "../dialect.js";
import type { AccountSeal } from "../people/seal-account.js";

/** By path of an artefact, what is kept beside it: who changed it last, and when. */
export type Stamps = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Seals who is named by what is kept beside artefacts. */
export function sealStamps(
  stamps: Stamps,
  entries: readonly Pick<ArtefactEntry, "path" | "kind">[],
  { namesPerson }: Pick<Dialect, "namesPerson">,
  seal: AccountSeal,
): Stamps {
  if (namesPerson === undefined) return stamps;
  const kinds = new Map(entries.map(({ path, kind }) => [path, kind]));
  const sealed = Object.entries(stamps).map(([path, own]): [string, Readonly<Record<string, string>>] => [
    path,
    Object.fromEntries(
      Object.entries(own).map(([place, value]) => [
        place,
        namesPerson(kinds.get(path) ?? "", place) ? seal(value, "account") : value,
      ]),
    ),
  ]);
  return Object.fromEntries(sealed);
}
