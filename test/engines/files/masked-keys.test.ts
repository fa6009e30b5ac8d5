import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { normaliseExport } from "#services/core/normalise";
import { dialect, fileItem, mask } from "./file-fixture.js";

/** Invented, with a right check digit. */
const NHS = "9991457720";

/** By file name, a document whose keys hold what must not be stored. */
const DOCUMENTS: Readonly<Record<string, string>> = {
  "auths.json": '{"auths":{"https://svc:quartzlantern9@registry.test/v2":{"email":"x"}}}',
  "endpoints.yaml": 'endpoints:\n  "https://svc:quartzlantern9@registry.test/v2": {a: b}\n',
  "urls.properties": "https\\://svc\\:quartzlantern9@registry.test = on\n",
  "databases.ini": "[db https://svc:quartzlantern9@db.hospital.test]\na=b\n",
  "merged.json": '{"patients":{"NHS 999 145 7720":{"ward":"7"},"b":{"c":"d"}}}',
  "index.json": `{"nhsNumbers":{"${NHS}":"7"}}`,
};

describe("a key of a file", () => {
  for (const [file, text] of Object.entries(DOCUMENTS)) {
    it(`that holds a secret or a patient's number is not stored readably: ${file}`, () => {
      const options = { dialect, mask, scope: "file", storeMessageTemplates: false } as const;
      const written = JSON.stringify(normaliseExport(fileItem("files", file, text), options));
      for (const part of ["quartzlantern9", NHS, "999 145 7720"]) assert.ok(!written.includes(part), written);
    });
  }
});
