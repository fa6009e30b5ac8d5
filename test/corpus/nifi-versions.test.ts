import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { differences, fileItem } from "#test/engines/files/file-fixture";
import { projectRoot } from "#test/project-root";
import { contextsOf, groupsOf, importedAgain } from "./nifi-oracle.js";

const FOLDER = join(projectRoot, "../shared/corpus/others/nifi/health-patterns-nifi-flows/_history");
const skip = existsSync(FOLDER) ? false : "../shared is absent: third-party flows are not part of this repository";

describe("NiFi flows through their versions", { skip }, () => {
  const names = skip === false ? readdirSync(FOLDER).filter((name) => name.endsWith(".snapshot")) : [];
  const versions = names.sort().map((name) => readFileSync(join(FOLDER, name), "utf8"));

  it("finds versions to look at", () => assert.ok(versions.length >= 4));

  it("never alarms for ids, places and orders that an import gives anew", async () => {
    for (const text of versions) assert.deepEqual(await compare(text, importedAgain(text)), []);
  });

  it("finds, between any two versions, exactly the groups and parameter contexts that another reading finds changed", async () => {
    for (const [index, a] of versions.entries()) {
      // Each with itself, with its successor, and with the first: backwards is told as forwards.
      for (const b of new Set([a, versions[index + 1] ?? a, versions[0] ?? a])) {
        const found = await compare(a, b);
        const named = (kind: string): readonly string[] =>
          found.flatMap((finding) => (finding.kind === kind ? [`${finding.case} ${finding.name}`] : [])).sort();
        assert.deepEqual(named("nifi-process-group"), changedIn(groupsOf(parse(a)), groupsOf(parse(b))));
        assert.deepEqual(named("nifi-parameter-context"), changedIn(contextsOf(parse(a)), contextsOf(parse(b))));
      }
    }
  });

  it("gives every difference a label", async () => {
    for (const [index, text] of versions.slice(1).entries()) {
      const found = await compare(versions[index] ?? "", text);
      for (const { labels, case: presence } of found) {
        if (presence === "changed") assert.ok(labels.length > 0 && labels.every((label) => label !== ""));
      }
    }
  });
});

function compare(a: string, b: string): ReturnType<typeof differences> {
  return differences([fileItem("nifi", "adt.snapshot", a)], [fileItem("nifi", "adt.snapshot", b)]);
}

/** By the last name of the path, as findings name groups. */
function changedIn(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): readonly string[] {
  const paths = new Set([...a.keys(), ...b.keys()]);
  const changes = [...paths].flatMap((path) => {
    const name = path.slice(path.lastIndexOf("/") + 1);
    if (!a.has(path)) return [`unexpected ${name}`];
    if (!b.has(path)) return [`missing ${name}`];
    return a.get(path) === b.get(path) ? [] : [`changed ${name}`];
  });
  return changes.sort();
}

function parse(text: string): unknown {
  return JSON.parse(text);
}
