import assert from "node:assert/strict";
import { test } from "node:test";
import { artefactFolder } from "#services/core/artefact/file-names";
import { parseArtefact } from "#services/core/artefact/parse-artefact";
import { renderArtefact } from "#services/core/artefact/render-artefact";
import type { ExportItem } from "#services/core/dialect";
import { ERROR_KINDS, LockstepError } from "#services/core/errors";
import { createMask } from "#services/core/mask";
import { type NormalisedArtefact, normaliseExport, renormaliseArtefact } from "#services/core/normalise";
import { irisDialect } from "#services/engines/iris/dialect";
import { findPathFault } from "#services/stores/git/assert-safe-path";
import { caseFolders, itemsOf } from "#test/engines/iris/case-folder";
import { defaultsXml, productionClass } from "#test/engines/iris/read-iris";
import { below, chooseSeed, oneOf, type Random, seededRandom } from "#test/fakes/seeded-random";
import { HOSTILE_NAMES, mutateExport } from "./mutate-export.js";

const MUTANTS = Number(process.env["LOCKSTEP_FUZZ_MUTANTS"] ?? "1000");
const MASK = createMask("fuzz", Buffer.alloc(32, 5));

/** Files of every form, and what the interface gives. */
function baseItems(): readonly ExportItem[] {
  const json = (source: string, origin: string, value: unknown): ExportItem => ({
    source,
    origin,
    bytes: Buffer.from(JSON.stringify(value)),
  });
  const production = productionClass(
    '<Production Name="Elmsford.Production"><Item Name="To PAS" ClassName="C" Enabled="true"><Setting Target="Host" Name="Port">1</Setting></Item></Production>',
  );
  const defaults = defaultsXml([{ item: "To PAS", setting: "Enabled", value: "0" }]);
  const rows = [{ Name: "hl7", Roles: "%All,%Operator", Enabled: 1, Nested: [["a"], { b: null }] }];
  const audited = { AuditIndex: 1, UTCTimeStamp: "2026-11-01 10:00:00", EventSource: "%System", Event: "UserChange" };
  return [
    ...caseFolders().flatMap(({ name }) => itemsOf(name)),
    json("production", "LIVE/Elmsford.Production.cls", {
      namespace: "LIVE",
      engineVersion: "2025.1",
      autoStart: true,
      production,
      defaults,
    }),
    json("table", "%SYS/Security.Users", { namespace: "%SYS", table: "Security.Users", rows }),
    json("audit", "audit", [audited]),
    json("server", "server", { version: "IRIS for UNIX (x) 2025.1 (Build 1U)", id: "a", namespaces: [] }),
    json("namespace", "LIVE", { name: "LIVE", databases: [{ name: "LIVE", default: true }] }),
    { source: "metrics", origin: "metrics", bytes: Buffer.from('iris_mirror_status{id="E"} 3\n') },
  ];
}

type Mutation = (text: string, random: Random) => string;

/** Beside what is done to every XML: damage to classes, to values and to names in them. */
const MUTATIONS: readonly Mutation[] = [
  (text, random) => replaceOne(text, /"[^"\n]*"/g, random, `"${oneOf(HOSTILE_NAMES, random)}"`),
  (text, random) => replaceOne(text, /\b[A-Z]\w+\b/g, random, oneOf(HOSTILE_NAMES, random)),
  (text, random) =>
    replaceOne(text, /[{}()[\];,=<>"]/g, random, oneOf(["", "{", "}", "(", '"', "[", ";", "<", "\n}\n"], random)),
  (text, random) => {
    const lines = text.split("\n");
    lines.splice(below(lines.length, random), below(4, random), ...lines.slice(0, below(5, random)));
    return lines.join("\n");
  },
  (text, random) => text.slice(below(text.length, random)),
];

function replaceOne(text: string, pattern: RegExp, random: Random, by: string): string {
  const places = [...text.matchAll(pattern)];
  if (places.length === 0) return by;
  const { index, 0: found } = oneOf(places, random);
  return text.slice(0, index) + by + text.slice(index + found.length);
}

function mutate(item: ExportItem, random: Random): ExportItem {
  const text = Buffer.from(item.bytes).toString();
  if (random() < 0.4) return { ...item, bytes: mutateExport(text, random).bytes };
  return { ...item, bytes: Buffer.from(oneOf(MUTATIONS, random)(text, random)) };
}

test(`${MUTANTS} damaged or hostile answers and files of InterSystems are refused in words, or come back as they were`, (t) => {
  const random = seededRandom(chooseSeed(t));
  const bases = baseItems();
  let accepted = 0;
  for (let number = 0; number < MUTANTS; number++) {
    const item = mutate(oneOf(bases, random), random);
    const about = `mutant ${number} of ${item.source} ${item.origin}`;
    const artefacts = readOrRefusal(item, about);
    if (artefacts === undefined) continue;
    accepted += 1;
    for (const { artefact } of artefacts) assertComesBack(artefact, about);
  }
  t.diagnostic(`${accepted} of ${MUTANTS} were read`);
  assert.ok(accepted > MUTANTS / 10);
  assert.equal(Object.hasOwn(Object.prototype, "polluted"), false);
});

const OPTIONS = { dialect: irisDialect, mask: MASK, storeMessageTemplates: false } as const;

function readOrRefusal(item: ExportItem, about: string): readonly NormalisedArtefact[] | undefined {
  try {
    return normaliseExport(item, { ...OPTIONS, scope: item.source === "file" ? "file" : "server" }).artefacts;
  } catch (error) {
    assert.ok(error instanceof LockstepError, `${about}: ${error instanceof Error ? error.stack : String(error)}`);
    assert.ok(Object.hasOwn(ERROR_KINDS, error.code) && error.code !== "bug", about);
    assert.doesNotMatch(error.message, /[\p{Cc}\p{Cf}\p{Cs}]/u, about);
    return undefined;
  }
}

function assertComesBack(artefact: NormalisedArtefact["artefact"], about: string): void {
  const files = renderArtefact(artefact);
  assert.deepEqual(parseArtefact(files), artefact, about);
  const again = renormaliseArtefact(artefact, { ...OPTIONS, scope: "file" });
  assert.deepEqual(again.artefact, artefact, about);
  const { folders } = irisDialect;
  const folder = artefactFolder(folders[artefact.kind] ?? artefact.kind, artefact.name, artefact.key);
  for (const { path } of files) assert.equal(findPathFault(`${folder}/${path}`), undefined, about);
  assert.equal(new Set(files.map(({ path }) => path.toLowerCase())).size, files.length, about);
}
