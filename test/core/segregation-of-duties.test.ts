import assert from "node:assert/strict";
import { test } from "node:test";
import { aChange, approvedAt, aTicket, tell } from "./ticket-story.js";

const MAPPED = { identities: [{ account: "jsmith", person: "John Smith" }] };

/** What a ticket says that these approved, for a change by one account. */
function approvedBy(approvers: readonly string[], actor: string, about: Parameters<typeof aTicket>[0] = {}) {
  const approvals = approvers.map((by) => approvedAt("10:00", by));
  const tickets = [aTicket({ approvals, implementers: [], requester: null, ...about })];
  return (control = {}) => tell({ tickets, change: aChange({ actors: [actor] }), control }).verdict;
}

test("mapping an account to its person hides nobody's approval of their own change", () => {
  const own = approvedBy(["jsmith"], "jsmith");
  assert.equal(own(), "sod-breach");
  assert.equal(own(MAPPED), "sod-breach");
  assert.equal(approvedBy(["John Smith"], "jsmith")(MAPPED), "sod-breach");
  assert.equal(approvedBy(["Smith, John"], "TRUST\\jsmith")(MAPPED), "sod-breach");
});

test("implementers, requesters and approvers are known by account and by person alike", () => {
  assert.equal(approvedBy(["John Smith"], "admin", { implementers: ["jsmith"] })(MAPPED), "sod-breach");
  assert.equal(approvedBy(["jsmith"], "admin", { implementers: ["John Smith"] })(MAPPED), "sod-breach");
  assert.equal(approvedBy(["John Smith"], "admin", { requester: "jsmith" })(MAPPED), "sod-breach");
  const accounts = [...MAPPED.identities, { account: "adm-js", person: "John Smith" }];
  assert.equal(approvedBy(["jsmith"], "adm-js")({ identities: accounts }), "sod-breach");
});

const CHAIN = {
  identities: [
    { account: "ssmith", person: "sam@trust.example" },
    { account: "sam@trust.example", person: "Samuel Smith" },
  ],
};

test("an account that leads to a person over another account is that person's", () => {
  assert.equal(approvedBy(["Samuel Smith"], "ssmith")(CHAIN), "sod-breach");
  assert.equal(approvedBy(["ssmith"], "admin", { implementers: ["Samuel Smith"] })(CHAIN), "sod-breach");
  for (const implementer of ["Samuel Smith", "sam@trust.example", "sam", "ssmith"]) {
    assert.equal(approvedBy(["pat"], "ssmith", { implementers: [implementer] })(CHAIN), "authorised", implementer);
  }
});

test("accounts that lead to each other in a circle are one person, and end", () => {
  const identities = [
    { account: "a1", person: "b2" },
    { account: "b2", person: "c3" },
    { account: "c3", person: "a1" },
  ];
  assert.equal(approvedBy(["c3"], "a1")({ identities }), "sod-breach");
  assert.equal(approvedBy(["pat"], "a1", { implementers: ["c3"] })({ identities }), "authorised");
});

test("two accounts of two people stay two", () => {
  const identities = [...MAPPED.identities, { account: "klee", person: "Kim Lee" }];
  assert.equal(approvedBy(["klee"], "jsmith")({ identities }), "authorised");
});

test("an implementer whom the ticket names by account is who made the change with it", () => {
  assert.equal(approvedBy(["pat"], "jsmith", { implementers: ["jsmith"] })(MAPPED), "authorised");
  assert.equal(approvedBy(["pat"], "jsmith", { implementers: ["kim"] })(MAPPED), "actor-mismatch");
});

test("another spelling of the approver's name is no second person", () => {
  for (const code of [0x2060, 0xad, 0x34f, 0xfe0f, 0x3164, 0xe0020, 0x206a, 0x115f]) {
    assert.equal(approvedBy([`pat${String.fromCodePoint(code)}`], "pat")(), "sod-breach", code.toString(16));
  }
  assert.equal(approvedBy(["pat@trust.example"], "pat@trust.local")(), "sod-breach");
  assert.equal(approvedBy(["pat@trust.example"], "TRUST\\pat")(), "sod-breach");
  assert.notEqual(approvedBy(["p\u0430t"], "pat")(), "authorised");
});

test("an approval by nobody is none, alone or beside whoever asked for the change", () => {
  for (const nobody of ["\u2060", "-", "p\u0430t k", "n/a", "TBC", "nobody", "null", "x"]) {
    assert.equal(approvedBy([nobody], "sam")(), "approval-unproven", nobody);
    assert.equal(approvedBy(["pat", nobody], "sam", { requester: "pat" })(), "sod-breach", nobody);
  }
});

test("an emergency approved by nobody still waits for its approval", () => {
  const emergency = { kind: "emergency" as const, planned: { start: null, end: null, sourceZone: null } };
  const about = { ...emergency, raisedAt: "2026-11-18T12:30:00Z", reviewedAt: "2026-11-18T15:30:00Z" };
  const late = { ...approvedAt("15:00"), by: "\u2060" };
  assert.equal(approvedBy([], "sam", { ...about, approvals: [late] })(), "pending-retrospective");
});
