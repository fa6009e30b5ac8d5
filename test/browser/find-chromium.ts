import { existsSync } from "node:fs";

/** Where a Chromium stands that the machine has, or `undefined`. `LOCKSTEP_TEST_CHROMIUM` names another. */
export function findChromium(): string | undefined {
  const named = process.env["LOCKSTEP_TEST_CHROMIUM"];
  const usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  return [...(named === undefined ? [] : [named]), ...usual].find((path) => existsSync(path));
}
