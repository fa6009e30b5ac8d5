import assert from "node:assert/strict";
import { test } from "node:test";
import { dialect } from "./file-fixture.js";

test("a MaxServers that differs keeps a mirror from failing over, whoever approved it", () => {
  assert.match(dialect.mustMatch?.("node-cpf-section", "iris.cpf#config", ["MaxServers"]) ?? "", /fail over/);
  assert.equal(dialect.mustMatch?.("node-cpf-section", "iris.cpf#config", ["globals"]), undefined);
});
