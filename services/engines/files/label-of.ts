import type { FileSource } from "#schemas/file-source";

/** What stands before the paths of a source: nothing where it is a node's only one. */
export function labelOf({ name, preset, pack }: FileSource, sources: number): string {
  return name ?? (sources === 1 ? "" : (preset ?? pack ?? "files"));
}
