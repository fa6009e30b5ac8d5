import type { Artefact } from "#schemas/artefact";
import { isUuid } from "./configuration/reference.js";

/** The id of an object: it stays when the object, or a folder above it, is renamed or moved. */
export function aliasOf({ root }: Artefact): string | undefined {
  const identity = root.children?.find(({ name }) => name === "identity");
  const id = identity?.children?.find(({ key }) => key === "object")?.text;
  return id !== undefined && isUuid(id) ? id.toLowerCase() : undefined;
}
