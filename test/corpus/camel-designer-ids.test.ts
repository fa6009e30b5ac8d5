import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { differences, fileItem } from "#test/engines/files/file-fixture";
import { projectRoot } from "#test/project-root";

const FOLDER = join(projectRoot, "../shared/corpus/others/camel");
const skip = existsSync(FOLDER) ? false : "../shared is absent: third-party routes are not part of this repository";

describe("Camel routes", { skip }, () => {
  const files = skip === false ? readdirSync(FOLDER).filter((name) => /\.(?:yaml|xml)$/.test(name)) : [];
  const routes = files.map((name) => ({ name, text: readFileSync(join(FOLDER, name), "utf8") }));

  it("finds routes to look at", () => assert.ok(routes.length >= 10));

  it("never alarms for the ids that a designer gives, nor for quotes", async () => {
    for (const { name, text } of routes) {
      const drawnAgain = text.replaceAll(/(id|nodePrefixId): ([A-Za-z]+)-[0-9a-f]{3,5}$/gm, "$1:   '$2-0d0d'   ");
      assert.deepEqual(await compare(name, text, drawnAgain), [], name);
      const withoutIds = text.replaceAll(/^ +id: [A-Za-z]+-[0-9a-f]{3,5}\n/gm, "");
      if (isStillWhole(text, withoutIds)) assert.deepEqual(await compare(name, text, withoutIds), [], name);
    }
  });

  it("sees every other value that is changed, one at a time", async () => {
    let changes = 0;
    for (const { name, text } of routes.filter((route) => route.name.endsWith(".yaml"))) {
      for (const { index, 0: line } of text.matchAll(/^ +(?:- )?(?!id:|nodePrefixId:)\w+: [\w$"'/:{][^|\n]*$/gm)) {
        const changed = `${text.slice(0, index)}${line.replace(/: (["']?)/, ": $1changed-")}${text.slice(index + line.length)}`;
        assert.notDeepEqual(await compare(name, text, changed), [], `${name}: ${line}`);
        changes += 1;
      }
    }
    assert.ok(changes > 40, `${changes}`);
  });
});

/** Taking the id out of `groovy: {id: …}` leaves nothing where something was: that is another document. */
function isStillWhole(text: string, withoutIds: string): boolean {
  return text !== withoutIds && !/:\n(?! *(?:-|\w+:))|:\n( *)\S.*\n(?!\1)/.test(withoutIds);
}

function compare(name: string, a: string, b: string): ReturnType<typeof differences> {
  return differences([fileItem("camel", name, a)], [fileItem("camel", name, b)]);
}
