import assert from "node:assert/strict";
import { test } from "node:test";
import { caseFolders, toldBetween } from "./case-folder.js";

for (const { name, title, expected } of caseFolders()) {
  test(title, async () => {
    assert.deepEqual(await toldBetween(name), expected);
  });
}
