import assert from "node:assert/strict";
import { test } from "node:test";
import { irisDialect } from "#services/engines/iris/dialect";
import { artefactOf, readIris, textAt, writtenText } from "./read-iris.js";

type Row = Readonly<Record<string, unknown>>;

function readTable(namespace: string, table: string, ...rows: readonly Row[]) {
  return readIris("table", `${namespace}/${table}`, { namespace, table, rows });
}

function keysOf(read: ReturnType<typeof readTable>): string[] {
  return read.artefacts.map(({ artefact }) => `${artefact.kind} ${artefact.key}`);
}

test("every row of a table is an artefact of its own, known by what the engine knows it by", () => {
  assert.deepEqual(keysOf(readTable("INTEROP", "Ens_Config.Credentials", { SystemName: "PAS", Username: "tie" })), [
    "credential INTEROP/PAS",
  ]);
  assert.deepEqual(keysOf(readTable("%SYS", "Security.Applications", { Name: "/his/api", NameSpace: "INTEROP" })), [
    "web-application /his/api",
  ]);
  assert.deepEqual(
    keysOf(
      readTable(
        "%SYS",
        "Config.MapGlobals",
        { Namespace: "INTEROP", Name: "EnsHL7.*", Database: "INTEROP" },
        { Namespace: "REPORTS", Name: "EnsHL7.*", Database: "INTEROP" },
      ),
    ),
    ["mapping Global INTEROP/EnsHL7.*", "mapping Global REPORTS/EnsHL7.*"],
  );
  assert.deepEqual(keysOf(readTable("%SYS", "%SYS.Task", { NameSpace: "%SYS", Name: "Purge Journal" })), [
    "task %SYS/Purge Journal",
  ]);
  assert.deepEqual(keysOf(readTable("%SYS", "Config.config", { ID: "1", MaxServers: 5 })), [
    "system-configuration config",
  ]);
});

test("says of credentials that their passwords cannot be compared", () => {
  const read = readTable("INTEROP", "Ens_Config.Credentials", { SystemName: "PAS", Username: "tie" });
  assert.deepEqual(
    artefactOf(read, "credential").notices.map(({ code, path }) => [code, path]),
    [["secret-unverifiable", "/"]],
  );
});

test("a user tells which roles they hold, also none; what is no user tells nothing", () => {
  const held = (table: string, row: Row) => {
    const { artefact } = readTable("%SYS", table, row).artefacts[0] ?? assert.fail("it was not read");
    return irisDialect.access?.rolesOf?.(artefact);
  };
  assert.deepEqual(held("Security.Users", { Name: "hl7", Roles: "%Operator,%All" })?.toSorted(), ["%All", "%Operator"]);
  assert.deepEqual(held("Security.Users", { Name: "hl7", Roles: "" }), []);
  assert.equal(held("Security.Roles", { Name: "%All", GrantedRoles: "%Operator" }), undefined);
});

test("roles and resources are sets, whatever the order the table gives", () => {
  const user = (Roles: string) => writtenText(readTable("%SYS", "Security.Users", { Name: "hl7", Roles }));
  assert.equal(user("%All,%Operator"), user("%Operator, %All"));
  assert.notEqual(user("%All"), user("%Operator"));
});

test("the order of rows and columns, numbers of rows, stamps and runs never alarm", () => {
  const task = (more: Row) =>
    writtenText(readTable("%SYS", "%SYS.Task", { NameSpace: "%SYS", Name: "Purge", ...more }));
  assert.equal(
    task({ ID: 3, LastStarted: "2026-11-01 00:00:00", NextScheduled: "2026-11-02", Suspended: 0 }),
    task({ Suspended: 0, ID: 9 }),
  );
  assert.notEqual(task({ Suspended: 0 }), task({ Suspended: 1 }));
  const a = { Name: "A", Enabled: 1 };
  const b = { Enabled: 0, Name: "B" };
  assert.equal(
    writtenText(readTable("%SYS", "Security.Users", a, b)),
    writtenText(readTable("%SYS", "Security.Users", b, a)),
  );
});

