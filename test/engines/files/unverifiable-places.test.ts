import assert from "node:assert/strict";
import { test } from "node:test";
import { normaliseExport } from "#services/core/normalise";
import { dialect, fileItem, mask } from "./file-fixture.js";

const SENSITIVE = "enc{0a1b2c}";
const options = { dialect, mask, scope: "file", storeMessageTemplates: false } as const;

test("a secret that no file shows is told with its place: which parameter, which processor", () => {
  const flow = {
    parameterContexts: [{ name: "site", parameters: [{ name: "db.password", value: SENSITIVE }] }],
    rootGroup: {
      name: "NiFi Flow",
      processors: [{ name: "Put to LIMS", type: "org.example.Put", properties: { Password: SENSITIVE } }],
    },
  };
  const { notices } = read(JSON.stringify(flow));
  assert.deepEqual(
    notices.filter((message) => message.includes("Password")),
    [
      "Processor 'Put to LIMS' › Properties › Password is set; the file does not show it in a form that can be compared",
    ],
  );
  assert.ok(
    notices.every((message) => !/^value is set/i.test(message)),
    notices.join("; "),
  );
  assert.ok(
    notices.some((message) => message.startsWith("Parameter 'db.password' › Value is set")),
    notices.join("; "),
  );
});

function read(text: string): { readonly notices: readonly string[] } {
  const { artefacts } = normaliseExport(fileItem("nifi", "conf/flow.json", text), options);
  return { notices: artefacts.flatMap(({ notices }) => notices.map(({ message }) => message)) };
}
