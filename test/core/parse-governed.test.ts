import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { stringify } from "yaml";
import type { GovernedProblem } from "#services/core/policy/governed-problem";
import { parseGoverned } from "#services/core/policy/parse-governed";

const ESTATE = {
  estate: "hospital",
  engines: [
    {
      id: "tie",
      product: "mirth-connect",
      owner: "Integration team",
      nodes: [
        { id: "tie-a", role: "primary", url: "https://tie-a.hospital.test:8443/api" },
        { id: "tie-b", role: "standby", url: "https://tie-b.hospital.test:8443/api" },
      ],
    },
  ],
};
const RULE = { id: "r", artefact: {}, path: "/host", values: { primary: "a", standby: "b" }, reason: "own host" };
const WAIVER = {
  id: "w",
  artefact: {},
  finding: `sha256:${"0".repeat(64)}`,
  owner: "J. Okafor",
  approver: "C. Chair",
  reason: "supplier",
  granted: "2026-11-01",
  expires: "2026-11-30",
};

/** Reads governed files; what is not text is written as YAML. */
function read(files: Readonly<Record<string, unknown>>): ReturnType<typeof parseGoverned> {
  const texts = Object.entries({ "estate.yaml": ESTATE, ...files }).map(([path, value]): [string, string] => [
    path,
    typeof value === "string" ? value : stringify(value),
  ]);
  return parseGoverned(new Map(texts));
}

function withNode(about: Readonly<Record<string, unknown>>): unknown {
  const [engine] = ESTATE.engines;
  return { ...ESTATE, engines: [{ ...engine, nodes: [{ ...engine?.nodes[0], ...about }, engine?.nodes[1]] }] };
}

function placesOf(problems: readonly GovernedProblem[]): string[] {
  return problems.map(({ file, path }) => `${file} ${path}`);
}

test("a sound estate without a policy is in force with the cautious defaults", () => {
  const { estate, policy, problems } = read({});
  assert.deepEqual(problems, []);
  assert.equal(estate?.engines[0]?.id, "tie");
  assert.deepEqual([policy?.settings.mode, policy?.settings.fallbackTier], ["enforce", 1]);
});

test("every problem of every file is named at once, each with its place and its remedy", () => {
  const { problems } = read({
    "estate.yaml": withNode({ role: "leader", url: "tie-a", speed: 3 }),
    "policy/policy.yaml": { mode: "watch", massChangeShare: 2 },
    "policy/expected-differences.yaml": "expectedDifferences: [",
    "policy/waivers.yaml": { waivers: [{ ...WAIVER, reason: undefined }] },
    "policy/interfaces.yaml": { interfaces: [{ match: {}, tier: 9, flow: "ADT", owner: "x" }] },
  });
  assert.deepEqual(placesOf(problems).sort(), [
    "estate.yaml /engines/0/nodes/0",
    "estate.yaml /engines/0/nodes/0/role",
    "estate.yaml /engines/0/nodes/0/url",
    "policy/expected-differences.yaml line 1",
    "policy/interfaces.yaml /interfaces/0/tier",
    "policy/policy.yaml /massChangeShare",
    "policy/policy.yaml /mode",
    "policy/waivers.yaml /waivers/0",
  ]);
  for (const { message, remedy } of problems) {
    assert.notEqual(message, "");
    assert.match(remedy, /^[A-Z].*\.$/s);
  }
});

test("a word that is not one of the allowed ones is told with all of them", () => {
  const [problem] = read({ "estate.yaml": withNode({ role: "leader" }) }).problems;
  assert.equal(problem?.message, '"leader" is not one of primary, standby');
});

test("a policy with any problem is not in force, and the estate beside it is", () => {
  const { estate, policy } = read({ "policy/policy.yaml": { mode: "watch" } });
  assert.equal(policy, undefined);
  assert.equal(estate?.estate, "hospital");
});

test("without estate.yaml nothing is in force, and the remedy says how to start", () => {
  const { estate, problems } = parseGoverned(new Map());
  assert.equal(estate, undefined);
  assert.deepEqual(placesOf(problems), ["estate.yaml /"]);
  assert.match(problems[0]?.remedy ?? "", /lockstep init/);
});

const CANARY = "hunter2-canary";
const LEAKS: readonly (readonly [claim: string, files: Readonly<Record<string, unknown>>])[] = [
  ["where the name of a variable belongs", { "estate.yaml": withNode({ passwordEnv: CANARY }) }],
  ["under a key of its own", { "estate.yaml": withNode({ password: CANARY }) }],
  [
    "inside an address of the wrong form",
    { "estate.yaml": withNode({ url: `ftp://reader:${CANARY}@tie-a.hospital.test` }) },
  ],
  [
    "inside an address of the right form",
    { "estate.yaml": withNode({ url: `https://reader:${CANARY}@tie-a.hospital.test` }) },
  ],
  [
    "inside the address of a proxy",
    { "estate.yaml": withNode({ via: { proxy: `http://reader:${CANARY}@proxy.hospital.test` } }) },
  ],
  [
    "as a header",
    { "estate.yaml": withNode({ tls: `Authorization: Basic ${Buffer.from(`a:${CANARY}`).toString("base64")}` }) },
  ],
  ["in a line that is no YAML", { "estate.yaml": `password: "${CANARY}\nx: [` }],
  ["twice under one key", { "estate.yaml": `password: ${CANARY}\npassword: ${CANARY}\n` }],
];

