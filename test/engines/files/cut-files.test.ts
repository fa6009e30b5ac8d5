import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { createCommandConnector } from "#services/engines/command/connector";
import { createFileReader } from "#services/engines/files/create-file-reader";
import { PACKS } from "./file-fixture.js";
import { requestFor, stageFolder } from "./stage-sources.js";

const FLOW = JSON.stringify(Array.from({ length: 200 }, (_, index) => ({ name: `p${index}`, port: index * 31 })));
const CUT = gzipSync(FLOW).subarray(0, 300);
const packs = { presets: PACKS, own: new Map() };

describe("doctor, of a file that was cut off", () => {
  it("says that it ends before its end, and not that it was read", async () => {
    const staged = stageFolder({ "flow.json.gz": CUT });
    try {
      const found = await createFileReader({ packs }).diagnose(requestFor({ path: staged.folder }));
      assert.deepEqual(
        found.map(({ check, state }) => [check, state]),
        [
          ["reading", "failed"],
          ["files", "ok"],
        ],
      );
      assert.match(found[0]?.message ?? "", /flow\.json\.gz is cut off.*300 bytes/);
      assert.match(found[1]?.message ?? "", /^0 files were read/);
    } finally {
      staged.remove();
    }
  });

  it("says so of what a command prints, too", async () => {
    const staged = stageFolder({ "flow.json.gz": CUT });
    try {
      const argv = [process.execPath, "-e", "process.stdout.write(require('fs').readFileSync(process.argv[1]))"];
      const command = { argv: [...argv, join(staged.folder, "flow.json.gz")], name: "flow.json.gz" };
      const node = { id: "a", role: "primary", command } as const;
      const found = await createCommandConnector({ packs }).diagnose({ node, now: () => new Date() });
      assert.match(found[0]?.message ?? "", /flow\.json\.gz is cut off/);
    } finally {
      staged.remove();
    }
  });
});
