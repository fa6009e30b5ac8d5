import { createHash } from "node:crypto";
import type { NodeCompiler, NodeTypstDocument } from "@myriaddreamin/typst-ts-node-compiler";
import { LockstepError } from "#services/core/errors";
import { escapeText } from "#services/core/text/escape-text";
import type { PdfPrinter } from "#services/ports/evidence";
import { withoutMachineFonts } from "./without-machine-fonts.js";

/**
 * Prints by the compiler of Typst, in this process: no program is started, no file is read, and no font is used but the one inside the compiler. A print is
 * PDF/A-2a and says so. The compiler names one standard in a file: that the rules of PDF/UA-1 are kept too is checked by printing for it as well.
 *
 * @throws LockstepError `system-refused` where the compiler does not run on this machine, or fonts of the machine would stand in; `bug` for text that it
 * does not take
 */
export function createTypstPrinter(): PdfPrinter {
  return {
    async print(typst) {
      const compiler = await openCompiler();
      const sample = createHash("sha256")
        .update(toPdf(compiler, SAMPLE, "a-2a"))
        .digest("hex");
      if (sample !== SAMPLE_DIGEST) throw unfit("it does not print a sample as every other machine does");
      toPdf(compiler, typst, "ua-1");
      return toPdf(compiler, typst, "a-2a");
    },
  };
}

/** There is no such folder: the compiler has nothing to read from. */
const NOWHERE = "/nonexistent/lockstep";

async function openCompiler(): Promise<NodeCompiler> {
  try {
    const typst = await import("@myriaddreamin/typst-ts-node-compiler");
    return await withoutMachineFonts(() => typst.NodeCompiler.create({ workspace: NOWHERE }));
  } catch (cause) {
    throw unfit("the compiler of Typst has no build for it, or was not installed", cause);
  }
}

function unfit(why: string, cause?: unknown): LockstepError {
  return new LockstepError("system-refused", `This machine cannot print PDF: ${why}.`, {
    cause,
    remedy:
      "Install Lockstep with its optional packages on Linux, macOS or Windows, and take away fonts named Libertinus Serif.",
  });
}

/** Each face of the font. Its digest changes only with the compiler. */
const SAMPLE = `#set document(title: "Sample", date: datetime(year: 2026, month: 1, day: 1))
#set text(font: "Libertinus Serif", fallback: false, lang: "en", region: "GB")
= Sample
Plain, *strong*, _leaning_, *_both_*: 0123456789 ⟨›–’⟩`;
const SAMPLE_DIGEST = "0fbd5556e155caf3fe023bffb002157428f5e91c565db957219c0c6ffcbebc90";

function toPdf(compiler: NodeCompiler, typst: string, pdfStandard: "a-2a" | "ua-1"): Uint8Array {
  const result = compiled(compiler, typst);
  try {
    // The moment of making is in the text: the compiler is to ask no clock.
    return new Uint8Array(compiler.pdf(result, { pdfStandard, pdfTags: true, creationTimestamp: 0 }));
  } catch (cause) {
    throw new LockstepError(
      "bug",
      `A print does not keep to ${pdfStandard}: ${escapeText(String(cause).slice(0, 400))}`,
      { cause },
    );
  }
}

function compiled(compiler: NodeCompiler, typst: string): NodeTypstDocument {
  const answer = compiler.compile({ mainFileContent: typst, resetRead: true });
  if (answer.result !== null) return answer.result;
  const told = answer.takeError()?.shortDiagnostics.map(({ message }) => String(message)) ?? [];
  throw new LockstepError("bug", `The text of a print was not taken: ${escapeText(told.join("; ").slice(0, 400))}`);
}
