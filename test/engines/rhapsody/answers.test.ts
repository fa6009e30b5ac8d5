import assert from "node:assert/strict";
import { test } from "node:test";
import { strToU8, zipSync } from "fflate";
import { rhapsodyDialect } from "#services/engines/rhapsody/dialect";
import {
  auditLogZip,
  licencesXml,
  lookupTablesXml,
  webServiceUsersXml,
} from "#services/simulators/rhapsody/render-answers";
import { ENGINE } from "./invented-engine.js";
import { artefactOf, keptText, nodeAt, readAnswer } from "./read-answers.js";

const json = (data: unknown): string => JSON.stringify({ data, error: null });

test("an encrypted variable is told as not comparable, and one that is not is read with its override", () => {
  const read = readAnswer(
    json({
      variables: [
        { name: "LisPassword", value: "********", encrypted: true, overrideValue: "", overridden: false },
        { name: "PasPort", value: "6500", encrypted: false, overrideValue: "6501", overridden: true },
      ],
    }),
    "variables",
  );
  const hidden = artefactOf(read, "variable", "LisPassword");
  assert.deepEqual(
    hidden.notices.map(({ code, path }) => [code, path]),
    [["secret-unverifiable", "/value"]],
  );
  assert.ok(!keptText(read).includes("****"));
  const port = artefactOf(read, "variable", "PasPort");
  assert.deepEqual(
    ["value", "overrideValue", "overridden"].map((field) => nodeAt(port, field)?.text),
    ["6500", "6501", "true"],
  );
});

test("a password in a variable that nobody encrypted is masked, and still compared", () => {
  const textOf = (value: string): string =>
    keptText(readAnswer(json({ variables: [{ name: "SmtpPassword", value, encrypted: false }] }), "variables"));
  assert.ok(!textOf("Wint3r-Pa55").includes("Wint3r-Pa55"));
  assert.equal(textOf("Wint3r-Pa55"), textOf("Wint3r-Pa55"));
  assert.notEqual(textOf("Wint3r-Pa55"), textOf("Summ3r-Pa55"));
});

test("a password that looks like ciphertext, a column of passwords, and one of the mail server are never shown", () => {
  const cipher = Buffer.from([0x84, 0xf1, 0x9b, 0x02, 0xc3, 0x5d, 0xe8, 0x77, 0xa1]).toString("base64");
  const variables = json({ variables: [{ name: "SmtpPassword", value: cipher, encrypted: false }] });
  assert.ok(!keptText(readAnswer(variables, "variables")).includes(cipher));
  const table = {
    ...WARDS,
    columns: [{ name: "Site", isKey: true }, { name: "Password" }],
    rows: [["A", "Wint3r-Pa55"]],
  };
  assert.ok(!keptText(readAnswer(lookupTablesXml([table]), "lookup-tables")).includes("Wint3r"));
  const delivery = (password: string) =>
    readAnswer(json({ email: { host: "smtp.hospital.test", password } }), "alert-delivery");
  assert.ok(!keptText(delivery("Wint3r-Pa55")).includes("Wint3r"));
  for (const hidden of ["********", cipher]) {
    assert.ok(!keptText(delivery(hidden)).includes(hidden));
    assert.deepEqual(
      delivery(hidden).artefacts[0]?.notices.map(({ code, path }) => [code, path]),
      [["secret-unverifiable", "/email/password"]],
    );
  }
});

test("a lookup table is the same however it was packed, and a row is known by its key", () => {
  const table = (rows: readonly (readonly string[])[]) =>
    readAnswer(lookupTablesXml([{ ...WARDS, rows }]), "lookup-tables");
  const read = table([
    ["Maple", "M01"],
    ["Oak", "O02"],
  ]);
  assert.equal(nodeAt(artefactOf(read, "lookup-table"), "rows", "Oak", "Code")?.text, "O02");
  assert.equal(
    keptText(read),
    keptText(
      table([
        ["Oak", "O02"],
        ["Maple", "M01"],
      ]),
    ),
  );
  assert.equal(nodeAt(artefactOf(read, "lookup-table"), "rows")?.children?.length, 2);
});

test("a large lookup table is one sorted text", () => {
  const rows = Array.from({ length: 3000 }, (_, index) => [`Ward ${index}`, `W${index}`]);
  const read = readAnswer(lookupTablesXml([{ ...WARDS, rows: rows.toReversed() }]), "lookup-tables");
  const text = nodeAt(artefactOf(read, "lookup-table"), "rowsAsText");
  assert.equal(text?.file, "csv");
  assert.equal(keptText(read), keptText(readAnswer(lookupTablesXml([{ ...WARDS, rows }]), "lookup-tables")));
});

const WARDS = {
  guid: "7a51c000-0000-4000-8000-000000000040",
  name: "Ward codes",
  columns: [{ name: "Ward", isKey: true }, { name: "Code" }],
  rows: [],
};

test("certificates tell their end, and that nobody can see which key is behind an alias", () => {
  const read = readAnswer(
    json({
      securityObjects: [
        { alias: "tie-2026", type: "SSL_CERTIFICATE", expiry: "20280711T122640.000+0100" },
        { alias: "ring", type: "RPG_PUBLIC_KEY_RING", keys: [{ keyId: "0xAB", expiry: "2027-01-01T00:00:00Z" }] },
      ],
    }),
    "security-objects",
  );
  assert.deepEqual(read.facts.expiries, [
    { what: "certificate", name: "tie-2026", expires: "2028-07-11T11:26:40.000Z" },
    { what: "credential", name: "ring 0xAB", expires: "2027-01-01T00:00:00.000Z" },
  ]);
  assert.ok(read.artefacts.every(({ notices }) => notices[0]?.code === "secret-unverifiable"));
});

