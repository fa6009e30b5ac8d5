import { below, oneOf, type Random } from "#test/fakes/seeded-random";

/** What was done to an export, in words, and what came of it. */
export interface Mutant {
  readonly what: string;
  readonly bytes: Uint8Array;
}

export const HOSTILE_NAMES = [
  "../../x",
  "..\\..\\x",
  "/etc/passwd",
  "-rf",
  "--upload-pack=x",
  "con",
  "NUL.txt",
  "aux.",
  ".git",
  ".GIT/hooks/post-checkout",
  "git~1",
  ".gitattributes",
  "manifest.jsonl",
  "provenance",
  "x".repeat(300),
  "\u202egpj.exe",
  "e\u0301",
  "\u00e9",
  "\uff0e\uff0e\uff0f",
  "__proto__",
  "constructor",
  "#file",
  "@x",
  "0",
  "a:b",
  "a\tb",
  "trailing. ",
  " ",
  "",
  "C:\\x",
  "\ud83d\ude00".repeat(80),
  "\u001b[2J",
];

type Mutation = (text: string, random: Random) => string | Uint8Array;

/** Damage and malice, each in one step; some leave a sound export. */
const MUTATIONS: Readonly<Record<string, Mutation>> = {
  truncated: (text, random) => Buffer.from(text).subarray(0, below(Buffer.byteLength(text), random)),
  "bytes flipped": (text, random) => {
    const bytes = Buffer.from(text);
    for (let flips = 1 + below(8, random); flips > 0; flips--) bytes[below(bytes.length, random)] = below(256, random);
    return bytes;
  },
  "element removed": (text, random) => replaceBlock(text, random, () => ""),
  "element duplicated": (text, random) => replaceBlock(text, random, (block) => `${block}\n${block}`),
  "element moved": (text, random) => {
    let moved = "";
    const rest = replaceBlock(text, random, (block) => {
      moved = block;
      return "";
    });
    return replaceBlock(rest, random, (block) => `${block}\n${moved}`);
  },
  "element wrapped": (text, random) => replaceBlock(text, random, (block) => `<list>\n${block}\n</list>`),
  "element emptied": (text, random) => replaceBlock(text, random, (block) => block.replace(/>[\s\S]*</, "><")),
  "text replaced": (text, random) => replaceText(text, random, escapeXml(oneOf(HOSTILE_NAMES, random))),
  "all names replaced": (text, random) => replaceAll(text, "name", escapeXml(oneOf(HOSTILE_NAMES, random))),
  "all ids replaced": (text, random) => replaceAll(text, "id", escapeXml(oneOf(HOSTILE_NAMES, random))),
  "all keys replaced": (text, random) =>
    text.replaceAll(
      /(<entry>\s*<string>)[^<]*/g,
      `$1${escapeXml(oneOf(HOSTILE_NAMES, random)).replaceAll("$", "$$$$")}`,
    ),
  "ids with one beginning": (text) => {
    let number = 0;
    return text.replaceAll(
      /<id>[^<]*<\/id>/g,
      () => `<id>11111111-0000-4000-8000-${String(number++).padStart(12, "0")}</id>`,
    );
  },
  "names that differ in case": (text, random) => {
    const sameId = text.replaceAll(
      /<id>[^<]*<\/id>/g,
      () => `<id>11111111-0000-4000-8000-${String(below(1e9, random)).padStart(12, "0")}</id>`,
    );
    return sameId.replaceAll(/<name>[^<]*<\/name>/g, () => `<name>${random() < 0.5 ? "feed" : "FEED"}</name>`);
  },
  "prototype elements": (text, random) =>
    replaceBlock(
      text,
      random,
      (block) =>
        `<__proto__><polluted>1</polluted></__proto__>\n<constructor><prototype>x</prototype></constructor>\n<toString/>\n${block}`,
    ),
  "prototype attributes": (text, random) =>
    replaceBlock(text, random, (block) =>
      block.replace(/<([\w.]+)/, '<$1 __proto__="x" constructor="y" hasOwnProperty="z"'),
    ),
  "doubled attribute": (text, random) =>
    replaceBlock(text, random, (block) => block.replace(/<([\w.]+)/, '<$1 a="1" a="2"')),
  "entity bomb": (text, random) => withDoctype(text, random, ENTITY_BOMB, "&i;"),
  "external entity": (text, random) => withDoctype(text, random, '<!ENTITY x SYSTEM "file:///etc/passwd">', "&x;"),
  "parameter entity": (text, random) =>
    withDoctype(text, random, '<!ENTITY % p SYSTEM "file:///etc/hostname"> %p;', "&p;"),
  "unknown entity": (text, random) => replaceText(text, random, "&nbsp;&unknown;"),
  "reference to NUL": (text, random) => replaceText(text, random, oneOf(["&#0;", "&#x0;", "a&#00;b"], random)),
  "NUL itself": (text, random) => replaceText(text, random, "a\0b"),
  "reference to control": (text, random) =>
    replaceText(text, random, oneOf(["&#xb;", "&#x1b;[2J", "&#x202e;", "&#xfffe;"], random)),
  "reference to a lone surrogate": (text, random) => replaceText(text, random, oneOf(["&#xd800;", "&#57343;"], random)),
  "reference out of range": (text, random) =>
    replaceText(text, random, oneOf(["&#x110000;", "&#99999999999;", "&#x;", "&#-1;"], random)),
  "surrogate in UTF-8": (text, random) => splice(text, random, [0xed, 0xa0, 0x80]),
  "invalid UTF-8": (text, random) =>
    splice(text, random, oneOf([[0xff], [0xc3], [0xf5, 0x80, 0x80, 0x80], [0xc0, 0xaf]], random)),
  "UTF-16 with a mark": (text, random) => {
    const bytes = Buffer.from(`\ufeff${text}`, "utf16le");
    return random() < 0.5 ? bytes : bytes.swap16();
  },
  "UTF-8 with a mark": (text) => `\ufeff${text}`,
  "declared otherwise": (text, random) =>
    `<?xml version="${oneOf(["1.0", "1.1", "9"], random)}" encoding="${oneOf(["UTF-16", "ISO-8859-1", "x\u0001"], random)}"?>${text}`,
  "comments and instructions": (text, random) =>
    replaceBlock(text, random, (block) => `<!-- ${"-".repeat(below(3, random))} --><?php x ?><![CDATA[<x>]]>${block}`),
  "open CDATA": (text, random) => replaceBlock(text, random, (block) => `<![CDATA[${block}`),
  "huge attribute": (text, random) =>
    replaceBlock(text, random, (block) => block.replace(/<([\w.]+)/, `<$1 huge="${"y".repeat(100_000)}"`)),
  "long element name": (text, random) => replaceBlock(text, random, (block) => `<${"n".repeat(5_000)}/>\n${block}`),
  "two documents": (text) => `${text}\n${text}`,
  "200 levels": (text, random) => replaceText(text, random, nested(200)),
};

