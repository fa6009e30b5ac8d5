import assert from "node:assert/strict";
import { test } from "node:test";
import { normaliseExport } from "#services/core/normalise";
import { classXml } from "./intersystems-class-xml.js";
import { corpusFiles, corpusIsAbsent, OPTIONS } from "./intersystems-files.js";

function artefactsOf(bytes: Buffer, origin: string) {
  return normaliseExport({ source: "file", bytes, origin }, OPTIONS).artefacts.map(({ artefact }) => artefact);
}

test("a class in the source form and the same class as Caché exported it are equal", { skip: corpusIsAbsent }, () => {
  const classes = corpusFiles().filter(({ path }) => path.endsWith(".cls"));
  const left: string[] = [];
  for (const { path, bytes } of classes) {
    const xml = classXml(bytes.toString("utf8"));
    if (xml === undefined) left.push(path);
    else assert.deepEqual(artefactsOf(Buffer.from(xml), path), artefactsOf(bytes, path), path);
  }
  // Indented by hand from the first line on, as no engine writes it.
  assert.equal(left.length, 4, `no twin could be written for:\n${left.join("\n")}`);
});

/** A deployment package of these classes, made on some machine at some time. */
function packageOf(classes: readonly string[], stamp: string): Buffer {
  const inner = classes.map((xml) => xml.slice(xml.indexOf("<Class "), xml.lastIndexOf("</Export>")));
  const name = `EnsExportProduction_${stamp}`;
  const notes = `<Document name="EnsExportNotes.${name}.PTD"><ProjectTextDocument name="EnsExportNotes.${name}" description="Export Notes"><![CDATA[<Deployment><Creation><Machine>${stamp}</Machine><UTC>${stamp}</UTC></Creation><Notes></Notes></Deployment>]]></ProjectTextDocument></Document>`;
  const project = `<Project name="${name}" LastModified="${stamp}"><ProjectDescription>at ${stamp}</ProjectDescription></Project>`;
  return Buffer.from(
    `<Export generator="IRIS" version="26" ts="${stamp}">${inner.join("\n")}${project}${notes}</Export>`,
  );
}

test("a deployment package holds what its classes hold one by one, whenever it was made", {
  skip: corpusIsAbsent,
}, () => {
  const files = corpusFiles().filter(({ path }) => path.endsWith(".cls") && !path.startsWith("_history/"));
  const classes = new Map<string, { readonly path: string; readonly bytes: Buffer; readonly xml: string }>();
  for (const { path, bytes } of files) {
    const xml = classXml(bytes.toString("utf8"));
    const name = /<Class name="([^"]+)"/.exec(xml ?? "")?.[1];
    if (xml !== undefined && name !== undefined && !classes.has(name)) classes.set(name, { path, bytes, xml });
  }
  const parts = [...classes.values()];
  assert.ok(parts.length > 40, `${parts.length} classes`);
  const exported = (stamp: string) =>
    artefactsOf(
      packageOf(
        parts.map(({ xml }) => xml),
        stamp,
      ),
      "package.xml",
    );
  const single = parts.flatMap(({ bytes, path }) => artefactsOf(bytes, path));
  assert.deepEqual(exported("2026-03-01 08-00-00"), single);
  assert.deepEqual(exported("2026-03-01 11-30-00"), single);
});

function settingsDocument(name: string, description: string, settings: string): Buffer {
  const inner = settings.replaceAll("]]>", "]]]]><![CDATA[>");
  return Buffer.from(
    `<Export generator="IRIS" version="26"><Document name="${name}.PTD"><ProjectTextDocument name="${name}" description="${description}">\n<![CDATA[${inner}\n]]></ProjectTextDocument></Document></Export>`,
  );
}

test("a production kept item by item, as source control decomposes it, is the production", {
  skip: corpusIsAbsent,
}, () => {
  const item = /<Item\b[^>]*?(?:\/>|>[\s\S]*?<\/Item>)/g;
  let productions = 0;
  for (const { path, bytes } of corpusFiles().filter((file) => file.path.endsWith(".cls"))) {
    const text = bytes.toString("utf8");
    const [settings = ""] = /<Production\b[\s\S]*<\/Production>/.exec(text) ?? [];
    const name = /^Class (\S+)/m.exec(text)?.[1] ?? "";
    // Where the definition is called otherwise than its class, a document by itself knows no class.
    if (settings === "" || !settings.includes(`Name="${name}"`)) continue;
    const parts = [
      settingsDocument(`ProductionSettings:${name}`, `Settings for production ${name}`, settings.replaceAll(item, "")),
      ...(settings.match(item) ?? []).map((one) =>
        settingsDocument("Settings:x", `Settings for x in Production ${name}`, one),
      ),
    ];
    const decomposed = parts.flatMap((part) => artefactsOf(part, path));
    const whole = artefactsOf(bytes, path).filter(({ kind }) => kind.startsWith("production"));
    assert.deepEqual(decomposed, whole, path);
    productions += 1;
  }
  assert.ok(productions > 60, `${productions} productions`);
});
