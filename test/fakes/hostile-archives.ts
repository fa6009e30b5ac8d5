import { type ForgedEntry, forgeArchive } from "./forge-archive.js";

/** A byte is enough to be another archive. */
const MORE = Uint8Array.of(0x50, 0x4b, 3, 4, 0);
const CSV = Buffer.from("change\r\nother\r\n");
/** Of zip64: sizes and place in eight bytes each. */
const ZIP64 = Uint8Array.of(1, 0, 16, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0);

/** What somebody puts into an archive so that two programs read it as two. `files` are those of a sound pack, of which the first is another's than the envelope. */
export function hostileArchives(files: ReadonlyMap<string, Uint8Array>): ReadonlyMap<string, Uint8Array<ArrayBuffer>> {
  const sound: readonly ForgedEntry[] = [...files].map(([name, bytes]) => ({ name, bytes }));
  const [first, ...others] = sound;
  if (first === undefined) throw new Error("a pack of nothing");
  const whole = forgeArchive(sound);
  const with_ = (change: Partial<ForgedEntry>): Uint8Array<ArrayBuffer> =>
    forgeArchive([{ ...first, ...change }, ...others]);
  const named = (name: string): Uint8Array<ArrayBuffer> => forgeArchive([...sound, { name, bytes: CSV }]);
  return new Map<string, Uint8Array<ArrayBuffer>>([
    ["two names that differ in case alone", named(first.name.toUpperCase())],
    ["a name twice", named(first.name)],
    ["a link", with_({ both: { madeBy: 0x0314, attributes: 0xa1ff_0000 } })],
    ["a file of a system of its own", with_({ both: { madeBy: 0x0314 } })],
    ["attributes", with_({ listed: { attributes: 0x10 } })],
    ...["/etc/passwd", "../x.csv", "a/../x.csv", "..", ".", "./x.csv", "a//x.csv", "a/", "C:\\x.csv", "..\\x.csv"].map(
      (name) => [`the name ${name}`, named(name)] as const,
    ),
    ...["", "-x.csv", "~/x.csv", "a/b/c.csv", "x.csv\0.html", "x\n.csv", "\u00fc.csv", "x".repeat(101)].map(
      (name) => [`the name ${JSON.stringify(name).slice(0, 30)}`, named(name)] as const,
    ),
    ["another name in the directory", with_({ listed: { name: "99-other.csv" } })],
    ["another name before the bytes", with_({ before: { name: "99-other.csv" } })],
    ["another method before the bytes", with_({ before: { method: 0 } })],
    ["another method in the directory", with_({ listed: { method: 0 } })],
    ["a method that nobody knows", with_({ both: { method: 14 } })],
    ["the mark of encryption", with_({ both: { flags: 9 } })],
    ["the mark of encryption in the directory alone", with_({ listed: { flags: 9 } })],
    ["a name in UTF-8", with_({ both: { flags: 0x808 } })],
    ["another time", with_({ both: { time: 0x216001 } })],
    ["another checksum in the directory", with_({ listed: { crc: 7 } })],
    ["a larger size in the directory", with_({ listed: { bytes: first.bytes.length + 1 } })],
    ["a larger size everywhere", with_({ both: { bytes: first.bytes.length + 1 } })],
    ["a smaller size everywhere", with_({ both: { bytes: first.bytes.length - 1 } })],
    ["sizes of zip64", with_({ both: { bytes: 0xffff_ffff, packedBytes: 0xffff_ffff } })],
    ["sizes of zip64 with their extension", with_({ both: { bytes: 0xffff_ffff, extra: ZIP64 } })],
    ["an extension", with_({ both: { extra: MORE } })],
    ["an extension before the bytes alone", with_({ before: { extra: MORE } })],
    [
      "two files in one place",
      forgeArchive(sound.map((entry, at) => (at === 1 ? { ...entry, listed: { offset: 0 } } : entry))),
    ],
    ["a file that lies beyond the end", with_({ listed: { offset: 0x7fff_ffff } })],
    ["bytes before the first file", forgeArchive(sound, { prefix: MORE })],
    ["bytes between two files", forgeArchive(sound, { between: MORE })],
    ["bytes before the end", forgeArchive(sound, { beforeEnd: MORE })],
    ["bytes after the end", forgeArchive(sound, { suffix: MORE })],
    ["bytes behind what is deflated, in its own place", with_({ behind: Uint8Array.of(1) })],
    ["a comment", forgeArchive(sound, { comment: "hello" })],
    ["a further disk", forgeArchive(sound, { disk: 1 })],
    ["fewer files than there are", forgeArchive(sound, { count: 1 })],
    ["more files than there are", forgeArchive(sound, { count: 0xffff })],
    ["no file", forgeArchive([])],
    ["very many files", forgeArchive(Array.from({ length: 300 }, (_, at) => ({ name: `${at}.csv`, bytes: CSV })))],
    ["two archives, one after the other", new Uint8Array(Buffer.concat([whole, whole]))],
    ["nothing", new Uint8Array(0)],
    ["an end alone", whole.slice(-22)],
    ...[1, 21, 23, 100, 500, whole.length - 10].map((cut) => [`${cut} bytes cut off`, whole.slice(0, -cut)] as const),
    ["what unpacks to more than it says", with_({ bytes: Buffer.alloc(30_000_000), both: { bytes: 10_000 } })],
    [
      "what says that it unpacks to more than a pack can be",
      forgeArchive([
        ...sound,
        ...["a", "b", "c", "d", "e"].map((name) => ({ name, bytes: CSV, both: { bytes: 0xffff_fff0 } })),
      ]),
    ],
  ]);
}
