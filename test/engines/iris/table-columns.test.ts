import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { irisDialect } from "#services/engines/iris/dialect";
import { artefactOf, readIris, textAt, writtenText } from "./read-iris.js";

type Row = Readonly<Record<string, unknown>>;

function readTable(table: string, ...rows: readonly Row[]) {
  return readIris("table", `%SYS/${table}`, { namespace: "%SYS", table, rows });
}

/** A list as the engine keeps it: each item with its length and its type before it. */
function engineList(...items: readonly string[]): string {
  return items.map((item) => String.fromCharCode(item.length + 2, 1) + item).join("");
}

const task = (more: Row) => readTable("%SYS.Task", { NameSpace: "LIVE", Name: "Archive", ...more });

describe("what a task is set to do", () => {
  it("is told setting by setting where the engine gives its own kind of list, passwords masked", () => {
    const read = task({ Settings: engineList("KeepDays", "30", "SMTPPassword", "canary-1ce-cream") });
    assert.equal(textAt(artefactOf(read, "task"), "Settings", "KeepDays"), "30");
    assert.doesNotMatch(writtenText(read), /canary-1ce-cream/);
    assert.notEqual(textAt(artefactOf(read, "task"), "Settings", "SMTPPassword") ?? "", "");
  });

  it("is the same whatever the order of its settings, and another where one of them is", () => {
    const one = writtenText(task({ Settings: engineList("KeepDays", "30", "Archive", "1") }));
    assert.equal(writtenText(task({ Settings: engineList("Archive", "1", "KeepDays", "30") })), one);
    assert.notEqual(writtenText(task({ Settings: engineList("Archive", "1", "KeepDays", "31") })), one);
  });

  it("is compared and never shown where its form is not known: a password may stand anywhere in it", () => {
    const one = writtenText(task({ Settings: "KeepDays,30,Login,canary-1ce-cream" }));
    assert.doesNotMatch(one, /canary|KeepDays/);
    assert.notEqual(writtenText(task({ Settings: "KeepDays,31,Login,canary-1ce-cream" })), one);
    assert.equal(writtenText(task({ Settings: "KeepDays,30,Login,canary-1ce-cream" })), one);
  });

  it("reads lists of addresses as sets, in either form", () => {
    const text = writtenText(task({ EmailOnError: "a@hospital.test,b@hospital.test" }));
    assert.equal(writtenText(task({ EmailOnError: engineList("b@hospital.test", "a@hospital.test") })), text);
  });

  it("differs where it runs on another member of the mirror, as another user, or at another time", () => {
    const base = { MirrorStatus: 0, RunAsUser: "irisowner", DailyStartTime: 7200, EndDate: "" };
    const one = writtenText(task(base));
    for (const change of [{ MirrorStatus: 1 }, { RunAsUser: "x" }, { DailyStartTime: 1 }, { EndDate: "2026-12-01" }])
      assert.notEqual(writtenText(task({ ...base, ...change })), one);
  });

  it("names the task that it runs after, not the number that this instance gives it", () => {
    const pair = (guid: string) =>
      readTable(
        "%SYS.Task",
        { NameSpace: "LIVE", Name: "Archive", TaskGUID: guid },
        { NameSpace: "LIVE", Name: "Purge", RunAfterGUID: guid, TaskGUID: `${guid}-2` },
      );
    assert.equal(textAt(artefactOf(pair("F00D"), "task", "LIVE/Purge"), "RunAfter"), "LIVE/Archive");
    assert.equal(writtenText(pair("F00D")), writtenText(pair("CAFE")));
    assert.match(writtenText(task({ RunAfterGUID: "F00D" })), /F00D/);
  });

  it("may begin on another day: that is the day on which somebody made it", () => {
    assert.notEqual(irisDialect.mayDiffer?.("task", "LIVE/Archive", ["StartDate"]), undefined);
    assert.equal(irisDialect.mayDiffer?.("task", "LIVE/Archive", ["EndDate"]), undefined);
  });
});

describe("what else a table says", () => {
  it("keeps the collation of a mapped global: with another one its data is in another order", () => {
    const mapping = (Collation: string) =>
      writtenText(readTable("Config.MapGlobals", { Namespace: "LIVE", Name: "A", Database: "B", Collation }));
    assert.notEqual(mapping("5"), mapping("133"));
  });

  it("reads who may call a web application from elsewhere as a set", () => {
    const app = (CorsAllowlist: string) =>
      writtenText(readTable("Security.Applications", { Name: "/api", CorsAllowlist, JWTAuthEnabled: 1 }));
    assert.equal(
      app("https://a.hospital.test,https://b.hospital.test"),
      app("https://b.hospital.test, https://a.hospital.test"),
    );
    assert.match(app(""), /JWTAuthEnabled/);
  });

  it("reads X.509 credentials by their alias, and when their certificates end", () => {
    const read = readTable(
      "%SYS.X509Credentials",
      { Alias: "lims", HasPrivateKey: 1, ValidityNotAfter: "2027-03-01 12:00:00" },
      { Alias: "demo", HasPrivateKey: 0, ValidityNotAfter: "" },
    );
    assert.deepEqual(
      read.artefacts.map(({ artefact }) => `${artefact.kind} ${artefact.key}`),
      ["x509-credential demo", "x509-credential lims"],
    );
    assert.deepEqual(read.facts.expiries, [{ what: "certificate", name: "lims", expires: "2027-03-01T12:00:00Z" }]);
  });

  it("reads when a user's account ends, unless it never does or is switched off", () => {
    const user = (more: Row) =>
      readTable("Security.Users", { Name: "hl7", Enabled: 1, ExpirationDate: "2026-12-31", ...more }).facts.expiries;
    const told = [{ what: "credential", name: "hl7", expires: "2026-12-31T00:00:00Z" }];
    assert.deepEqual(user({}), told);
    // Days since the last of 1840.
    assert.deepEqual(user({ ExpirationDate: 67935 }), told);
    for (const more of [
      { ExpirationDate: "1840-12-31" },
      { ExpirationDate: 0 },
      { AccountNeverExpires: 1 },
      { Enabled: 0 },
    ])
      assert.equal(user(more), undefined);
  });

  it("keeps a date that it cannot read as text, and tells no end by it", () => {
    const read = readTable("%SYS.X509Credentials", { Alias: "lims", ValidityNotAfter: "soon" });
    assert.equal(read.facts.expiries, undefined);
    assert.match(writtenText(read), /soon/);
  });
});
