import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Zip, ZipDeflate, ZipPassThrough } from "fflate";
import type { EvidenceVerifyReport } from "#schemas/evidence-verify-report";
import { verifyEvidence } from "#services/compose/evidence/verify-evidence";
import type { EvidenceTrust } from "#services/jobs/evidence/verify/evidence-trust";
import type { EvidenceSigner } from "#services/ports/evidence";
import { createEvidenceSigner } from "#services/stores/evidence/create-evidence-signer";
import { archiveOf, verifyPack } from "#services/verifier/verify";
import { ForgedStore } from "#test/fakes/forged-store";
import { type Quarter, startQuarter } from "#test/fakes/quarter";
import { startCommandLine } from "#test/fakes/start-command-line";
import { TamperablePack } from "#test/fakes/tamperable-pack";

const GENERATOR = "lockstep/test";
const CSV = "01-population.csv";
const LEDGER = "inputs/ledger.jsonl";
const SEALS = "inputs/seals.jsonl";
const folder = mkdtempSync(join(tmpdir(), "lockstep-tampering-"));
let quarter: Quarter;
let sound: TamperablePack;
let archive: Buffer;
let key: string;
let head: EvidenceTrust["heads"][number];
/** Holds the estate's own key, as an insider does. */
let insider: EvidenceSigner;
let stranger: EvidenceSigner;

before(async () => {
  quarter = await startQuarter();
  const { app } = quarter.nights.estate;
  const file = join(folder, "sound.zip");
  const period = { firstDay: quarter.from, lastDay: quarter.to };
  const made = await app.makeEvidence({ ...period, at: quarter.generatedAt, generator: GENERATOR, file, by: null });
  key = made.signedBy;
  head = made.parameters.head;
  sound = await TamperablePack.open(file);
  archive = readFileSync(file);
  insider = createEvidenceSigner(app.settings.signingKeyFile);
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", join(folder, "stranger")]);
  stranger = createEvidenceSigner(join(folder, "stranger"));
});