test("rows that cannot be told apart by name are both kept, in an order of their own", () => {
  const twins = [
    { NameSpace: "X", Name: "Purge", RunAsUser: "b" },
    { NameSpace: "X", Name: "Purge", RunAsUser: "a" },
  ];
  const read = readTable("%SYS", "%SYS.Task", ...twins);
  assert.deepEqual(keysOf(read), ["task X/Purge", "task X/Purge#2"]);
  assert.equal(writtenText(readTable("%SYS", "%SYS.Task", ...twins.toReversed())), writtenText(read));
});

test("the databases of a namespace are told by name, and no hash of their content", () => {
  const namespace = (...databases: readonly Row[]) => readIris("namespace", "INTEROP", { name: "INTEROP", databases });
  const own = { name: "INTEROP", default: true, dbsys: false, crhash: "225B4B" };
  const library = { name: "ENSLIB", default: false, dbsys: true, crhash: "0AF1" };
  const read = namespace(own, library);
  assert.equal(textAt(artefactOf(read, "namespace-databases"), "ENSLIB"), "system");
  assert.doesNotMatch(writtenText(read), /225B4B/);
  assert.equal(writtenText(namespace(library, own)), writtenText(read));
});

test("two namespaces may hold documents of the same name", () => {
  const rule = (namespace: string) =>
    readIris(
      "document",
      `${namespace}/Gender.LUT`,
      '<lookupTable><entry table="Gender" key="f">F</entry></lookupTable>',
    );
  assert.equal(artefactOf(rule("INTEROP"), "lookup-table").artefact.key, "INTEROP/Gender");
  assert.equal(artefactOf(rule("REPORTS"), "lookup-table").artefact.key, "REPORTS/Gender");
});

test("a rule that is not well-formed is refused by name, block, line and reason", () => {
  const rule =
    "Class Elmsford.R Extends Ens.Rule.Definition\n{\n\nXData RuleDefinition\n{\n<ruleDefinition>\n<ruleSet>\n</ruleDefinition>\n}\n\n}\n";
  assert.throws(() => readIris("document", "LIVE/Elmsford.R.cls", rule), {
    message: /^LIVE\/Elmsford\.R\.cls \(block RuleDefinition\) is malformed at line 3: a tag/,
  });
  const empty = rule.replace(/<ruleDefinition>[\s\S]*<\/ruleDefinition>/, "<other/>");
  assert.throws(() => readIris("document", "LIVE/Elmsford.R.cls", empty), {
    message: /does not hold one <ruleDefinition>/,
  });
});

test("what a block says beside its definition is not lost", () => {
  const rule = (block: string): string =>
    writtenText(
      readIris(
        "document",
        "LIVE/Elmsford.R.cls",
        `Class Elmsford.R Extends Ens.Rule.Definition\n{\n\n${block}\n{\n<ruleDefinition/>\n}\n\n}\n`,
      ),
    );
  const plain = rule('XData RuleDefinition [ XMLNamespace = "http://www.intersystems.com/rule" ]');
  assert.equal(rule("XData RuleDefinition"), plain);
  assert.notEqual(rule('XData RuleDefinition [ XMLNamespace = "http://elmsford.test/rule" ]'), plain);
  assert.notEqual(rule("/// Mended in March.\nXData RuleDefinition"), plain);
});

test("an empty lookup table is a table, and an answer that is none is refused", () => {
  const read = readIris("document", "INTEROP/Gender.LUT", "<lookupTable></lookupTable>");
  assert.deepEqual(
    read.artefacts.map(({ artefact }) => artefact.key),
    ["INTEROP/Gender"],
  );
  assert.throws(() => readIris("document", "INTEROP/Gender.LUT", ""), /it is not XML/);
  assert.throws(() => readIris("document", "INTEROP/Gender.LUT", "<html><body>Login</body></html>"));
});
