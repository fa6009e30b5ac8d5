import assert from "node:assert/strict";
import { test } from "node:test";
import type { ExportItem } from "#services/core/dialect";
import { normaliseExport } from "#services/core/normalise";
import { isUdlClass } from "#services/formats/udl/parse-udl-class";
import type { DocumentData } from "#services/simulators/iris/model";
import { readAll, unreadOf, withInstance } from "#test/engines/iris/staged-instance";
import { corpusFiles, corpusIsAbsent, OPTIONS } from "./intersystems-files.js";

/** Every class of the corpus in the form that an engine serves, the first of each name. */
function classes(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { bytes } of corpusFiles()) {
    const text = bytes.toString("utf8");
    const name = isUdlClass(text) ? /^\s*Class\s+([\w.%]+)/m.exec(text)?.[1] : undefined;
    if (name !== undefined && !found.has(`${name}.cls`)) found.set(`${name}.cls`, text);
  }
  return found;
}

function treesOf(item: ExportItem): readonly string[] {
  const { artefacts } = normaliseExport(item, { ...OPTIONS, scope: item.source === "file" ? "file" : "server" });
  return artefacts.map(({ artefact }) => JSON.stringify([artefact.kind, artefact.name, artefact.root])).toSorted();
}

test("every class of the corpus is read from an instance as it is read from its file", {
  skip: corpusIsAbsent,
}, async () => {
  const texts = classes();
  assert.ok(texts.size > 60, `${texts.size} classes`);
  const documents: DocumentData[] = [...texts].map(([name, text]) => ({ name, text }));
  const model = {
    id: "5A1C0000-0000-4000-8000-00000000000A",
    namespaces: [
      { name: "LIVE", databases: [{ name: "LIVE" }], documents },
      { name: "%SYS", interoperability: false, databases: [{ name: "IRISSYS", system: true }], documents: [] },
    ],
  };
  await withInstance({ model }, async (_simulator, request) => {
    const steps = await readAll(request);
    assert.deepEqual(unreadOf(steps), []);
    const items = steps.flatMap((step) =>
      step.type === "item" && /^(?:document|production)$/.test(step.item.source) ? [step.item] : [],
    );
    assert.deepEqual(items.map(({ origin }) => origin.slice("LIVE/".length)).toSorted(), [...texts.keys()].toSorted());
    for (const item of items) {
      const name = item.origin.slice("LIVE/".length);
      const file = { source: "file", origin: name, bytes: Buffer.from(texts.get(name) ?? "") };
      assert.deepEqual(treesOf(item), treesOf(file), name);
    }
  });
});
