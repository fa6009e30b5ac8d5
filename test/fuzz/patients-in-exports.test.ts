import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { textOfBytes } from "#services/core/privacy/depth/text-of-bytes";
import { scanInDepth } from "#services/core/privacy/scan-in-depth";
import { PROJECT_ROOT } from "#services/project-root";
import { maskBoth } from "#test/fakes/masking-cost";

/** How many files hold what looks like a patient's, as they came and after masking; never what it is. */
function count(folder: string): { readonly files: number; readonly raw: number; readonly masked: number } {
  let [files, raw, masked] = [0, 0, 0];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.parentPath.includes(".git")) continue;
    const text = textOfBytes(readFileSync(join(entry.parentPath, entry.name)));
    if (text.length > MOST_CHARACTERS) continue;
    files += 1;
    if (scanInDepth(text).length === 0) continue;
    raw += 1;
    if (scanInDepth(maskBoth(text)).length > 0) masked += 1;
  }
  return { files, raw, masked };
}

const MOST_CHARACTERS = 5_000_000;

test("what ships with Lockstep holds nobody but the test patient of the example hospital, whom masking takes out", (t) => {
  for (const folder of ["baselines", "services/simulators"]) {
    const { files, raw, masked } = count(join(PROJECT_ROOT, folder));
    t.diagnostic(`${folder}: ${raw} of ${files} files, ${masked} after masking`);
    assert.deepEqual([raw, masked], [folder === "baselines" ? 1 : 0, 0]);
  }
});

const SHARED = join(PROJECT_ROOT, "..", "shared");

test("real exports are counted by product", { skip: existsSync(SHARED) ? false : "../shared is not here" }, (t) => {
  for (const folder of ["corpus/mirth", "corpus/intersystems", "corpus/others", "recordings/mirth"]) {
    const { files, raw, masked } = count(join(SHARED, folder));
    t.diagnostic(`${folder}: ${raw} of ${files} files as they came, ${masked} after masking`);
    assert.ok(files > 0);
  }
});
