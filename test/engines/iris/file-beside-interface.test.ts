import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { productNamed } from "#services/compose/estate/products";
import { createFileDialect } from "#services/engines/files/dialect";
import { PACKS } from "#test/engines/files/file-fixture";

const { dialect } = productNamed("iris");
const SECTION = "node-cpf-section";

describe("a node's parameter file beside what the instance itself tells", () => {
  it("is told where it differs, and blocks nothing: what is in force is told at the instance's own configuration", () => {
    for (const [section, field] of [
      ["iris.cpf#config", "MaxServers"],
      ["Namespaces", "LIVE"],
      ["Map.LIVE", "Global_Shared"],
      ["Databases", "LIVE"],
      ["Startup", "SystemMode"],
      ["Journal", "FreezeOnError"],
      ["SQL", "LockThreshold"],
    ] as const) {
      assert.match(dialect.mayDiffer?.(SECTION, section, [field]) ?? "", /next start/, section);
      assert.equal(dialect.mustMatch?.(SECTION, section, [field]), undefined, section);
    }
    for (const section of ["iris.cpf#config", "mgr/iris.cpf#Map.LIVE"])
      assert.notEqual(dialect.mayDiffer?.(SECTION, section, []), undefined);
  });

  it("weighs as much as anything where it alone tells: sections and entries that the instance is not asked for", () => {
    for (const [section, ...fields] of [
      ["Gateways"],
      ["Gateways", "LAB"],
      ["Startup"],
      ["Startup", "WebServerName"],
      ["Journal"],
      ["Mirrors", "LIVEMIRROR"],
      ["MapMirrors.LIVE", "LIVE"],
    ] as const)
      assert.equal(dialect.mayDiffer?.(SECTION, section, fields), undefined, section);
  });

  it("must match where it is all that is read", () => {
    const alone = createFileDialect(PACKS, "file-tree");
    assert.notEqual(alone.mustMatch?.(SECTION, "config", ["MaxServers"]), undefined);
    assert.equal(alone.mayDiffer?.(SECTION, "config", ["MaxServers"]), undefined);
  });
});
