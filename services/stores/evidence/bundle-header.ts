const SIGNATURE = "# v2 git bundle";

/** Writes what stands before the pack in a Git bundle (version 2): where each branch stands; `HEAD`, so that a clone shows `main`. */
export function writeBundleHeader(branches: Readonly<Record<string, string>>): string {
  const main = branches["main"];
  const lines = Object.entries(branches).map(([name, commit]) => `${commit} refs/heads/${name}`);
  return [SIGNATURE, ...(main === undefined ? [] : [`${main} HEAD`]), ...lines, "", ""].join("\n");
}
