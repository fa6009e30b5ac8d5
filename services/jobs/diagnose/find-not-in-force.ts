import type { ValidateReport } from "#schemas/validate-report";

/** Finds governed files of the estate's folder that are not as on `main`, where alone they count. What editors leave beside them is passed over. */
export function findNotInForce(
  main: ReadonlyMap<string, string>,
  folder: ReadonlyMap<string, string>,
): ValidateReport["notInForce"] {
  const files = [...new Set([...main.keys(), ...folder.keys()])].filter((file) => !isLeftByEditor(file)).sort();
  return files
    .filter((file) => main.get(file) !== folder.get(file))
    .map((file) => ({ file, state: !main.has(file) ? "added" : !folder.has(file) ? "removed" : "changed" }));
}

function isLeftByEditor(file: string): boolean {
  return /(^|\/)\.|~$/.test(file);
}