after(async () => {
  await quarter[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

/** Checks an archive as whoever knows the key. */
async function verified(
  bytes: Uint8Array,
  asked: { readonly keys?: readonly string[]; readonly heads?: EvidenceTrust["heads"] } = {},
): Promise<EvidenceVerifyReport> {
  const file = join(folder, "tampered.zip");
  writeFileSync(file, bytes);
  const trust = { keys: [...(asked.keys ?? [key])], heads: asked.heads ?? [], allowedSignersFiles: [] };
  return await verifyEvidence({ file, generator: GENERATOR, ...trust });
}

function broken({ faults }: EvidenceVerifyReport): string[] {
  return faults.filter(({ outcome }) => outcome === "broken").map(({ check, about }) => `${check} ${about}`);
}

/** What of it whoever has the pack alone finds too, with the verifier inside and without Lockstep. */
type Alone = "alone too" | "not alone";

interface Tampering {
  readonly title: string;
  readonly make: () => Promise<Uint8Array> | Uint8Array;
  /** Each as it must be told: the check, and what it is about. */
  readonly told: readonly RegExp[] | (() => readonly RegExp[]);
  readonly alone: Alone;
}

/** Some files changed, and neither digests nor signature made anew. */
function touched(change: (pack: TamperablePack) => void): () => Promise<Uint8Array> {
  return async () => {
    const pack = sound.copy();
    change(pack);
    return await pack.bytes();
  };
}

/** Some files changed, digests made anew, and signed. */
function signed(by: () => EvidenceSigner, change: (pack: TamperablePack) => void): () => Promise<Uint8Array> {
  return async () => {
    const pack = sound.copy();
    change(pack);
    await pack.sign(by());
    return await pack.bytes();
  };
}

/** The store itself changed by an insider, who lets Lockstep pack it and sign with the true key. */
function forged(change: (store: ForgedStore) => Promise<void> | void): () => Promise<Uint8Array> {
  return async () => {
    using store = new ForgedStore(quarter.nights.estate.app.settings);
    await change(store);
    return await (await store.pack(sound.parameters)).bytes();
  };
}

const asInsider = (): EvidenceSigner => insider;
const asStranger = (): EvidenceSigner => stranger;

/** Lines of record and seal, changed together. */
function bothLines(change: (lines: string[]) => string[]): (pack: TamperablePack) => void {
  return (pack) => {
    for (const name of [LEDGER, SEALS]) pack.editLines(name, change);
  };
}

/** Zipped as Lockstep does, but for one thing. */
function zipped(files: ReadonlyMap<string, Uint8Array>, level: 1 | 6 = 6): Uint8Array {
  const parts: Uint8Array[] = [];
  const zip = new Zip((_, part) => parts.push(part));
  for (const [name, bytes] of files) {
    const entry = name.endsWith(".pdf") ? new ZipPassThrough(name) : new ZipDeflate(name, { level, mem: 8 });
    entry.mtime = "1980-01-01T12:00:00";
    zip.add(entry);
    entry.push(bytes, true);
  }
  zip.end();
  return Buffer.concat(parts);
}

/** Another name of as many letters, wherever the archive says it. */
function renamed(from: string, to: string): Uint8Array {
  const bytes = Buffer.from(archive);
  for (let at = bytes.indexOf(from); at >= 0; at = bytes.indexOf(from, at + 1)) bytes.write(to, at, "latin1");
  return bytes;
}

const edited = (lines: string[], at: number, change: (line: string) => string): string[] =>
  lines.with(at, change(lines[at] ?? ""));

const TAMPERINGS: readonly Tampering[] = [
  {
    title: "a row of the list of changes is changed",
    make: touched((pack) => pack.edit(CSV, (text) => text.replace("unreferenced", "authorised"))),
    told: [/^digests 01-population\.csv$/, /^documents 01-population\.csv, row 3 \(sha256:/],
    alone: "alone too",
  },
  {
    title: "a row is changed, and an insider makes digests and signature anew",
    make: signed(asInsider, (pack) => pack.edit(CSV, (text) => text.replace("unreferenced", "authorised"))),
    told: [/^documents 01-population\.csv, row 3 \(sha256:/],
    alone: "not alone",
  },
  {
    title: "a row is taken out by an insider",
    make: signed(asInsider, (pack) => pack.editLines(CSV, (lines) => lines.toSpliced(3, 1))),
    told: [/^documents 01-population\.csv, row 3 \(sha256:/],
    alone: "not alone",
  },
  {
    title: "a row is added by an insider",
    make: signed(asInsider, (pack) =>
      pack.editLines("09-access.csv", (lines) => [...lines, (lines.at(-1) ?? "").replace(/\d/, "9")]),
    ),
    told: () => {
      const { length } = sound.text("09-access.csv").trimEnd().split("\r\n");
      return [new RegExp(`^documents 09-access\\.csv, row ${length} `)];
    },
    alone: "not alone",
  },
  {
    title: "rows are put into another order by an insider",
    make: signed(asInsider, (pack) => pack.editLines(CSV, ([first = "", ...rows]) => [first, ...rows.reverse()])),
    told: [/^documents 01-population\.csv, row 1 /],
    alone: "not alone",
  },
  {
    title: "a figure of the cover is changed by an insider",
    make: signed(asInsider, (pack) => pack.edit("00-cover.json", (text) => text.replace(/"rows":8/, '"rows":7'))),
    told: [/^documents 00-cover\.json, \/tables\/0\/rows$/],
    alone: "not alone",
  },
  {
    title: "the text of the control map is changed, and nothing signed anew",
    make: touched((pack) => pack.edit("control-map.json", (text) => text.replace("does not show", "shows completely"))),
    told: [/^digests control-map\.json$/],
    alone: "alone too",
  },
  {
    title: "the text of the control map is changed by an insider",
    make: signed(asInsider, (pack) =>
      pack.edit("control-map.json", (text) => text.replace("does not show", "shows completely")),
    ),
    told: [/^documents control-map\.json, \/outcomes\//],
    alone: "not alone",
  },
  {
    title: "the verifier inside is exchanged for one that finds nothing",
    make: signed(asInsider, (pack) => pack.set("verify.mjs", "console.log('The pack holds.');\n")),
    told: [/^documents verify\.mjs, line 1$/],
    alone: "not alone",
  },
  {
    title: "the verifier inside is exchanged, and nothing signed anew",
    make: touched((pack) => pack.set("verify.mjs", "console.log('The pack holds.');\n")),
    told: [/^digests verify\.mjs$/, /^documents verify\.mjs, line 1$/],
    alone: "alone too",
  },
  {
    title: "a sentence of the report is changed",
    make: touched((pack) => pack.edit("index.html", (text) => text.replace("does not show", "shows"))),
    told: [/^digests index\.html$/, /^documents index\.html, line \d+$/],
    alone: "alone too",
  },
  {
    title: "a sentence of the report is changed by an insider",
    make: signed(asInsider, (pack) => pack.edit("index.html", (text) => text.replace("does not show", "shows"))),
    told: [/^documents index\.html, line \d+$/],
    alone: "not alone",
  },
  {
    title: "the print is exchanged for another",
    make: touched((pack) => pack.set("report.pdf", "%PDF-1.7\nAll is well.\n%%EOF\n")),
    told: [/^digests report\.pdf$/, /^documents report\.pdf$/],
    alone: "alone too",
  },
  {
    title: "the print is exchanged for another by an insider",
    make: signed(asInsider, (pack) => pack.set("report.pdf", "%PDF-1.7\nAll is well.\n%%EOF\n")),
    told: [/^documents report\.pdf$/],
    alone: "not alone",
  },
  {
    title: "a byte of a snapshot is turned",
    make: touched((pack) => {
      const bundle = Buffer.from(pack.files.get("inputs/store.bundle") ?? []);
      bundle[bundle.length - 300] = (bundle[bundle.length - 300] ?? 0) ^ 1;
      pack.set("inputs/store.bundle", bundle);
    }),
    told: [/^digests inputs\/store\.bundle$/, /^store inputs\/store\.bundle$/],
    alone: "alone too",
  },
  {
    title: "a record is dropped by an insider",
    make: signed(
      asInsider,
      bothLines((lines) => lines.toSpliced(18, 1)),
    ),
    told: [/^ledger record 19$/, /^store inputs\/ledger\.jsonl$/],
    alone: "alone too",
  },
  {
    title: "a record is edited by an insider",
    make: signed(asInsider, (pack) =>
      pack.editLines(LEDGER, (lines) => {
        const signed = lines.findIndex((line) => line.includes("J. Okafor"));
        return edited(lines, signed, (line) => line.replace("J. Okafor", "A. Nother"));
      }),
    ),
    told: [/^ledger record \d+$/, /^store inputs\/ledger\.jsonl$/],
    alone: "alone too",
  },
  {
    title: "two records are exchanged by an insider",
    make: signed(
      asInsider,
      bothLines((lines) => lines.with(20, lines[21] ?? "").with(21, lines[20] ?? "")),
    ),
    told: [/^ledger record 21$/, /^store inputs\/seals\.jsonl$/],
    alone: "alone too",
  },
  {
    title: "a record stands twice",
    make: signed(
      asInsider,
      bothLines((lines) => lines.toSpliced(20, 0, lines[20] ?? "")),
    ),
    told: [/^ledger record 20$/, /^store inputs\/ledger\.jsonl$/],
    alone: "alone too",
  },
  {
    title: "the ledger is cut off at its end, as it stands in the pack",
    make: signed(
      asInsider,
      bothLines((lines) => lines.slice(0, -2)),
    ),
    told: [/^ledger inputs\/ledger\.jsonl$/, /^store inputs\/ledger\.jsonl$/],
    alone: "alone too",
  },
  {
    title: "the seals of two records are exchanged",
    make: signed(asInsider, (pack) =>
      pack.editLines(SEALS, (lines) => lines.with(20, lines[21] ?? "").with(21, lines[20] ?? "")),
    ),
    told: [/^ledger record 20$/, /^ledger record 21$/],
    alone: "alone too",
  },
  {
    title: "the signature of a seal is taken away",
    make: signed(asInsider, (pack) =>
      pack.editLines(SEALS, (lines) =>
        edited(lines, 22, (line) => {
          const { object } = JSON.parse(line) as { object: string };
          const bare = object.replace(/gpgsig [\s\S]*? -----END SSH SIGNATURE-----\n/, "");
          const id = createHash("sha1")
            .update(`commit ${Buffer.byteLength(bare)}\0${bare}`)
            .digest("hex");
          return JSON.stringify({ commit: id, object: bare });
        }),
      ),
    ),
    told: [/^ledger record 22$/, /^ledger record 23$/],
    alone: "alone too",
  },
  {
    title: "the signature of the pack is taken away",
    make: touched((pack) =>
      pack.edit("attestation.dsse.json", (text) => text.replace(/"signatures":\[.*\]/, '"signatures":[]')),
    ),
    told: [/^signature attestation\.dsse\.json$/],
    alone: "alone too",
  },
  {
    title: "a stranger signs a changed pack with a key of their own",
    make: signed(asStranger, (pack) => pack.edit(CSV, (text) => text.replace("unreferenced", "authorised"))),
    told: [/^signature SHA256:/, /^documents 01-population\.csv, row 3 /],
    alone: "alone too",
  },
  {
    title: "a stranger puts their key among those that count, and signs",
    make: signed(asStranger, (pack) => {
      const [type, body] = readFileSync(join(folder, "stranger.pub"), "utf8").split(" ");
      pack.edit("inputs/allowed_signers", (text) => `${text}lockstep@lockstep.example ${type} ${body}\n`);
    }),
    told: [/^ledger SHA256:/, /^signature SHA256:/],
    alone: "alone too",
  },
  {
    title: "the key had run out before the pack was signed",
    make: signed(asInsider, (pack) =>
      pack.edit("inputs/allowed_signers", (text) => text.replace("namespaces=", 'valid-before="20260901",namespaces=')),
    ),
    told: [/^signature SHA256:/, /^ledger record \d+$/, /^store inputs\/allowed_signers$/],
    alone: "alone too",
  },
  {
    title: "an insider lets the key sign for any purpose, in the list of keys alone",
    make: signed(asInsider, (pack) =>
      pack.edit("inputs/allowed_signers", (text) => text.replace('namespaces="git" ', "")),
    ),
    told: [/^store inputs\/allowed_signers$/],
    alone: "not alone",
  },
  {
    title: "an insider writes a remark into the list of keys",
    make: signed(asInsider, (pack) =>
      pack.edit("inputs/allowed_signers", (text) => `# by order of the director\n${text}`),
    ),
    told: [/^store inputs\/allowed_signers$/],
    alone: "not alone",
  },
  {
    title: "a file is taken out of what is signed",
    make: async () => {
      const pack = sound.copy();
      const statement = JSON.parse(pack.statement) as { subject: { name: string }[] };
      const subject = statement.subject.filter(({ name }) => name !== "06-readiness.csv");
      await pack.signStatement(insider, JSON.stringify({ ...statement, subject }));
      return await pack.bytes();
    },
    told: [/^(?:digests 06-readiness\.csv|signature attestation\.dsse\.json)$/],
    alone: "alone too",
  },
  {
    title: "the pack is said to have been made before its newest record",
    make: signed(asInsider, (pack) => pack.setParameters({ generatedAt: "2026-08-01T09:00:00.000Z" })),
    told: [/^signature attestation\.dsse\.json$/],
    alone: "alone too",
  },
  {
    title: "the period is said to be another",
    make: signed(asInsider, (pack) => pack.setParameters({ to: "2026-10-31T00:00:00.000Z" })),
    told: [/^documents evidence\.json, /, /^documents 02-coverage\.csv/],
    alone: "not alone",
  },
  {
    title: "the statement says another period than the parameters",
    make: async () => {
      const pack = sound.copy();
      await pack.sign(insider, { to: "2026-10-31T00:00:00.000Z" });
      return await pack.bytes();
    },
    told: [/^digests attestation\.dsse\.json$/],
    alone: "not alone",
  },
  {
    title: "an engine is taken out of the scope",
    make: signed(asInsider, (pack) => pack.setParameters({ engines: ["other"], leftOut: ["tie"] })),
    told: [/^store observed\/tie\/tie-a$/, /^documents /],
    alone: "not alone",
  },
  {
    title: "two packs are glued into one",
    make: async () => {
      const august = join(folder, "august.zip");
      const period = { firstDay: "2026-08-01", lastDay: "2026-08-31" };
      const { app } = quarter.nights.estate;
      await app.makeEvidence({ ...period, at: quarter.generatedAt, generator: GENERATOR, file: august, by: null });
      const other = await TamperablePack.open(august);
      rmSync(august);
      const pack = sound.copy();
      for (const name of ["03-unmatched.csv", "06-readiness.csv"]) pack.set(name, other.text(name));
      await pack.sign(insider);
      return await pack.bytes();
    },
    told: [/^documents 06-readiness\.csv, row /],
    alone: "not alone",
  },
  {
    title: "what was observed of an engine is exchanged",
    make: forged((store) => void store.replace("observed/tie/tie-b", /script\.js$/, (text) => `${text}\n`)),
    told: [/^verdicts record \d+, tie$/],
    alone: "not alone",
  },
  {
    title: "a ticket is exchanged for one that was approved in time",
    make: forged((store) => void store.replace("tickets", /RFC-1002/, (text) => text.replaceAll('"asked"', '"yes"'))),
    told: [/^verdicts record \d+, tie$/],
    alone: "not alone",
  },
  {
    title: "the policy is exchanged for a milder one",
    make: forged((store) => void store.replace("main", /policy\.yaml$/, (text) => `${text}\n# milder\n`)),
    told: [/^(?:verdicts|documents) /],
    alone: "not alone",
  },
  {
    title: "a verdict is changed in its record, and every record and seal since is made anew",
    make: forged((store) =>
      store.rewrite((record) => {
        if (record.seq !== 43) return record;
        const body = JSON.parse(
          JSON.stringify(record.body)
            .replaceAll('"not-ready"', '"ready"')
            .replace(
              /("reportDigest":"sha256:)(.)/,
              (_, name: string, digit: string) => `${name}${digit === "0" ? "1" : "0"}`,
            ),
        );
        assert.notDeepEqual(body, record.body);
        return { ...record, body };
      }),
    ),
    told: [/^verdicts record 43, tie$/],
    alone: "not alone",
  },
  {
    title: "the files are zipped in another order",
    make: () => sound.bytes([...sound.files.keys()].reverse()),
    told: [/^archive /],
    alone: "not alone",
  },
  {
    title: "the files are zipped by another program",
    make: () => {
      execFileSync("python3", ["-c", REZIP, join(folder, "rezipped.zip")], { input: archive });
      return readFileSync(join(folder, "rezipped.zip"));
    },
    told: [/^archive the archive$/],
    alone: "alone too",
  },
  {
    title: "the files are compressed otherwise",
    make: () => zipped(sound.files, 1),
    told: [/^archive the archive$/],
    alone: "alone too",
  },
  {
    title: "a comment is added to the archive",
    make: () => {
      const bytes = Buffer.concat([archive, Buffer.from("hello")]);
      bytes.writeUInt16LE(5, archive.length - 2);
      return bytes;
    },
    told: [/^archive the archive$/],
    alone: "alone too",
  },
  {
    title: "a file is added, and signed by an insider",
    make: signed(asInsider, (pack) => pack.set("14-extra.csv", "extra\r\n")),
    told: [/^archive 14-extra\.csv$/],
    alone: "not alone",
  },
  {
    title: "a file stands twice under one name",
    make: () => renamed("08-exceptions.csv", CSV),
    told: [/^archive the archive$/],
    alone: "alone too",
  },
  {
    title: "a name leads out of the folder",
    make: () => renamed(CSV, "../population.csv"),
    told: [/^archive the archive$/],
    alone: "alone too",
  },
  {
    title: "a small file would unpack to a very large one",
    make: () => zipped(new Map([...sound.files, ["14-bomb.csv", Buffer.alloc(8 * 1024 ** 2)]])),
    told: [/^archive the archive$/],
    alone: "alone too",
  },
  {
    title: "the archive is cut off",
    make: () => archive.subarray(0, -100),
    told: [/^archive the archive$/],
    alone: "alone too",
  },
];

const REZIP = `
import io, sys, zipfile
source = zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read()))
with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as target:
    for name in source.namelist(): target.writestr(name, source.read(name))
`;

/** Each takes ten seconds to make and to find: a run of `3/8` takes each eighth of them, from the third. Left out: all. */
const [, part, of] = /^([1-9])\/([2-9])$/.exec(process.env["LOCKSTEP_TAMPERINGS"] ?? "") ?? [];
const CHOSEN = TAMPERINGS.filter((_, index) => of === undefined || index % Number(of) === Number(part) - 1);

for (const { title, make, told, alone } of CHOSEN) {
  test(`is found and named: ${title}`, async () => {
    const bytes = await make();
    const report = await verified(bytes);
    const found = broken(report);
    assert.equal(report.outcome, "broken", JSON.stringify(report.faults));
    for (const pattern of typeof told === "function" ? told() : told)
      assert.ok(
        found.some((each) => pattern.test(each)),
        `${pattern} not in\n${found.join("\n")}`,
      );
    const own = await verifyPack(archiveOf(new Blob([new Uint8Array(bytes)])), { keys: new Set([key]) });
    assert.equal(own.outcome, alone === "alone too" ? "broken" : "holds", JSON.stringify(own.faults));
  });
}

test("holds for whoever knows the key, as does the verifier inside, run as it came out of the pack", async () => {
  const report = await verified(archive, { heads: [head] });
  assert.deepEqual(report.faults, []);
  assert.equal(report.outcome, "holds");
  const program = join(folder, "verify.mjs");
  writeFileSync(program, sound.files.get("verify.mjs") ?? "");
  writeFileSync(join(folder, "q.zip"), archive);
  const arguments_ = [program, join(folder, "q.zip"), "--key", key, "--head", `${head.seq}:${head.hash}`];
  assert.match(execFileSync(process.execPath, arguments_, { encoding: "utf8" }), /^The pack holds/);
});

test("cannot tell whose key it is from the pack alone, and says what to compare", async () => {
  const report = await verified(archive, { keys: [] });
  assert.equal(report.outcome, "unknown");
  assert.deepEqual(
    report.faults.map(({ check, about }) => `${check} ${about}`),
    [`signature ${key}`],
  );
  assert.match(report.faults[0]?.message ?? "", /ask the organisation, by another way than this pack/);
  assert.equal((await verified(archive, { keys: [], heads: [head] })).outcome, "holds");
});

test("cannot tell that an insider cut the newest records off and packed anew, but for whoever was mailed a head", async () => {
  const bytes = await forged((store) => store.cutAfter(head.seq - 2))();
  const trusting = await verified(bytes);
  assert.deepEqual([trusting.outcome, trusting.faults], ["holds", []]);
  const report = await verified(bytes, { heads: [head] });
  assert.deepEqual(broken(report), [`ledger record ${head.seq}`]);
  assert.equal(
    (await verifyPack(archiveOf(new Blob([new Uint8Array(bytes)])), { heads: new Map([[head.seq, head.hash]]) }))
      .outcome,
    "broken",
  );
});

test("does not hold where something was put onto the tickets that no record names", async () => {
  const bytes = await forged((store) => void store.replace("tickets", /RFC-1007/, (text) => `${text}${text}`, true))();
  const report = await verified(bytes);
  assert.notEqual(report.outcome, "holds");
  assert.ok(report.faults.some(({ check, about }) => check === "store" && about === "tickets"));
});

test("another version of the program cannot tell its words, and never calls a sound record broken", async () => {
  const pack = sound.copy();
  pack.setParameters({ generator: "lockstep/0.0.1" });
  pack.edit(CSV, (text) => text.replace("Integration team", "Another team"));
  await pack.sign(insider);
  const report = await verified(await pack.bytes());
  assert.deepEqual([report.outcome, broken(report)], ["unknown", []]);
});

test("holds in another time zone and locale: made again there, every page and list is the same bytes", async () => {
  const file = join(folder, "elsewhere.zip");
  writeFileSync(file, archive);
  const elsewhere = { ...process.env, TZ: "Asia/Kathmandu", LANG: "de_DE.UTF-8", LC_ALL: "de_DE.UTF-8" };
  const command = startCommandLine(["evidence", "verify", file, "--key", key, "--json"], elsewhere);
  const { code, stdout, stderr } = await command.ended;
  const { checks, faults } = JSON.parse(stdout) as EvidenceVerifyReport;
  // By its own name, which differs from the test's: of the documents it would say unknown, if a byte of them differed.
  assert.deepEqual([...new Set(checks.map(({ outcome }) => outcome))], ["holds"], `${stderr}${JSON.stringify(faults)}`);
  assert.equal(code, 0);
});
