import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

/** Where a Chromium stands: `LOCKSTEP_TEST_CHROMIUM`, or the first one on the search path; `undefined` where there is none. */
export function findChromium(): string | undefined {
  const named = process.env["LOCKSTEP_TEST_CHROMIUM"] ?? "";
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const usual = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return (named === "" ? usual : [named]).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
