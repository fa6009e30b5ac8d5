import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "node:test";
import { productNamed, productsOf } from "#services/compose/estate/products";
import { LockstepError } from "#services/core/errors";
import { normaliseExport } from "#services/core/normalise";
import { createFileReader } from "#services/engines/files/create-file-reader";
import { createFileDialect } from "#services/engines/files/dialect";
import { withNodeFiles } from "#services/engines/files/with-node-files";
import type { Connector, ReadRequest, ReadStep } from "#services/ports/connector";
import { TINY_DIALECT } from "#test/fakes/tiny-dialect";
import { mask, PACKS } from "./file-fixture.js";
import { stageFolder } from "./stage-sources.js";

const API_STEP: ReadStep = {
  type: "item",
  item: { source: "api", origin: "/api", bytes: new Uint8Array([1]) },
};

const passwords: (string | undefined)[] = [];
const api: Connector = {
  product: "tiny",
  readRequests: ["GET /api"],
  nodeProblems: () => [],
  async *read({ password }) {
    passwords.push(password);
    yield API_STEP;
  },
  diagnose: async () => [],
};

const packs = { presets: PACKS, own: new Map() };
const files = { reader: createFileReader({ packs }), dialect: () => createFileDialect(PACKS, "files") };
const both = withNodeFiles({ connector: api, dialect: TINY_DIALECT }, files);

describe("the files of a node", () => {
  it("stand beside what its API shows, in one read", async () => {
    const { folder, remove } = stageFolder({ "conf/mirth.properties": "database.password = Spr1ng-Tide\n" });
    const steps = await readAll({ path: folder, preset: "mirth-node-files" });
    remove();
    assert.deepEqual(steps[0], API_STEP);
    const [item] = steps.flatMap((step) => (step.type === "item" && step !== API_STEP ? [step.item] : []));
    assert.equal(item?.origin, "conf/mirth.properties");
    if (item === undefined) return;
    const options = { dialect: both.dialect, mask, scope: "server", storeMessageTemplates: false } as const;
    const [read] = normaliseExport(item, options).artefacts;
    assert.equal(read?.artefact.kind, "node-setting");
    assert.ok(!JSON.stringify(read).includes("Spr1ng-Tide"));
    assert.equal(both.dialect.folders["node-setting"], "node-settings");
    assert.equal(both.dialect.label("node-setting", [{ name: "http.port", key: "http.port" }]), "http.port");
  });

  it("that cannot be read are told, and take nothing from what the API said", async () => {
    const steps = await readAll({ path: join("/absent", "mirth"), preset: "mirth-node-files" });
    assert.deepEqual(
      steps.map((step) => (step.type === "unread" ? step.code : step.type)),
      ["item", "node-unreachable"],
    );
  });

  it("need no password of the engine, and get none", async () => {
    const { folder, remove } = stageFolder({ "conf/a.xml": "<a/>" });
    const seen: (string | undefined)[] = [];
    const reader: typeof files.reader = {
      ...files.reader,
      read: (request) => {
        seen.push(request.password);
        return files.reader.read(request);
      },
    };
    const spied = withNodeFiles({ connector: api, dialect: TINY_DIALECT }, { ...files, reader });
    for await (const step of spied.connector.read(requestFor({ path: folder }))) assert.ok(step);
    remove();
    assert.deepEqual([passwords.at(-1), seen], ["of-the-engine", [undefined]]);
  });

  it("are read by a reader whose name says both, so that a new pack is a new reader", () => {
    assert.ok(both.dialect.version.startsWith(`${TINY_DIALECT.version}+files/`));
    const changed = PACKS.map((pack) => ({ ...pack, version: pack.version + 1 }));
    const newer = { ...files, dialect: () => createFileDialect(changed, "files") };
    assert.notEqual(
      withNodeFiles({ connector: api, dialect: TINY_DIALECT }, newer).dialect.version,
      both.dialect.version,
    );
  });

  it("leave everything else that the product's own reader knows as it is", () => {
    const dialect = { ...TINY_DIALECT, exportFiles: /\.tiny$/, hidingKinds: ["group"] };
    const merged = withNodeFiles({ connector: api, dialect }, files).dialect;
    const own = Object.keys(dialect).filter((name) => !Object.hasOwn(merged, name));
    assert.deepEqual([own, merged.exportFiles, merged.hidingKinds], [[], dialect.exportFiles, ["group"]]);
  });

  it("have no kind of artefact in common with any product", () => {
    for (const product of ["mirth-connect", "iris", "rhapsody"]) {
      assert.ok(Object.hasOwn(productNamed(product).dialect.folders, "node-setting"), product);
    }
    const clash = { ...TINY_DIALECT, folders: { ...TINY_DIALECT.folders, "node-file": "x" } };
    const { dialect } = withNodeFiles({ connector: api, dialect: clash }, files);
    assert.throws(() => Object.keys(dialect.folders), LockstepError);
  });

  it("are said to be misdeclared before anything is read", () => {
    const problems = both.connector.nodeProblems({
      id: "a",
      role: "primary",
      files: [{ path: "relative", preset: "x" }],
    });
    assert.equal(problems.length, 2);
  });
});

