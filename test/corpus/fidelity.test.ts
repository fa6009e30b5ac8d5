import assert from "node:assert/strict";
import { test } from "node:test";
import type { Artefact } from "#schemas/artefact";
import { parseArtefact } from "#services/core/artefact/parse-artefact";
import { renderArtefact } from "#services/core/artefact/render-artefact";
import type { ExportItem, ExportScope, RawNode } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import { type NormalisedExport, normaliseExport } from "#services/core/normalise";
import { mirthConnectDialect } from "#services/engines/mirth-connect/dialect";
import { parseXml } from "#services/formats/xml/parse-xml";
import { findLosses, type Losses } from "./find-losses.js";
import { OPTIONS, recordedItems } from "./read-recording.js";
import { sharedIsAbsent, sharedXmlFiles } from "./shared-files.js";

/** Every field that is hidden as a whole anywhere in the corpus or the recordings, so that a new one is seen. */
const HIDDEN_FIELDS: readonly string[] = [
  "com.mirth.connect.connectors.file.FileDispatcherProperties/password",
  "com.mirth.connect.connectors.file.FileReceiverProperties/password",
  "com.mirth.connect.connectors.smtp.SmtpDispatcherProperties/password",
  "configurationProperty/value",
  "dispatcherPassword",
  "entry/string",
  "properties/password",
  "properties/template",
  "transformer/inboundTemplate",
  "transformer/outboundTemplate",
];

function* corpusItems(): Generator<ExportItem> {
  for (const file of sharedXmlFiles("corpus/mirth")) yield { source: "file", bytes: file.bytes, origin: file.path };
}

/** What an item gives; `undefined` where it is refused by name, line and reason. */
function normalise(item: ExportItem, scope: ExportScope): NormalisedExport | undefined {
  try {
    return normaliseExport(item, { ...OPTIONS, scope });
  } catch (error) {
    assert.ok(error instanceof LockstepError && error.code === "export-malformed", item.origin);
    assert.match(error.message, /^corpus\/mirth\/.*\.xml is malformed at line \d+: /);
    return undefined;
  }
}

function checkFidelity(items: Iterable<ExportItem>, scope: ExportScope): { refused: number; losses: Losses } {
  const losses: Losses = { unexcused: [], hidden: new Set(), partlyMasked: 0 };
  let refused = 0;
  for (const item of items) {
    const normalised = normalise(item, scope);
    if (normalised === undefined) {
      refused += 1;
      continue;
    }
    const raw = mirthConnectDialect.parse(item, scope).artefacts;
    assert.equal(raw.length, normalised.artefacts.length);
    for (const [index, { artefact }] of normalised.artefacts.entries()) {
      const rebuilt = rebuild(artefact, item);
      const root = raw[index]?.root;
      assert.ok(root);
      const before = losses.unexcused.length;
      findLosses(root, rebuilt.root, scope, losses);
      if (losses.unexcused.length > before) losses.unexcused.push(`  in ${artefact.kind} of ${item.origin}`);
    }
  }
  return { refused, losses };
}

function rebuild(artefact: Artefact, item: ExportItem): Artefact {
  const rebuilt = parseArtefact(renderArtefact(artefact));
  assert.deepEqual(rebuilt, artefact, item.origin);
  return rebuilt;
}

test("every file of the corpus is rebuilt from its Git form without a loss that is not excused", {
  skip: sharedIsAbsent,
}, () => {
  const { refused, losses } = checkFidelity(corpusItems(), "file");
  assert.deepEqual(losses.unexcused.slice(0, 20), []);
  assert.equal(refused, 1);
  assert.deepEqual([...losses.hidden].sort(), HIDDEN_FIELDS);
});

test("every recorded answer is rebuilt without a loss that is not excused", { skip: sharedIsAbsent }, () => {
  for (const server of ["primary", "standby", "standby-drifted"]) {
    const { losses } = checkFidelity(recordedItems(server), "server");
    assert.deepEqual(losses.unexcused.slice(0, 20), []);
  }
});

test("nothing that a file says is left out of its artefacts", { skip: sharedIsAbsent }, () => {
  for (const item of corpusItems()) {
    if (normalise(item, "file") === undefined) continue;
    const kept = new Map<string, number>();
    for (const { key, root } of mirthConnectDialect.parse(item, "file").artefacts) {
      count(kept, key);
      for (const text of textsIn(root)) count(kept, text);
    }
    for (const text of textsIn(parseXml(item.bytes, item.origin))) {
      const left = kept.get(text) ?? 0;
      assert.ok(left > 0, `${item.origin} lost a text of ${text.length} characters`);
    }
  }
});

function count(counts: Map<string, number>, text: string): void {
  counts.set(text, (counts.get(text) ?? 0) + 1);
}

/** Every text that an element holds, but the date of the export; a plugin's property may itself be a document. */
function* textsIn(node: RawNode): Generator<string> {
  if (node.name === "date") return;
  if (node.name === "property" && node.text.startsWith("<")) yield* textsIn(parseXml(node.text, "property"));
  else if (node.text !== "") yield node.text;
  for (const child of node.children) yield* textsIn(child);
}
