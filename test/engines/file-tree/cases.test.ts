import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { parse } from "yaml";
import type { ExportItem } from "#services/core/dialect";
import { normaliseExport } from "#services/core/normalise";
import { dialect, differences, mask, PACKS } from "#test/engines/files/file-fixture";
import { readAll, requestFor, unreadOf } from "#test/engines/files/stage-sources";
import { projectRoot } from "#test/project-root";

/** What `case.yaml` says of two folders of one invented hospital. */
interface Case {
  readonly preset: string;
  readonly about: string;
  readonly expect: readonly string[];
  readonly hides?: readonly string[];
}

const FOLDER = join(projectRoot, "test/engines/file-tree");
const cases = readdirSync(FOLDER, { withFileTypes: true }).filter((entry) => entry.isDirectory());

describe("production and standby of engines that are files", () => {
  it("has a case for every preset", () => {
    const covered = new Set(cases.map(({ name }) => readCase(name).preset));
    assert.deepEqual(
      PACKS.map(({ pack }) => pack).filter((pack) => pack !== "files" && !covered.has(pack)),
      [],
    );
  });

  for (const { name } of cases) {
    it(`${name}: ${readCase(name).about}`, async () => {
      const { preset, expect, hides = [] } = readCase(name);
      const production = await read(name, "production", preset);
      const standby = await read(name, "standby", preset);
      const found = await differences(production, standby);
      const told = found.map(
        (finding) => `${finding.case} ${finding.kind} ${finding.name} [${finding.labels.join(", ")}]`,
      );
      assert.deepEqual(told.sort(), [...expect].sort());
      const options = { dialect, mask, scope: "server", storeMessageTemplates: false } as const;
      const kept = JSON.stringify([...production, ...standby].map((item) => normaliseExport(item, options)));
      for (const text of hides) assert.ok(!kept.includes(text), `${name} keeps what it must hide`);
    });
  }
});

async function read(name: string, side: string, preset: string): Promise<readonly ExportItem[]> {
  const steps = await readAll(requestFor({ preset, path: join(FOLDER, name, side) }));
  assert.deepEqual(unreadOf(steps), []);
  return steps.flatMap((step) => (step.type === "item" ? [step.item] : []));
}

function readCase(name: string): Case {
  return parse(readFileSync(join(FOLDER, name, "case.yaml"), "utf8")) as Case;
}
