import assert from "node:assert/strict";
import { SaxesParser } from "saxes";

const ELEMENTS = new Set(
  (
    "html head meta title style body header main footer nav section article div h1 h2 h3 p span strong br a ol ul li dl dt dd " +
    "table caption thead tbody tr th td details summary code pre mark"
  ).split(" "),
);

/** Asserts that a page is well formed, and holds no element, attribute or address but those of ours. */
export function assertOnlyOurElements(page: string): void {
  const parser = new SaxesParser();
  parser.on("error", (error) => assert.fail(error.message));
  parser.on("comment", () => assert.fail("a comment"));
  parser.on("opentag", ({ name, attributes }) => {
    assert.ok(ELEMENTS.has(name), `element ${name}`);
    for (const [attribute, value] of Object.entries(attributes)) {
      assert.doesNotMatch(attribute, /^on|^style$|^src/);
      if (attribute === "href") assert.match(String(value), /^(?:#[\w-]+|https?:\/\/127\.0\.0\.1:\d+\/hospital\/.*)$/);
    }
  });
  parser.write(page.replace("<!DOCTYPE html>\n", "")).close();
}
