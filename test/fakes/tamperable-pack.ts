import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EvidenceParameters } from "#schemas/evidence-parameters";
import { messageOf, writeEnvelope } from "#services/core/seal/evidence-envelope";
import { writeStatement } from "#services/core/seal/evidence-statement";
import { canonicalText } from "#services/core/seal/seal-record";
import type { Bytes, EvidenceSigner } from "#services/ports/evidence";
import { createPackWriter } from "#services/stores/evidence/create-pack-writer";
import { openPack } from "#services/stores/evidence/open-pack";

/** The files of a pack by name, in their order, to be changed as one likes. */
export class TamperablePack {
  readonly files: Map<string, Buffer>;

  constructor(files: ReadonlyMap<string, Buffer>) {
    this.files = new Map(files);
  }

  static async open(file: string): Promise<TamperablePack> {
    await using pack = await openPack(file);
    const files = new Map<string, Buffer>();
    for (const name of pack.names) files.set(name, await collect(pack.read(name)));
    return new TamperablePack(files);
  }

  copy(): TamperablePack {
    return new TamperablePack(this.files);
  }

  text(name: string): string {
    const bytes = this.files.get(name);
    if (bytes === undefined) throw new Error(`the pack holds no ${name}`);
    return bytes.toString("utf8");
  }

  set(name: string, content: string | Uint8Array): void {
    this.files.set(name, Buffer.from(content));
  }

  /** Changes a file; a change that changes nothing is a mistake of the test. */
  edit(name: string, change: (text: string) => string): void {
    const before = this.text(name);
    const after = change(before);
    if (after === before) throw new Error(`nothing was changed in ${name}`);
    this.set(name, after);
  }

  editLines(name: string, change: (lines: string[]) => string[]): void {
    this.edit(name, (text) => {
      const end = name.endsWith(".csv") ? "\r\n" : "\n";
      return change(text.slice(0, -end.length).split(end))
        .map((line) => line + end)
        .join("");
    });
  }

  get parameters(): EvidenceParameters {
    return JSON.parse(this.text(PARAMETERS)) as EvidenceParameters;
  }

  setParameters(change: Partial<EvidenceParameters>): void {
    this.set(PARAMETERS, `${canonicalText({ ...this.parameters, ...change })}\n`);
  }

  /** Makes every digest anew and signs: what whoever holds a key can do. */
  async sign(signer: EvidenceSigner, about: Partial<EvidenceParameters> = {}): Promise<void> {
    const names = [...this.files.keys()].filter((name) => name !== ENVELOPE);
    const files = names.map((name) => ({ name, sha256: sha256(this.files.get(name) ?? Buffer.alloc(0)) }));
    await this.signStatement(signer, writeStatement({ ...this.parameters, ...about }, files, PARAMETERS));
  }

  async signStatement(signer: EvidenceSigner, statement: string): Promise<void> {
    this.set(ENVELOPE, writeEnvelope(statement, await signer.sign(messageOf(statement))));
  }

  /** What is signed, as a text. */
  get statement(): string {
    const { payload } = JSON.parse(this.text(ENVELOPE)) as { payload: string };
    return Buffer.from(payload, "base64").toString("utf8");
  }

  /** The archive, as Lockstep writes it. */
  async bytes(names: Iterable<string> = this.files.keys()): Promise<Buffer> {
    const folder = await mkdtemp(join(tmpdir(), "lockstep-tampered-"));
    try {
      const file = join(folder, "pack.zip");
      const writer = await createPackWriter(file);
      for (const name of names) await writer.add(name, once(this.files.get(name) ?? Buffer.alloc(0)));
      await writer.finish();
      return await readFile(file);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

const ENVELOPE = "attestation.dsse.json";
const PARAMETERS = "inputs/parameters.json";

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

async function* once(bytes: Uint8Array): Bytes {
  yield bytes;
}

async function collect(bytes: Bytes): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of bytes) parts.push(part);
  return Buffer.concat(parts);
}
