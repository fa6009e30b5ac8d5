import type { LeftOutFact } from "#schemas/snapshot";
import { compareText } from "#services/core/text/compare-text";
import type { Selection } from "./select-files.js";

/** So many are named. */
const NAMED = 10;

/**
 * Finds what is meant and is left out all the same, because its name says that it is no configuration. Folders are named; files
 * are told by their form alone, since a message's name may be a patient's.
 *
 * @param folders that were not looked into
 * @param files that are not read
 */
export function findLeftOut(
  {
    folders,
    files,
    label,
  }: { readonly folders: readonly string[]; readonly files: readonly string[]; readonly label: string },
  selection: Selection,
): LeftOutFact | undefined {
  const found = new Set(folders.filter((path) => selection.isFolderLeftOut(path)));
  const forms = new Set<string>();
  let count = 0;
  for (const path of files) {
    const folder = foldersAbove(path).find((above) => selection.isFolderLeftOut(above));
    const form = folder === undefined ? selection.formLeftOut(path) : undefined;
    if (folder !== undefined) found.add(folder);
    if (form === undefined) continue;
    forms.add(form);
    count += 1;
  }
  if (found.size === 0 && count === 0) return undefined;
  const prefix = label === "" ? "" : `${label}:`;
  const names = [...[...found].sort(compareText).map((path) => `${path}/`), ...[...forms].sort(compareText)];
  return { folders: found.size, files: count, names: names.slice(0, NAMED).map((name) => `${prefix}${name}`) };
}

/** From the outermost inwards. */
function foldersAbove(path: string): readonly string[] {
  const names = path.split("/").slice(0, -1);
  return names.map((_name, index) => names.slice(0, index + 1).join("/"));
}
