import assert from "node:assert/strict";
import { test } from "node:test";
import { stringify } from "yaml";
import { productKinds } from "#services/compose/estate/products";
import { type Governed, parseGoverned } from "#services/core/policy/parse-governed";
import { suggestWord } from "#services/core/text/suggest-word";

const PRODUCTS = new Map([
  ["mirth-connect", ["channel", "code-template", "configuration-map"]],
  ["file-tree", ["file"]],
]);

function engine(id: string, product: string): Record<string, unknown> {
  const node = (name: string, role: string): Record<string, string> => ({
    id: `${id}-${name}`,
    role,
    url: `https://${id}-${name}`,
  });
  return { id, product, owner: "Team", nodes: [node("a", "primary"), node("b", "standby")] };
}

const ESTATE = { estate: "example", engines: [engine("tie", "mirth-connect"), engine("files", "file-tree")] };
const FEED = { tier: 1, flow: "ADT", owner: "Team" };

function parse(policy: Readonly<Record<string, unknown>>, estate: unknown = ESTATE): Governed {
  const files = new Map([["estate.yaml", stringify(estate)]]);
  for (const [name, value] of Object.entries(policy)) files.set(`policy/${name}.yaml`, stringify(value));
  return parseGoverned(files, PRODUCTS);
}

function told({ problems }: Governed): readonly string[] {
  return problems.map(({ file, path, message, remedy }) => `${file} ${path} ${message}. ${remedy}`);
}

test("a rule for a misspelt kind is named with the kind that was meant", () => {
  const interfaces = {
    interfaces: [
      { match: { kind: "channel" }, ...FEED },
      { match: { kind: "chanel" }, ...FEED },
    ],
  };
  const parsed = parse({ interfaces });
  const [problem, ...others] = told(parsed);
  assert.deepEqual(others, []);
  assert.match(
    problem ?? "",
    /^policy\/interfaces\.yaml \/interfaces\/1\/match\/kind 'chanel' is no kind .*mirth-connect/,
  );
  assert.match(problem ?? "", /Did you mean 'channel'\? There are: /);
  assert.equal(parsed.policy, undefined);
});

test("a kind counts where an engine that the rule speaks of has it, and patterns are no misspelling", () => {
  const rules = [{ kind: "file" }, { kind: "c*" }, { kind: "*" }, { kind: "channel", engine: "t?e" }, { name: "x" }];
  const interfaces = { interfaces: rules.map((match) => ({ match, ...FEED })) };
  assert.deepEqual(told(parse({ interfaces })), []);
  const elsewhere = { interfaces: [{ match: { kind: "channel", engine: "files" }, ...FEED }] };
  assert.match(told(parse({ interfaces: elsewhere }))[0] ?? "", /'channel' is no kind of artefact of file-tree/);
});

test("kinds are looked at wherever policy names one", () => {
  const artefact = { kind: "channels" };
  const found = parse({
    "expected-differences": { expectedDifferences: [{ id: "d", artefact, path: "/a", values: {}, reason: "r" }] },
    waivers: {
      waivers: [
        {
          id: "w",
          artefact,
          finding: `sha256:${"0".repeat(64)}`,
          owner: "R. Ibsen",
          approver: "P. Lowe",
          reason: "r",
          granted: "2026-11-20",
          expires: "2026-11-25",
        },
      ],
    },
    "change-control": {
      configurationItems: [{ ci: "C", kind: "channels" }],
      standardTemplates: [{ id: "S", kinds: ["channels"], paths: ["/a"] }],
    },
  });
  assert.deepEqual(
    found.problems.map(({ path }) => path),
    [
      "/expectedDifferences/d/artefact/kind",
      "/waivers/w/artefact/kind",
      "/configurationItems/0/kind",
      "/standardTemplates/S/kinds",
    ],
  );
});

test("an engine of a make that nobody can read is named with the make that was meant", () => {
  const [problem] = told(parse({}, { ...ESTATE, engines: [engine("tie", "mirth-conect")] }));
  assert.match(
    problem ?? "",
    /^estate\.yaml \/engines\/0\/product 'mirth-conect' is no product\. Did you mean 'mirth-connect'/,
  );
});

test("every problem is told at once, also in a file that does not fit its schema", () => {
  const broken = { ...engine("old", "mirth-connect"), owner: 7 };
  const estate = {
    ...ESTATE,
    engines: [broken, engine("tie", "no-such"), { ...engine("files", "file-tree"), nodes: [] }],
  };
  const interfaces = {
    interfaces: [
      { match: {}, tier: 9, flow: "F", owner: "O" },
      { match: { kind: "chanel" }, ...FEED },
    ],
  };
  const waivers = {
    waivers: [
      { id: "half" },
      {
        id: "own",
        artefact: {},
        finding: `sha256:${"0".repeat(64)}`,
        owner: "R. Ibsen",
        approver: "r. ibsen",
        reason: "r",
        granted: "2026-11-20",
        expires: "2026-11-25",
      },
    ],
  };
  const parsed = parse({ interfaces, waivers }, estate);
  assert.deepEqual([parsed.estate, parsed.policy], [undefined, undefined]);
  const paths = parsed.problems.map(({ path, message }) => `${path} ${message}`).join("\n");
  for (const expected of [
    /\/engines\/0\/owner/,
    /\/engines\/1\/product 'no-such' is no product/,
    /\/engines\/2\/nodes/,
    /\/interfaces\/0\/tier/,
    /\/interfaces\/1\/match\/kind 'chanel'/,
    /\/waivers\/0 lacks 'finding'/,
    /\/waivers\/own is approved by its owner/,
  ])
    assert.match(paths, expected);
});

test("a suggestion is near to what was written, or there is none", () => {
  const kinds = productKinds().get("mirth-connect") ?? [];
  assert.ok(kinds.includes("channel"));
  for (const [written, meant] of [
    ["chanel", "channel"],
    ["Channel", "channel"],
    ["channels", "channel"],
    ["codetemplate", "code-template"],
    ["lookup", undefined],
    ["", undefined],
  ] as const)
    assert.equal(suggestWord(written, kinds), meant);
});
