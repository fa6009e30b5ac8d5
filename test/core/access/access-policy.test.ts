import assert from "node:assert/strict";
import { test } from "node:test";
import { stringify } from "yaml";
import type { AccessPolicy } from "#schemas/access";
import { findPerson } from "#services/core/access/find-person";
import { mayDo } from "#services/core/access/may-do";
import { parseGoverned } from "#services/core/policy/parse-governed";

const ADMINISTRATOR: AccessPolicy["people"][number] = {
  account: "account-1",
  name: "J. Okafor",
  roles: [{ role: "administrator" }],
};

const ESTATE = {
  estate: "north",
  engines: [
    {
      id: "tie",
      product: "mirth-connect",
      owner: "Integration",
      nodes: [
        { id: "tie-a", role: "primary", url: "https://tie-a.hospital.test" },
        { id: "tie-b", role: "standby", url: "https://tie-b.hospital.test" },
      ],
    },
  ],
};

function read(access: unknown) {
  const files = new Map([["estate.yaml", stringify(ESTATE)]]);
  if (access !== undefined) files.set("policy/access.yaml", typeof access === "string" ? access : stringify(access));
  return parseGoverned(files);
}

function policyOf(access: AccessPolicy): AccessPolicy {
  const { access: inForce, problems } = read(access);
  assert.deepEqual(problems, []);
  assert(inForce !== undefined);
  return inForce;
}

test("lets nobody do anything where no file says who may", () => {
  assert.equal(read(undefined).access, undefined);
});

const BROKEN: readonly (readonly [what: string, access: unknown, said: RegExp])[] = [
  [
    "an engine that is not there",
    { people: [ADMINISTRATOR, person("Mo Banks", "viewer", ["lab"])] },
    /no engine of the estate/,
  ],
  [
    "an account twice",
    { people: [ADMINISTRATOR, { ...person("Mo Banks", "viewer"), account: "ACCOUNT-1" }] },
    /stands there before/,
  ],
  [
    "a person under two accounts",
    { people: [ADMINISTRATOR, person("Okafor, J.", "viewer")] },
    /could be taken for somebody/,
  ],
  ["a person without a name", { people: [ADMINISTRATOR, person("n/a", "viewer")] }, /names nobody/],
  ["a group that approves", { people: [ADMINISTRATOR], groups: [group("cab", "approver")] }, /whole group approve/],
  [
    "a group twice",
    { people: [ADMINISTRATOR], groups: [group("cab", "viewer"), group("cab", "viewer")] },
    /stands there before/,
  ],
  ["no administrator", { people: [person("Mo Banks", "engineer")] }, /no administrator/],
  [
    "an administrator of one engine alone",
    { people: [person("Mo Banks", "administrator", ["tie"])] },
    /no administrator/,
  ],
  ["a role that is none", { people: [person("Mo Banks", "root")] }, /not one of/],
  ["a key that is none", { people: [ADMINISTRATOR], everybody: true }, /unknown key/],
  ["broken YAML", "people: [", /not YAML/],
];

for (const [what, access, said] of BROKEN) {
  test(`lets nobody do anything where access.yaml names ${what}, and says so; what is judged stays judged`, () => {
    const { access: inForce, problems, policy } = read(access);
    assert.equal(inForce, undefined);
    assert(
      problems.length > 0 && problems.every(({ file }) => file === "policy/access.yaml"),
      JSON.stringify(problems),
    );
    assert.match(problems.map(({ message }) => message).join("; "), said);
    assert.notEqual(policy, undefined);
  });
}

test("gives a person their own roles and those of their groups", () => {
  const policy = policyOf({
    people: [ADMINISTRATOR, person("Mo Banks", "engineer", ["tie"])],
    groups: [group("everybody", "viewer")],
  });
  const found = findPerson({ account: "Mo Banks", name: "whatever", groups: ["everybody", "others"] }, policy, "north");
  assert.equal(found?.name, "Mo Banks");
  assert.deepEqual(
    found?.grants.map(({ role, engines }) => [role, engines]),
    [
      ["engineer", ["tie"]],
      ["viewer", "all"],
    ],
  );
});

test("knows nobody whom neither their account nor a group names", () => {
  const policy = policyOf({ people: [ADMINISTRATOR], groups: [group("everybody", "viewer")] });
  assert.equal(findPerson({ account: "account-2", name: "J. Okafor", groups: [] }, policy, "north"), undefined);
  assert.equal(findPerson({ account: "account-2", name: "Mo Banks", groups: "untold" }, policy, "north"), undefined);
});

test("lets nobody who is known by a group alone bear the name of somebody whom the estate names", () => {
  const policy = policyOf({ people: [ADMINISTRATOR], groups: [group("everybody", "engineer")] });
  const as = (name: string) => findPerson({ account: "account-2", name, groups: ["everybody"] }, policy, "north")?.name;
  assert.equal(as("Mo Banks"), "Mo Banks");
  assert.equal(as("j. okafor"), "account-2");
});

test("lets no token decide, override or administer, whatever role was written into it", () => {
  for (const role of ["approver", "engineer", "administrator"] as const) {
    const token = { kind: "token", id: "t", name: "t", grants: [{ estate: "north", role, engines: "all" }] } as const;
    for (const permission of ["decide", "override", "administer"] as const) {
      assert.equal(mayDo(token, permission, { estate: "north", engine: null }), false, `${role} ${permission}`);
    }
    assert.equal(mayDo(token, "read", { estate: "north", engine: "tie" }), true);
  }
});

function person(name: string, role: string, engines?: readonly string[]) {
  return { account: name, name, roles: [{ role, ...(engines && { engines }) }] } as AccessPolicy["people"][number];
}

function group(name: string, role: string) {
  return { group: name, roles: [{ role }] } as AccessPolicy["groups"][number];
}
