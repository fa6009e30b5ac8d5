import type { CollectionUpload } from "#schemas/collection-upload";
import { nameActors } from "../artefact/name-actors.js";
import type { AccountSeal } from "../people/seal-account.js";

/** Seals who did what by the engines' own record, in what a collector handed in: it has no key, and its signature holds for the names. */
export function sealUpload(upload: CollectionUpload, seal: AccountSeal): CollectionUpload {
  const looks = upload.looks.map((look) =>
    look.state === "read" ? { ...look, facts: nameActors(look.facts, seal) } : look,
  );
  return { ...upload, looks };
}
