import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { projectRoot } from "#test/project-root";
import { checkRooms, RULE_NAMES } from "./check-rooms.js";

/** A small house in which every import is allowed. */
const SOUND_HOUSE: Readonly<Record<string, readonly string[]>> = {
  "schemas/noun.ts": ["typebox"],
  "services/core/step.ts": ["#schemas/noun", "node:crypto", "diff"],
  "services/formats/xml.ts": ["#services/core/step", "saxes"],
  "services/reports/page.ts": ["#services/core/step", "#schemas/noun"],
  "services/ports/connector.ts": ["#services/core/step", "#schemas/noun"],
  "services/engines/mirth-connect/dialect.ts": ["#services/core/step", "#services/formats/xml"],
  "services/engines/mirth-connect/connector.ts": ["#services/ports/connector", "undici", "node:fs", "./dialect.js"],
  "services/stores/git/store.ts": ["#services/ports/connector", "simple-git"],
  "services/wire/client.ts": ["#services/core/step", "undici", "node:tls"],
  "services/tickets/asking/ask.ts": ["#services/wire/client", "#services/ports/connector"],
  "services/tickets/file/folder.ts": ["#services/ports/connector", "node:fs"],
  "services/tickets/jira/system.ts": ["../asking/ask.js", "#schemas/noun"],
  "services/simulators/mirth-connect/server.ts": ["node:http"],
  "services/verifier/verify.ts": ["node:fs/promises"],
  "services/jobs/check.ts": ["#services/core/step", "#services/ports/connector"],
  "services/config.ts": ["#schemas/noun", "node:fs", "yaml"],
  "services/app.ts": ["./config.js", "#services/jobs/check", "#services/stores/git/store", "#services/reports/page"],
  "services/running/service.ts": ["#services/app", "#services/jobs/check", "#services/stores/git/store"],
  "services/http/server.ts": ["#services/app", "#services/reports/page", "#webhooks/github"],
  "services/cli/main.ts": ["#services/app", "#services/simulators/mirth-connect/server", "commander"],
  "webhooks/github.ts": ["#schemas/noun", "node:crypto"],
};

/** One forbidden import a line: the rule that must bite, the file that offends, and what it imports. */
const PLANTS: readonly (readonly [rule: string, file: string, forbidden: string])[] = [
  ["schemas", "schemas/planted.ts", "#services/core/step"],
  ["core", "services/core/planted.ts", "node:fs"],
  ["core", "services/core/planted-port.ts", "#services/ports/connector"],
  ["core", "services/core/planted-client.ts", "undici"],
  ["formats", "services/formats/planted.ts", "node:zlib"],
  ["reports", "services/reports/planted.ts", "node:fs/promises"],
  ["ports", "services/ports/planted.ts", "#services/stores/git/store"],
  ["adapters", "services/tickets/file/planted.ts", "#services/stores/git/store"],
  ["adapters", "services/stores/git/planted.ts", "#services/jobs/check"],
  ["adapters", "services/engines/mirth-connect/planted.ts", "#services/simulators/mirth-connect/server"],
  ["adapters", "services/engines/wire/planted.ts", "#services/tickets/asking/ask"],
  ["wire", "services/wire/planted.ts", "#services/stores/git/store"],
  ["ticket-system", "services/tickets/jira/planted.ts", "#services/tickets/file/folder"],
  ["verifier", "services/verifier/planted.ts", "#services/core/step"],
  ["jobs", "services/jobs/planted.ts", "#services/stores/git/store"],
  ["jobs", "services/jobs/planted-file.ts", "node:fs"],
  ["webhooks", "webhooks/planted.ts", "#services/ports/connector"],
  ["config", "services/config.ts", "#services/stores/git/store"],
  ["app", "services/app.ts", "#services/cli/main"],
  ["app", "services/app.ts", "#services/simulators/mirth-connect/server"],
  ["app", "services/compose/estate/planted.ts", "#services/running/service"],
  ["running", "services/running/planted.ts", "#services/http/server"],
  ["http", "services/http/planted.ts", "#services/engines/mirth-connect/connector"],
  ["cli", "services/cli/planted.ts", "#services/stores/git/store"],
  ["cycle", "services/core/planted-circle.ts", "./planted-cycle.js"],
  ["folder", "services/jobs/planted/upper.ts", "../planted-below/lower.js"],
  ["unresolvable", "services/core/planted-nowhere.ts", "./nowhere.js"],
  ["product", "services/engines/rhapsody/planted.ts", "#services/engines/mirth-connect/dialect"],
  ["dialect", "services/engines/iris/dialect.ts", "#services/stores/git/store"],
  ["dialect", "services/engines/mirth-connect/dialect.ts", "./planted-reader.js"],
];

/** What a plant needs beside it, so that the rule has a way to follow. */
const GROUND: Readonly<Record<string, readonly string[]>> = {
  "services/engines/mirth-connect/planted-reader.ts": ["node:fs"],
  "services/jobs/planted-below/lower.ts": ["../planted/beside.js"],
  "services/jobs/planted/beside.ts": ["#services/core/step"],
  "services/core/planted-cycle.ts": ["./planted-circle.js"],
};

const houses: string[] = [];
after(() => {
  for (const house of houses) rmSync(house, { recursive: true, force: true });
});

test("no room imports what its rule forbids, and there are no cycles", async () => {
  const { modules, trespasses } = await checkRooms(projectRoot);
  assert.ok(modules > 0, "no module was read, so nothing was proved");
  assert.deepEqual(trespasses, []);
});

test("a house in which every import is allowed is found sound", async () => {
  const { modules, trespasses } = await checkRooms(buildHouse(SOUND_HOUSE));
  assert.equal(modules, Object.keys(SOUND_HOUSE).length);
  assert.deepEqual(trespasses, []);
});

test("every rule bites on the forbidden import that is planted for it, types included", async () => {
  const planted: Record<string, readonly string[]> = { ...SOUND_HOUSE };
  for (const [, file, forbidden] of PLANTS) planted[file] = [...(planted[file] ?? []), forbidden];
  for (const [file, imports] of Object.entries(GROUND)) planted[file] = imports;
  const { trespasses } = await checkRooms(buildHouse(planted));
  for (const [rule, file, forbidden] of PLANTS) {
    const bitten = trespasses.some((trespass) => trespass.rule === rule && trespass.from === file);
    assert.ok(bitten, `${rule} let ${file} import ${forbidden}`);
  }
});

test("no rule is without a planted import", () => {
  assert.deepEqual([...new Set(PLANTS.map(([rule]) => rule))].sort(), [...RULE_NAMES].sort());
});

/** Writes a tree of files that do nothing but import, half of them types only. */
function buildHouse(files: Readonly<Record<string, readonly string[]>>): string {
  const house = mkdtempSync(join(tmpdir(), "lockstep-house-"));
  houses.push(house);
  symlinkSync(join(projectRoot, "node_modules"), join(house, "node_modules"), "dir");
  writeFileSync(join(house, "package.json"), packageWithImports());
  for (const [file, imports] of Object.entries(files)) {
    mkdirSync(dirname(join(house, file)), { recursive: true });
    const lines = imports.map(
      (from, index) => `import ${index % 2 === 0 ? "type " : ""}* as it${index} from "${from}";`,
    );
    writeFileSync(join(house, file), `${lines.join("\n")}\nexport const here = true;\n`);
  }
  return house;
}

function packageWithImports(): string {
  const { imports }: { imports: unknown } = JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8"));
  return JSON.stringify({ name: "house", type: "module", imports });
}