const ENTITY_BOMB = [
  "<!ENTITY a 'lol'>",
  ..."bcdefghi".split("").map((name, at) => `<!ENTITY ${name} '${`&${"abcdefgh".charAt(at)};`.repeat(10)}'>`),
].join("");

/** Too large to be made a hundred times over; each is tried once. */
export const GIANTS: Readonly<Record<string, (text: string, random: Random) => string>> = {
  "5,000 levels": (text, random) => replaceText(text, random, nested(5_000)),
  "100,000 levels": (text, random) => replaceText(text, random, nested(100_000)),
  "100,000 siblings": (text, random) => replaceText(text, random, "<a>1</a>".repeat(100_000)),
  "100,000 siblings of one key": (text, random) =>
    replaceText(text, random, "<entry><string>k</string><int>1</int></entry>".repeat(100_000)),
  "100,000 children of the root": (text) => text.replace(/>\n/, `>\n${"<x/>".repeat(100_000)}`),
  "10 MB of text": (text, random) => replaceText(text, random, "word ".repeat(2_000_000)),
  "10 MB without a break": (text, random) => replaceText(text, random, "A".repeat(10_000_000)),
  "1 MB of passwords": (text, random) => replaceText(text, random, "password=x9 ".repeat(80_000)),
  "10 MB attribute": (text, random) =>
    replaceBlock(text, random, (block) => block.replace(/<([\w.]+)/, `<$1 huge="${"y".repeat(10_000_000)}"`)),
  "20,000 attributes": (text, random) =>
    replaceBlock(text, random, (block) =>
      block.replace(/<([\w.]+)/, `<$1${Array.from({ length: 20_000 }, (_, at) => ` a${at}="1"`).join("")}`),
    ),
  "a million references": (text, random) => replaceText(text, random, "&amp;".repeat(1_000_000)),
};

/** Does one to three things to an export. */
export function mutateExport(text: string, random: Random): Mutant {
  const names = Object.keys(MUTATIONS);
  const done: string[] = [];
  let result: string | Uint8Array = text;
  for (let steps = oneOf([1, 1, 1, 2, 3], random); steps > 0 && typeof result === "string"; steps--) {
    const name = oneOf(names, random);
    result = MUTATIONS[name]?.(result, random) ?? result;
    done.push(name);
  }
  return { what: done.join(", then "), bytes: Buffer.from(result) };
}

/** The renderer writes an element a line, so that a block is the lines from an opening tag to the same indent's closing one. */
function replaceBlock(text: string, random: Random, replace: (block: string) => string): string {
  const lines = text.split("\n");
  const first = below(lines.length, random);
  const line = lines[first] ?? "";
  const indent = /^ */.exec(line)?.[0] ?? "";
  const name = /^ *<([\w.]+)[^>]*[^/]>$/.exec(line)?.[1];
  const last = name === undefined ? first : lines.indexOf(`${indent}</${name}>`, first);
  if (last < first) return text;
  const block = lines.slice(first, last + 1).join("\n");
  return [...lines.slice(0, first), replace(block), ...lines.slice(last + 1)].join("\n");
}

/** Puts something in the place of a leaf's text. */
function replaceText(text: string, random: Random, replacement: string): string {
  const leaves = [...text.matchAll(/>([^<>\n]*)<\//g)];
  if (leaves.length === 0) return text;
  const leaf = oneOf(leaves, random);
  const start = leaf.index + 1;
  return `${text.slice(0, start)}${replacement}${text.slice(start + (leaf[1]?.length ?? 0))}`;
}

function replaceAll(text: string, element: string, replacement: string): string {
  return text.replaceAll(
    new RegExp(`<${element}>[^<]*</${element}>`, "g"),
    () => `<${element}>${replacement}</${element}>`,
  );
}

function withDoctype(text: string, random: Random, declarations: string, reference: string): string {
  return `<!DOCTYPE x [${declarations}]>\n${replaceText(text, random, reference)}`;
}

function splice(text: string, random: Random, inserted: readonly number[]): Uint8Array {
  const bytes = Buffer.from(text);
  const at = below(bytes.length, random);
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(inserted), bytes.subarray(at)]);
}

function nested(levels: number): string {
  return `${"<a>".repeat(levels)}x${"</a>".repeat(levels)}`;
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("\u001b", "&#x1b;");
}
