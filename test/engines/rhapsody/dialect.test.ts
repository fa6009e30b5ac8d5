import assert from "node:assert/strict";
import { test } from "node:test";
import { strToU8, zipSync } from "fflate";
import { compareArtefact } from "#services/core/comparison/compare-artefact";
import { rhapsodyDialect } from "#services/engines/rhapsody/dialect";
import type { RhapsodyModel } from "#services/simulators/rhapsody/model";
import { renderConfiguration } from "#services/simulators/rhapsody/render-configuration";
import { CIPHERTEXT, ENGINE, rebuilt } from "./invented-engine.js";
import { artefactOf, keptText, nodeAt, readAnswer } from "./read-answers.js";

const readModel = (model: RhapsodyModel, layout: 6 | 7 = 7) =>
  readAnswer(renderConfiguration(model, model.lockers, layout), "configuration");

/** The paths and labels at which two configurations differ. */
function differences(a: RhapsodyModel, b: RhapsodyModel): readonly string[] {
  const right = new Map(readModel(b).artefacts.map(({ artefact }) => [`${artefact.kind} ${artefact.key}`, artefact]));
  return readModel(a).artefacts.flatMap(({ artefact }) => {
    const other = right.get(`${artefact.kind} ${artefact.key}`);
    const sides = { baseline: artefact.root, production: artefact.root, standby: other?.root };
    return compareArtefact(artefact.kind, sides, rhapsodyDialect).map(
      ({ change }) => `${artefact.key} ${change.path} | ${change.label}`,
    );
  });
}

/** The engine with something in its text replaced. */
const edited = (from: string, to: string): RhapsodyModel => {
  const text = JSON.stringify(ENGINE);
  assert.ok(text.includes(from), from);
  return JSON.parse(text.replaceAll(from, to));
};

test("both layouts of a configuration, up to 6.2.1 and after it, are the same artefacts", () => {
  assert.equal(keptText(readModel(ENGINE, 6)), keptText(readModel(ENGINE, 7)));
  assert.equal(artefactOf(readModel(ENGINE, 6), "configuration").provenance["layout"], "6");
});

test("an object is known by its place, and what it refers to by theirs", () => {
  const read = readModel(ENGINE);
  assert.deepEqual(
    read.artefacts.map(({ artefact }) => `${artefact.kind} ${artefact.key}`),
    [
      "configuration configuration",
      "locker Clinical",
      "folder Clinical/ADT",
      "communication-point Clinical/ADT/From PAS",
      "communication-point Clinical/ADT/To LIS",
      "communication-point Clinical/ADT/Heartbeat",
      "route Clinical/ADT/ADT In",
      "definition Clinical/ADT 2.3",
      "locker Radiology",
      "communication-point Radiology/Orders",
      "js-library Dates",
    ],
  );
  const route = artefactOf(read, "route");
  assert.equal(nodeAt(artefactOf(read, "communication-point"), "receivingRoute")?.text, "Clinical/ADT/ADT In");
  assert.equal(nodeAt(route, "outputs", "Clinical/ADT/To LIS")?.text, "Clinical/ADT/To LIS");
  const first = nodeAt(route, "inputs", "Clinical/ADT/From PAS", "firstFilterUuid");
  assert.equal(first?.text, "filter Drop test patients");
});

