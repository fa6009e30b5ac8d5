import { basename } from "node:path";

/** Names an estate after its folder where the proposed files leave that to whoever makes it; a folder of another form keeps the example's name. */
export function nameEstate(text: string, folder: string): string {
  const name = basename(folder)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
  return name === "" ? text : text.replace(/^estate: my-estate$/m, `estate: ${name.slice(0, MAX_LENGTH)}`);
}

const MAX_LENGTH = 40;
