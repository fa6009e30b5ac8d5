import { resolve } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import type { EvidenceVerifyReport } from "#schemas/evidence-verify-report";
import { type VerifyRequest, verifyEvidence } from "#services/compose/evidence/verify-evidence";
import { renderVerifyTerminal } from "#services/reports/evidence/render-verify-terminal";
import { addExamples } from "./add-examples.js";
import { type AddCommand, type CommandContext, layoutOf } from "./command-context.js";
import { EXIT } from "./exit-codes.js";
import { addHead } from "./parse-head.js";
import { printAnswer } from "./print-answer.js";
import { untilInterrupted } from "./until-interrupted.js";
import { VERSION } from "./version.js";

interface VerifyOptions {
  readonly key: readonly string[];
  readonly head: VerifyRequest["heads"];
  readonly allowedSigners: readonly string[];
  readonly json?: boolean;
}

const EXITS = { holds: EXIT.ready, broken: EXIT.notReady, unknown: EXIT.unknown } as const;

/** `lockstep evidence verify`: works anywhere, with no estate at hand. */
export function addEvidenceVerify(
  evidence: Command,
  context: CommandContext,
  setExit: Parameters<AddCommand>[2],
): void {
  const command = evidence
    .command("verify")
    .description("check a pack: files, signature, record, and everything that follows from the record, made again")
    .argument("<file>", "the pack")
    .option("--key <fingerprint>", "the organisation's key, learnt elsewhere: SHA256:…; again for another", addKey, [])
    .option("--allowed-signers <file>", "a file of its public keys, got elsewhere; again for another", collect, [])
    .option("--head <seq:hash>", "a record that was mailed: the pack must hold it; again for another", addHead, [])
    .option("--json", "print the answer as JSON");
  addExamples(
    command,
    "evidence verify q3.zip --key SHA256:…",
    "evidence verify q3.zip --allowed-signers trust-keys --head 41:sha256:…",
  ).action(async (file: string, { key, head, allowedSigners, ...options }: VerifyOptions) => {
    const report = await untilInterrupted<EvidenceVerifyReport>(context, ({ signal }) =>
      verifyEvidence({
        ...{ file: resolve(context.cwd, file), keys: key, heads: head, generator: `lockstep/${VERSION}` },
        allowedSignersFiles: allowedSigners.map((each) => resolve(context.cwd, each)),
        ...(signal === undefined ? {} : { signal }),
      }),
    );
    printAnswer(report, () => renderVerifyTerminal(report, layoutOf(context)), context, options);
    setExit(EXITS[report.outcome]);
  });
}

function addKey(text: string, before: readonly string[]): readonly string[] {
  if (/^SHA256:[A-Za-z0-9+/]{43}$/.test(text)) return [...before, text];
  throw new InvalidArgumentError("It is a key's fingerprint, as ssh-keygen -l tells: SHA256: and 43 characters.");
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}