for (const [claim, files] of LEAKS) {
  test(`a password written ${claim} is a problem, and is not repeated`, () => {
    const { problems } = read(files);
    assert.ok(problems.length > 0);
    const told = JSON.stringify(problems);
    assert.ok(!told.includes(CANARY));
    assert.ok(!told.includes(Buffer.from(`a:${CANARY}`).toString("base64")));
  });
}

test("any text at all is either in force or a problem with its remedy, and nothing else", () => {
  const word = fc.constantFrom(
    "estate",
    "engines",
    ":",
    "- ",
    "\n",
    "  ",
    "&a",
    "*a",
    "{",
    "[",
    "<<",
    "!!js",
    "'",
    "1",
  );
  const text = fc.array(fc.oneof(word, fc.string({ maxLength: 4 })), { maxLength: 20 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, (yaml) => {
      const { estate, problems } = parseGoverned(new Map([["estate.yaml", yaml]]));
      assert.equal(estate === undefined, problems.length > 0);
    }),
    { numRuns: 300 },
  );
});

test("a few lines that would grow into gigabytes are refused", () => {
  const lines = Array.from(
    { length: 12 },
    (_, i) =>
      `a${i}: &a${i} [${
        i === 0
          ? "x"
          : Array(9)
              .fill(`*a${i - 1}`)
              .join(",")
      }]`,
  );
  const [problem] = parseGoverned(new Map([["estate.yaml", lines.join("\n")]])).problems;
  assert.equal(problem?.message, "uses too many YAML aliases");
});

test("what only contradicts itself is found, too", () => {
  const [engine] = ESTATE.engines;
  const alone = { ...engine, id: "rie", nodes: [{ ...engine?.nodes[0], role: "primary" }] };
  const { problems } = read({
    "estate.yaml": { ...ESTATE, engines: [engine, engine, alone, { ...engine, id: "x", designatedStandby: "tie-a" }] },
    "policy/expected-differences.yaml": {
      expectedDifferences: [
        RULE,
        RULE,
        { ...RULE, id: "s", values: { stanby: "b" } },
        { ...RULE, id: "t", expires: "2026-13-45" },
      ],
    },
    "policy/waivers.yaml": {
      waivers: [
        { ...WAIVER, approver: "j. okafor" },
        { ...WAIVER, id: "long", expires: "2027-11-01" },
        { ...WAIVER, id: "never", expires: "2026-02-31" },
      ],
    },
  });
  const told = problems.map(({ file, path, message }) => `${file} ${path} ${message}`);
  assert.deepEqual(told, [
    "estate.yaml /engines has the engine 'tie' twice",
    "estate.yaml /engines/2/nodes of 'rie' has no standby",
    "estate.yaml /engines/3/designatedStandby 'tie-a' is not a standby of 'x'",
    "policy/expected-differences.yaml /expectedDifferences has the id 'r' twice",
    "policy/expected-differences.yaml /expectedDifferences/s names 'stanby', which is neither a role nor a node",
    "policy/expected-differences.yaml /expectedDifferences/t ends on '2026-13-45', which is no day",
    "policy/waivers.yaml /waivers/w is approved by its owner",
    "policy/waivers.yaml /waivers/long runs for 365 days; policy allows 90",
    "policy/waivers.yaml /waivers/never gives '2026-02-31', which is no day",
  ]);
});

test("two nodes of one engine at one address are refused, however it is written", () => {
  const primary = "https://tie-a.hospital.test";
  for (const [first, second] of [
    [`${primary}:8443/api`, `${primary}:8443/api`],
    [`${primary}/api`, `${primary.replace("tie-a", "TIE-A")}.:443/`],
    [primary, `${primary}/api/atelier/v8/`],
  ]) {
    const nodes = [
      { id: "tie-a", role: "primary", url: first },
      { id: "tie-b", role: "standby", url: second },
    ];
    const { problems } = read({ "estate.yaml": { ...ESTATE, engines: [{ ...ESTATE.engines[0], nodes }] } });
    assert.deepEqual(placesOf(problems), ["estate.yaml /engines/0/nodes/1/url"], second);
    assert.match(problems[0]?.message ?? "", /address of 'tie-a' too/);
  }
});

test("two nodes behind one name are two where a path, a port or a jump host tells them apart", () => {
  const url = "https://gate.hospital.test";
  for (const [first, second] of [
    [{ url: `${url}/tie-a/api` }, { url: `${url}/tie-b/api` }],
    [{ url }, { url: `${url}:8443` }],
    [
      { url, via: { ssh: { host: "jump-a.hospital.test" } } },
      { url, via: { ssh: { host: "jump-b.hospital.test" } } },
    ],
  ]) {
    const nodes = [
      { id: "tie-a", role: "primary", ...first },
      { id: "tie-b", role: "standby", ...second },
    ];
    const { problems } = read({ "estate.yaml": { ...ESTATE, engines: [{ ...ESTATE.engines[0], nodes }] } });
    assert.deepEqual(problems, []);
  }
});
