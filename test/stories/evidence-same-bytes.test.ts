import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cp, readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { type Nights, startNights } from "#test/fakes/nights";
import { startCommandLine } from "#test/fakes/start-command-line";

let nights: Nights;
let reference: string;

before(async () => {
  nights = await startNights({ startsAt: "2026-11-02T10:00:00.000Z" });
  await nights.check();
  await nights.adopt();
  nights.primary.state.editChannel("PAS ADT In", "6661", "6671", { by: "j.okafor" });
  await nights.check();
  reference = await digestOf("reference", {});
});

after(() => nights[Symbol.asyncDispose]());

interface Machine {
  readonly node?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Makes the pack of a copy of the estate, since that a pack was made is on record from then on. */
async function digestOf(name: string, { node, environment = {} }: Machine): Promise<string> {
  const { folder } = nights.estate;
  const copy = join(dirname(folder), name);
  await cp(folder, join(copy, basename(folder)), { recursive: true });
  const file = join(copy, "pack.zip");
  const asked = ["--from", "2026-11-02", "--to", "2026-11-04", "--at", "2026-11-05T09:00:00Z", "--out", file];
  const options = ["--estate", join(copy, basename(folder))];
  const command = startCommandLine(
    [...options, "evidence", "pack", ...asked],
    { ...process.env, ...environment },
    [],
    node,
  );
  const { code, stderr } = await command.ended;
  assert.equal(code, 0, stderr);
  return createHash("sha256")
    .update(await readFile(file))
    .digest("hex");
}

test("a pack has the same bytes in another time zone and another language", async () => {
  const environment = { TZ: "Pacific/Auckland", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" };
  assert.equal(await digestOf("elsewhere", { environment }), reference);
});

test("a pack has the same bytes on Node 24", async (t) => {
  const node = findNode24();
  if (node === undefined) {
    t.skip("Node 24 cannot be had here");
    return;
  }
  const environment = { TZ: "America/Santiago", LC_ALL: "de_DE.UTF-8" };
  assert.equal(await digestOf("newer", { node, environment }), reference);
});

function findNode24(): string | undefined {
  try {
    const asked = ["-y", "-p", "node@24", "node", "-p", "process.execPath"];
    return execFileSync("npx", asked, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return undefined;
  }
}
