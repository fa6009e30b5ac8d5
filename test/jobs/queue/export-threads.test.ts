import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { openExportWriter } from "#services/compose/estate/export-threads";
import { writeDownExport } from "#services/core/artefact/write-down-export";
import type { ExportItem } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import { mirthConnectDialect } from "#services/engines/mirth-connect/dialect";
import { createMaskKey, readMask } from "#services/stores/keys/mask-key";

const RULES = { product: "mirth-connect", storeMessageTemplates: false };

function longChannel(index: number): ExportItem {
  const script = `var step = ${index}; // invented\n`.repeat(800);
  const id = `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`;
  const text = `<channel version="4.5.2"><id>${id}</id><name>Feed ${index}</name><deployScript>${script}</deployScript></channel>`;
  // A view in the middle of a larger piece, as the splitter gives it.
  const piece = Buffer.from(`xx${text}xx`);
  return { source: "channels", origin: "/api/channels", bytes: piece.subarray(2, piece.length - 2) };
}

test("what many channels say is written down in other threads exactly as in this one", async () => {
  const folder = await mkdtemp(join(tmpdir(), "lockstep-threads-"));
  const keyFile = join(folder, "mask");
  await createMaskKey(keyFile);
  const mask = await readMask(keyFile);
  const writer = openExportWriter(mask, keyFile);
  try {
    const items = Array.from({ length: 60 }, (_, index) => longChannel(index));
    const written = await Promise.all(items.map((item) => writer.write(item, RULES)));
    const here = { dialect: mirthConnectDialect, mask, storeMessageTemplates: false, scope: "server" } as const;
    for (const [index, item] of items.entries()) {
      const expected = writeDownExport(item, here);
      assert.deepEqual(written[index]?.artefacts[0]?.entry, expected.artefacts[0]?.entry);
      assert.deepEqual(
        written[index]?.artefacts[0]?.files.map(({ path, bytes }) => [path, Buffer.from(bytes).toString()]),
        expected.artefacts[0]?.files.map(({ path, bytes }) => [path, Buffer.from(bytes).toString()]),
      );
    }
    const cut = { ...longChannel(7), bytes: longChannel(7).bytes.subarray(0, 20_000) };
    const refused = (error: unknown): boolean => error instanceof LockstepError && error.code === "export-malformed";
    await assert.rejects(writer.write(cut, RULES), refused);
    assert.equal((await writer.write(longChannel(61), RULES)).artefacts.length, 1);
  } finally {
    await writer.close();
    await rm(folder, { recursive: true, force: true });
  }
});
