import type { ValidateReport } from "#schemas/validate-report";
import { parseGoverned } from "#services/core/policy/parse-governed";
import type { GovernedFiles } from "#services/ports/estate-repository";

/** Finds every problem of the folder's files, or of those in force on `main`, and what the two do not share. */
export function validateEstate(
  where: ValidateReport["where"],
  folder: string,
  main: GovernedFiles,
  inFolder: ReadonlyMap<string, string>,
): ValidateReport {
  const { problems } = parseGoverned(where === "main" ? main.files : inFolder);
  return {
    schema: "lockstep/validate@1",
    where,
    folder,
    commit: main.commit,
    problems: problems.map((problem) => ({ ...problem })),
    notInForce: findNotInForce(main.files, inFolder),
  };
}

function findNotInForce(
  main: ReadonlyMap<string, string>,
  folder: ReadonlyMap<string, string>,
): ValidateReport["notInForce"] {
  const files = [...new Set([...main.keys(), ...folder.keys()])].sort();
  return files
    .filter((file) => main.get(file) !== folder.get(file))
    .map((file) => ({ file, state: !main.has(file) ? "added" : !folder.has(file) ? "removed" : "changed" }));
}
