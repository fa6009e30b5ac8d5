import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EvidenceParameters } from "#schemas/evidence-parameters";
import type { LedgerRecord } from "#schemas/ledger-record";
import { productNamed } from "#services/compose/estate/products";
import { openControlLibrary } from "#services/compose/evidence/open-control-library";
import { readVerifiers } from "#services/compose/evidence/read-verifiers";
import { renderEvidence } from "#services/compose/evidence/render-evidence";
import type { Settings } from "#services/config";
import { type MakingContext, makePack } from "#services/jobs/evidence/make-pack";
import { createEvidenceSigner } from "#services/stores/evidence/create-evidence-signer";
import { createPackWriter } from "#services/stores/evidence/create-pack-writer";
import { openEvidenceSource } from "#services/stores/evidence/open-evidence-source";
import { openEstateRepository } from "#services/stores/git/open-estate-repository";
import { openLedger } from "#services/stores/ledger/open-ledger";
import { openTicketStore } from "#services/stores/tickets/open-ticket-store";
import { TamperablePack } from "./tamperable-pack.js";

/** A copy of an estate's store, in the hands of somebody who has its key too. */
export class ForgedStore implements Disposable {
  readonly #folder = mkdtempSync(join(tmpdir(), "lockstep-forged-"));
  readonly #gitDir = join(this.#folder, "store.git");
  readonly #signingKeyFile: string;
  #now = new Date(0);

  constructor({ storeDir, signingKeyFile }: Pick<Settings, "storeDir" | "signingKeyFile">) {
    cpSync(storeDir, this.#gitDir, { recursive: true });
    this.#signingKeyFile = signingKeyFile;
  }

  /** Puts another content into a branch: on top of it, or as if it had never been another. */
  replace(branch: string, path: RegExp, change: (text: string) => string, onTop = false): string {
    const file = this.git("ls-tree", "-r", "--name-only", branch)
      .split("\n")
      .find((each) => path.test(each));
    if (file === undefined) throw new Error(`${branch} holds no ${path}`);
    const before = this.#run(["show", `${branch}:${file}`]);
    const after = change(before);
    if (before === after) throw new Error(`nothing was changed in ${file}`);
    this.git("read-tree", branch);
    const blob = this.#run(["hash-object", "-w", "--stdin"], after).trim();
    this.git("update-index", "--cacheinfo", `100644,${blob},${file}`);
    const parents = onTop ? ["-p", branch] : [];
    const commit = this.git("commit-tree", this.git("write-tree"), ...parents, "-m", "Seen");
    this.git("update-ref", `refs/heads/${branch}`, commit);
    return commit;
  }

  /** Writes the ledger anew, from the first record on, each sealed at its own time with the true key. */
  async rewrite(change: (record: LedgerRecord) => LedgerRecord | undefined): Promise<void> {
    const lines: LedgerRecord[] = [];
    for await (const record of this.#ledger().records()) lines.unshift(record);
    this.git("update-ref", "-d", "refs/heads/ledger");
    const ledger = this.#ledger();
    const hashes = new Map<string, string>();
    for (const record of lines) {
      const changed = change(record);
      if (changed === undefined) continue;
      this.#now = new Date(record.at);
      const renamed = [...hashes].reduce((text, [from, to]) => text.replaceAll(from, to), JSON.stringify(changed.body));
      const { type, actor, at } = changed;
      const written = await ledger.append({ type, actor, at, body: JSON.parse(renamed) as LedgerRecord["body"] });
      hashes.set(record.hash, written.hash);
    }
  }

  /** Cuts every record off that is newer than one, and what was observed since. */
  cutAfter(seq: number): void {
    const commit = this.git("rev-list", "--reverse", "ledger").split("\n")[seq] ?? "";
    this.git("update-ref", "refs/heads/ledger", commit);
    const left = this.#run(["grep", "-h", "", "ledger"]);
    for (const branch of this.git("for-each-ref", "--format=%(refname)", "refs/heads/observed").split("\n")) {
      const named = this.git("rev-list", branch)
        .split("\n")
        .find((each) => left.includes(each));
      this.git("update-ref", branch, named ?? "");
    }
  }

  /** Makes a pack of what the store now says, with Lockstep itself. */
  async pack(parameters: EvidenceParameters): Promise<TamperablePack> {
    const context = this.#context();
    const ledger = this.#ledger();
    const source = openEvidenceSource(context);
    const head = await ledger.head();
    if (head === undefined) throw new Error("the ledger is empty");
    const making: MakingContext = {
      ...{ repository: openEstateRepository(context, ledger), ledger, ticketStore: openTicketStore(context, ledger) },
      ...{ source, libraryOf: openControlLibrary, render: renderEvidence, verifiers: await readVerifiers() },
      dialectOf: ({ product }) => productNamed(product).dialect,
      signer: createEvidenceSigner(this.#signingKeyFile),
      // whoever forges looks at nothing
      inspection: { look: (_, bytes) => bytes, assertNobody: () => Promise.resolve() },
    };
    const file = join(this.#folder, "forged.zip");
    rmSync(file, { force: true });
    const branches = await source.branches(parameters.engines);
    const generatedAt = await this.#laterThanRecords(parameters.generatedAt);
    await makePack(
      { ...parameters, generatedAt, head, branches: { ...branches } },
      await createPackWriter(file),
      making,
    );
    return await TamperablePack.open(file);
  }

  git(...args: string[]): string {
    return this.#run(args).trim();
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #context() {
    return { gitDir: this.#gitDir, signingKeyFile: this.#signingKeyFile, now: () => this.#now };
  }

  async #laterThanRecords(at: string): Promise<string> {
    for await (const newest of this.#ledger().records({ limit: 1 })) if (newest.at > at) return newest.at;
    return at;
  }

  #ledger() {
    return openLedger(this.#context());
  }

  #run(args: string[], input?: string): string {
    const who = { NAME: "Lockstep", EMAIL: "lockstep@lockstep.example", DATE: "2026-09-30T12:00:00Z" };
    const people = Object.entries(who).flatMap(([key, value]) =>
      ["AUTHOR", "COMMITTER"].map((role) => [`GIT_${role}_${key}`, value]),
    );
    const env = { ...process.env, ...Object.fromEntries(people), GIT_INDEX_FILE: join(this.#folder, "index") };
    return execFileSync("git", [`--git-dir=${this.#gitDir}`, ...args], { input, env, encoding: "utf8", stdio: "pipe" });
  }
}
