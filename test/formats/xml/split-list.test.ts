import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { LockstepError } from "#services/core/errors";
import { ListSplitter, splitList } from "#services/formats/xml/split-list";

const markup = fc.letrec<{ node: string; nodes: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom("text", "a &lt; b", "!=", "what?", "&#xd;", "ü", " \n ", "-->", "]]", "channel", "/channel>"),
    fc.constantFrom(
      "<channelId>1</channelId>",
      "<channels/>",
      "<channel/>",
      '<channel a="x>y"/>',
      "<channel-x>t</channel-x>",
    ),
    fc.constantFrom(
      "<![CDATA[</channel><channel>]]>",
      "<!-- </channel> <channel -->",
      "<?p </channel> ?>",
      "<!---->",
      "<![CDATA[]]>",
    ),
    tie("nodes").map((inner) => `<channel version="4.5.2">${inner}</channel>`),
    tie("nodes").map((inner) => `<channel\n\ta='"/>'\n>${inner}</channel >`),
    tie("nodes").map((inner) => `<properties>${inner}</properties>`),
  ),
  nodes: fc.array(tie("node"), { maxLength: 5 }).map((parts) => parts.join("")),
}));
const child = fc.oneof(
  fc.constantFrom("<channel/>", "<channel></channel>", '<channel class="a>"/>'),
  markup.nodes.map((inner) => `<channel version="4.5.2">${inner}</channel>`),
);
const between = fc.constantFrom("", "\n  ", "<!-- <channel> -->", "<?p?>", "\r\n\t");

function cut(text: string, sizes: readonly number[]): Uint8Array[] {
  const bytes = Buffer.from(text);
  const chunks: Uint8Array[] = [];
  for (let start = 0, turn = 0; start < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    chunks.push(bytes.subarray(start, start + size));
    start += size;
  }
  return chunks;
}

async function split(chunks: readonly Uint8Array[], name = "channel"): Promise<string[]> {
  const children: Uint8Array[] = [];
  for await (const bytes of splitList(asStream(chunks), name, "GET /channels")) children.push(bytes);
  return children.map((bytes) => Buffer.from(bytes).toString());
}

async function* asStream(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

function code(expected: string): (error: unknown) => boolean {
  return (error) => error instanceof LockstepError && error.code === expected;
}

test("every item of a list comes out byte for byte, wherever the network cuts the answer", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(between, child), { maxLength: 6 }),
      between,
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 }),
      fc.constantFrom("", "\ufeff", '<?xml version="1.0"?>\n'),
      async (items, last, sizes, lead) => {
        const text = `${lead}<list>${items.map(([gap, item]) => gap + item).join("")}${last}</list>\n`;
        assert.deepEqual(
          await split(cut(text, sizes)),
          items.map(([, item]) => item),
        );
      },
    ),
    { numRuns: 1500 },
  );
});

test("what was handed out stays as it was while the stream goes on", async () => {
  const items = Array.from(
    { length: 3000 },
    (_, at) => `<channel><id>${at}</id><text>${"x".repeat(at % 700)}</text></channel>`,
  );
  const splitter = new ListSplitter("channel");
  const kept = cut(`<list>${items.join("\n")}</list>`, [997]).flatMap((chunk) => splitter.push(chunk));
  splitter.end();
  assert.deepEqual(
    kept.map((bytes) => Buffer.from(bytes).toString()),
    items,
  );
});

test("a list that ends early is truncated, wherever it ends", async () => {
  const text = '<list>\n  <channel a="1"><id>1</id><![CDATA[x]]></channel>\n  <channel/>\n</list>';
  for (let length = 0; length < text.length; length += 1) {
    await assert.rejects(split(cut(text.slice(0, length), [7])), code("answer-truncated"), text.slice(0, length));
  }
  assert.equal((await split(cut(text, [7]))).length, 2);
});

test("an empty list has no items, and a map gives its entries", async () => {
  assert.deepEqual(await split(cut("<list/>", [3])), []);
  assert.deepEqual(await split(cut("<set></set>", [3])), []);
  assert.deepEqual(await split(cut("<map><entry><string>a</string></entry></map>", [5]), "entry"), [
    "<entry><string>a</string></entry>",
  ]);
});

test("a page that is not the list asked for is refused", async () => {
  await assert.rejects(split(cut("<html><body/></html>", [4])), code("answer-unexpected"));
  await assert.rejects(split(cut("<list><user/></list>", [4])), code("answer-unexpected"));
  await assert.rejects(split(cut('<list note="x"><channel/></list>', [4])), code("answer-unexpected"));
  await assert.rejects(split(cut("not xml", [4])), code("export-malformed"));
  await assert.rejects(split(cut("<!DOCTYPE list [<!ENTITY a 'b'>]><list/>", [4])), code("export-malformed"));
  await assert.rejects(split(cut("<list>junk<channel/></list>", [4])), code("export-malformed"));
  await assert.rejects(split(cut("<list/><list/>", [4])), code("export-malformed"));
  await assert.rejects(split(cut("<list><channel></channel></set>", [4])), code("export-malformed"));
});