test("an engine that was built again by hand differs in the ids of its objects, and in nothing else", () => {
  const found = differences(ENGINE, rebuilt(ENGINE));
  assert.ok(found.length > 0);
  for (const each of found)
    assert.match(each, / \/identity\/.* \| Identity(?: of '[^']+')? \(made again: same place, another id\)$/);
});

test("where the boxes of a route stand in the editor is never a difference", () => {
  assert.ok(!keptText(readModel(ENGINE)).includes("_Position"));
});

test("a changed port, script, note or shared function is told by its name, and nothing beside it", () => {
  assert.deepEqual(differences(ENGINE, edited('"6661"', '"7777"')), ["Clinical/ADT/To LIS /configuration/PORT | Port"]);
  assert.deepEqual(differences(ENGINE, edited("output.append", "output.prepend")), [
    "Clinical/ADT/ADT In /filters/Drop test patients/configuration/Script | Filter 'Drop test patients' › Script",
  ]);
  assert.deepEqual(differences(ENGINE, edited("new port", "old port")), ["Clinical/ADT/ADT In /notes | Notes"]);
  assert.deepEqual(differences(ENGINE, edited("replace(/-/g", "replace(/_/g")), [
    "Dates /functions/toHl7/body | Function 'toHl7' › Body",
  ]);
});

test("scripts and bodies stand in files of their own, decoded, with line ends of one kind", () => {
  const read = readModel(ENGINE);
  const script = nodeAt(artefactOf(read, "route"), "filters", "Drop test patients", "configuration", "Script");
  assert.equal(script?.file, "js");
  assert.ok(script?.text?.startsWith("for (var i = 0;") && !script.text.includes("\r"));
  const body = nodeAt(artefactOf(read, "js-library"), "functions", "toHl7", "body");
  assert.deepEqual([body?.file, body?.text?.slice(0, 21)], ["js", "function toHl7(date) "]);
  const rule = nodeAt(
    artefactOf(read, "route"),
    "filters",
    "Set sending site",
    "configuration",
    "Rules",
    "rules",
    "rule",
  );
  assert.equal(rule?.children?.[0]?.text, "next.site = 'RX1';");
  assert.equal(rule?.attributes, undefined);
});

test("a password that is set is told as not comparable: never equal, never drift, and never shown", () => {
  const other = Buffer.from([0x91, 0xe2, 0x07, 0x88, 0xb5, 0x6e, 0xfa, 0x01, 0x9c]).toString("base64");
  assert.deepEqual(differences(ENGINE, edited(CIPHERTEXT, other)), []);
  const point = artefactOf(readModel(ENGINE), "communication-point", "Clinical/ADT/To LIS");
  assert.deepEqual(
    point.notices.map(({ code, path }) => [code, path]),
    [["secret-unverifiable", "/configuration/Password"]],
  );
  assert.ok(!keptText(readModel(ENGINE)).includes(CIPHERTEXT));
  assert.equal(differences(ENGINE, edited(CIPHERTEXT, "")).length, 1, "a password that is not set is a difference");
  const variable = edited(CIPHERTEXT, "$(LisPassword)");
  const named = artefactOf(readModel(variable), "communication-point", "Clinical/ADT/To LIS");
  assert.equal(nodeAt(named, "configuration", "Password")?.text, "$(LisPassword)");
  assert.deepEqual(named.notices, []);
});

test("a password inside a document inside a property is not comparable either, and the rest is read field by field", () => {
  const config = "<service><endpoint>https://spine.hospital.test</endpoint><password>Wint3r-Pa55</password></service>";
  const model = edited('"KeepAlive":"True"', `"Config":${JSON.stringify(config)}`);
  const point = artefactOf(readModel(model), "communication-point", "Clinical/ADT/From PAS");
  assert.equal(nodeAt(point, "configuration", "Config", "service", "endpoint")?.text, "https://spine.hospital.test");
  assert.deepEqual(
    point.notices.map(({ path }) => path),
    ["/configuration/Config/service/password"],
  );
  assert.ok(!keptText(readModel(model)).includes("Wint3r"));
});

test("a password in an attribute, or under a name that an attribute gives, is not shown either", () => {
  const config = `<service password="${CIPHERTEXT}"><setting name="password">Wint3r-Pa55</setting></service>`;
  const model = edited('"KeepAlive":"True"', `"Config":${JSON.stringify(config)}`);
  const point = artefactOf(readModel(model), "communication-point", "Clinical/ADT/From PAS");
  assert.deepEqual(
    point.notices.map(({ path }) => path),
    ["/configuration/Config/service/~3password", "/configuration/Config/service/password"],
  );
  const kept = keptText(readModel(model));
  assert.ok(!kept.includes("Wint3r") && !kept.includes(CIPHERTEXT));
});

test("a filter whose name speaks of a secret keeps its settings readable", () => {
  const script = (model: RhapsodyModel, filter: string): string | undefined =>
    nodeAt(artefactOf(readModel(model), "route"), "filters", filter, "configuration", "Script")?.text;
  const text = script(ENGINE, "Drop test patients");
  assert.ok(text);
  assert.equal(script(edited("Drop test patients", "Password reset feed"), "Password reset feed"), text);
});

test("a document with comments or text between elements stays one text, so that nothing of it is lost", () => {
  for (const text of ["<a><!-- why --><b>1</b></a>", "<p>one <b>two</b> three</p>"]) {
    const model = edited('"KeepAlive":"True"', `"Config":${JSON.stringify(text)}`);
    const point = artefactOf(readModel(model), "communication-point", "Clinical/ADT/From PAS");
    assert.equal(nodeAt(point, "configuration", "Config")?.text, text);
  }
});

test("the message of a timer is digested, and a change in it is seen", () => {
  const kept = keptText(readModel(ENGINE));
  assert.ok(!kept.includes("Carr") && !kept.includes("9434765919"));
  assert.deepEqual(differences(ENGINE, edited("ADT^A01", "ADT^A08")), [
    "Clinical/ADT/Heartbeat /files/MsgBody.txt | Message 'MsgBody.txt'",
  ]);
});

test("test messages are left out, also where somebody saved them with the configuration", () => {
  const xml = '<configuration version="7"><rootFolder name="Main" uuid="x"/></configuration>';
  const files = { "configuration.xml": strToU8(xml), "test messages/1/a.hl7": strToU8("PID|1||9434765919||Carr^Ada") };
  assert.ok(!keptText(readAnswer(zipSync(files))).includes("test messages"));
});

test("what no known engine writes is kept, and a change in it is seen", () => {
  const archive = (value: string, extra: string): Uint8Array =>
    zipSync({
      "configuration.xml": strToU8(
        `<configuration version="8"><rootFolder name="Main"/><queues><queue name="q"><size>${value}</size></queue></queues></configuration>`,
      ),
      "extra/x.bin": strToU8(extra),
    });
  const [a, b, c] = [archive("1", "x"), archive("2", "x"), archive("1", "y")].map((bytes) =>
    keptText(readAnswer(bytes)),
  );
  assert.ok(a !== b && a !== c);
});

test("two objects that would be one are both told, never one of them overlooked", () => {
  const [locker] = ENGINE.lockers;
  assert.ok(locker);
  const twice = { ...ENGINE, lockers: [{ ...locker, routes: [...locker.routes, ...locker.routes] }] };
  const routes = readModel(twice).artefacts.filter(({ artefact }) => artefact.kind === "route");
  assert.equal(routes.length, 2);
});

test("folders that hold each other end in a place, and not in an endless walk", () => {
  const xml = `<configuration version="6"><folders><folder name="A" uuid="a" parent="b"/><folder name="B" uuid="b" parent="a"/></folders></configuration>`;
  assert.equal(readAnswer(xml).artefacts.length, 3);
});

const CLIENTS = (username: string, password: string, attributes = ""): string =>
  `<configuration version="7"><rootFolder name="Main" uuid="r"/><lockers><locker name="Clinical" uuid="l" parent="r">
  <restClients><restClient name="Spine" uuid="c" parent="l" version="2"><connection protocol="HTTPS">
    <hostname>spine.hospital.test</hostname><port>443</port>
    <responseHandling><response statusCode="404" action="FAIL"/><response statusCode="200" action="ACCEPT"/></responseHandling>
    <security authenticationMode="BASIC"><username>${username}</username><password${attributes}>${password}</password></security>
  </connection></restClient></restClients></locker></lockers>
  <webServices><webService name="Portal" guid="w" version="3"><serviceName>portal</serviceName>
    <binding><protocol>HTTP</protocol><port>8081</port></binding>
    <operation name="find"><adminProperty><key>template</key><value>${Buffer.from("<patient>\n  ${id}\n</patient>").toString("base64")}</value></adminProperty></operation>
  </webService></webServices></configuration>`;

test("a web client's login is told as not comparable, and the template of a web service is read in clear", () => {
  const read = readAnswer(CLIENTS(CIPHERTEXT, "IUuxcGFzcw=="));
  const client = artefactOf(read, "rest-client", "Clinical/Spine");
  assert.equal(nodeAt(client, "connection", "hostname")?.text, "spine.hospital.test");
  assert.deepEqual(
    client.notices.map(({ path }) => path),
    ["/connection/security/username", "/connection/security/password"],
  );
  assert.deepEqual(
    nodeAt(client, "connection", "responseHandling")?.children?.map(({ key }) => key),
    ["200", "404"],
  );
  const template = nodeAt(
    artefactOf(read, "web-service", "Portal"),
    "operations",
    "find",
    "serviceProperties",
    "template",
    "value",
  );
  assert.equal(template?.text, "<patient>\n  ${id}\n</patient>");
  const named = artefactOf(readAnswer(CLIENTS("tie", "$(SpinePassword)", ' isVariable="true"')), "rest-client");
  assert.deepEqual(named.notices, []);
});