test("a licence that does not hold, or is used beyond its limit, is told", () => {
  const licence = { valid: false, total: 10, used: 12, id: "LIC-7" };
  const read = readAnswer(licencesXml({ ...ENGINE, licence }), "licences");
  assert.deepEqual(read.facts.expiries, [{ what: "licence", name: "Rhapsody Integration Engine", valid: false }]);
  assert.equal(read.facts.blockers?.[0]?.code, "licence-exceeded");
  assert.ok(!keptText(read).includes("LIC-7"), "the number of a licence is one machine's own");
});

test("a component that cannot run is a hindrance, and one that is stopped is only switched off", () => {
  const component = (name: string, state: string, type = "ROUTE"): unknown => ({
    id: 3,
    name,
    state,
    type,
    childComponents: [],
  });
  const read = readAnswer(
    json({
      id: 1,
      name: "Main",
      childComponents: [],
      childFolders: [
        {
          id: 2,
          name: "Clinical",
          childFolders: [],
          childComponents: [component("A", "NOT_CONFIGURED"), component("B", "STOPPED")],
        },
      ],
    }),
    "components",
  );
  assert.deepEqual(read.facts.operability, [
    { kind: "route", key: "Clinical/A", operability: "unknown", state: "NOT_CONFIGURED" },
    { kind: "route", key: "Clinical/B", operability: "disabled", state: "STOPPED" },
  ]);
  assert.match(read.facts.blockers?.[0]?.message ?? "", /'Clinical\/A' \(NOT_CONFIGURED\)/);
});

test("of the audit log nothing is kept but who changed something, and when", () => {
  const read = readAnswer(auditLogZip(ENGINE), "audit-log");
  assert.deepEqual(
    read.facts.events?.map(({ at, act, actor }) => [at, act, actor]),
    [["2026-11-20T09:14:02.120Z", "Configuration Change", "jokafor"]],
  );
  assert.equal(read.facts.eventsFrom, "2026-11-20T09:14:02.120Z");
  assert.ok(!JSON.stringify(read.facts).includes("Checked in"));
});

test("lines of an audit log that are not understood tell nothing", () => {
  const log = zipSync({
    "audit.log": strToU8("02 May 2026 11:46:02,689 | jokafor | Configuration Change\nnonsense\n|||"),
  });
  assert.deepEqual(readAnswer(log, "audit-log").facts, { events: [] });
});

test("users of web services are known by name; a password is a variable, or not comparable", () => {
  const read = readAnswer(webServiceUsersXml(ENGINE), "web-service-users");
  assert.equal(nodeAt(artefactOf(read, "web-service-user", "portal"), "password")?.text, "$(PortalPassword)");
  assert.deepEqual(artefactOf(read, "web-service-user", "portal").notices, []);
  assert.equal(artefactOf(read, "web-service-user", "spine").notices.length, 1);
});

test("groups and lockers are told by their names where another answer knows them", () => {
  const groups = [
    {
      id: "g1",
      displayName: "Integration",
      accessRights: ["b", "a"],
      lockerRights: [{ lockerUuid: "L1", accessRights: ["locker view"] }],
    },
  ];
  const read = readAnswer(json({ accessGroups: groups, lockerNames: { l1: "Clinical" } }), "access-groups");
  const group = artefactOf(read, "access-group", "Integration");
  assert.deepEqual(
    nodeAt(group, "accessRights")?.children?.map(({ text }) => text),
    ["a", "b"],
  );
  assert.equal(nodeAt(group, "lockerRights", "Clinical", "name")?.text, "Clinical");
  const users = json({
    users: [{ name: "jokafor", password: "********", groups: ["g1"] }],
    groupNames: { g1: "Integration" },
  });
  const user = artefactOf(readAnswer(users, "users"), "user");
  assert.equal(nodeAt(user, "groups", "Integration")?.text, "Integration");
  assert.deepEqual(rhapsodyDialect.access?.rolesOf?.(user.artefact), ["Integration"]);
  assert.equal(rhapsodyDialect.access?.rolesOf?.(group.artefact), undefined, "a group is no account");
});

test("a list with one member more differs in that member alone", () => {
  const read = (...recipients: string[]) => readAnswer(json({ recipients }), "alert-settings");
  for (const list of [["a@hospital.test"], ["a@hospital.test", "b@hospital.test"]]) {
    const node = nodeAt(artefactOf(read(...list), "alert-settings"), "recipients");
    assert.deepEqual([node?.collection, node?.children?.map(({ key }) => key)], ["list", list]);
  }
});

test("a version that nobody has documents of is read, and says so", () => {
  const reading = (version: string): string | undefined =>
    nodeAt(artefactOf(readAnswer(json({ version, name: "x" }), "info"), "engine"), "reading")?.text;
  assert.match(reading("7.1.0") ?? "", /^unproven/);
  assert.doesNotMatch(reading("6.4.1") ?? "", /unproven/);
});

test("what a failover cannot do without has to be on both nodes, and what differs from site to site has not", () => {
  const { mustMatch } = rhapsodyDialect;
  for (const [kind, segments] of [
    ["variable", []],
    ["variable", ["overridden"]],
    ["security-object", []],
    ["module", ["hash"]],
    ["lookup-table", ["rows", "Oak", "Code"]],
    ["engine", ["version"]],
  ] as const) {
    assert.ok(mustMatch?.(kind, "x", segments) !== undefined, `${kind} ${segments.join("/")}`);
  }
  for (const [kind, segments] of [
    ["variable", ["value"]],
    ["security-object", ["expiry"]],
    ["route", []],
    ["lookup-table", ["identity", "object"]],
  ] as const) {
    assert.equal(mustMatch?.(kind, "x", segments), undefined, `${kind} ${segments.join("/")}`);
  }
});