describe("a rule pack of a site's own", () => {
  const text = `
pack: lab
version: 1
title: The laboratory's routes
include: ["**/*.lab"]
kinds: { lab-route: { folder: lab-routes, title: Laboratory route, concept: route, interface: true } }
documents: [{ match: "**", kind: lab-route, format: ini }]
rules: [{ at: "/", is: set }, { at: stamp, is: volatile }]
cases: []
`;

  it("is in force as committed, like any governed file", async () => {
    const { productOf, kinds } = productsOf(new Map([["policy/lab.pack.yaml", text]]));
    assert.ok(kinds().get("file-tree")?.includes("lab-route"));
    const { folder, remove } = stageFolder({ "a.lab": "to=pas\nstamp=1\n" });
    const { connector, dialect } = productOf("file-tree");
    const node = { id: "lab-a", role: "primary", files: [{ path: folder, pack: "policy/lab.pack.yaml" }] } as const;
    const keys: string[] = [];
    const options = { dialect, mask, scope: "server", storeMessageTemplates: false } as const;
    for await (const step of connector.read({ node: { ...node, files: [...node.files] }, now: () => new Date() })) {
      if (step.type !== "item") continue;
      keys.push(
        ...normaliseExport(step.item, options).artefacts.map(({ artefact }) => `${artefact.kind} ${artefact.key}`),
      );
    }
    remove();
    assert.deepEqual(keys, ["lab-route a.lab"]);
  });

  it("that is broken is named with its reason, and reads nothing", () => {
    const { broken, productOf } = productsOf(
      new Map([["policy/lab.pack.yaml", text.replace("version: 1", "version: x")]]),
    );
    assert.match(broken.get("policy/lab.pack.yaml") ?? "", /version/);
    const files = [{ path: "/srv", pack: "policy/lab.pack.yaml" }];
    assert.match(productOf("file-tree").connector.nodeProblems({ id: "a", role: "primary", files }).join(), /version/);
  });

  it("whose kind is one of an engine's own is broken, and takes no engine with it", () => {
    for (const kind of ["route", "user", "library", "class"]) {
      const { broken, productOf } = productsOf(new Map([["policy/lab.pack.yaml", text.replaceAll("lab-route", kind)]]));
      assert.match(broken.get("policy/lab.pack.yaml") ?? "", new RegExp(`kind '${kind}' is taken`), kind);
      assert.ok(Object.hasOwn(productOf("rhapsody").dialect.folders, "route"));
    }
  });

  it("whose name is taken is broken: what it says of the other's files would be lost", () => {
    const named = (name: string): string => text.replace("pack: lab", `pack: ${name}`);
    const { broken } = productsOf(
      new Map([
        ["policy/a.pack.yaml", text],
        ["policy/b.pack.yaml", text],
        ["policy/c.pack.yaml", named("camel")],
        ["policy/d.pack.yaml", named("ward")],
      ]),
    );
    assert.deepEqual([...broken.keys()], ["policy/b.pack.yaml", "policy/c.pack.yaml"]);
    assert.match(broken.get("policy/c.pack.yaml") ?? "", /'camel' is taken/);
  });
});

function requestFor(...sources: NonNullable<ReadRequest["node"]["files"]>): ReadRequest {
  return {
    node: { id: "tie-a", role: "primary", files: sources },
    password: "of-the-engine",
    now: () => new Date(),
  };
}

async function readAll(...sources: NonNullable<ReadRequest["node"]["files"]>): Promise<readonly ReadStep[]> {
  const steps: ReadStep[] = [];
  for await (const step of both.connector.read(requestFor(...sources))) steps.push(step);
  return steps;
}
