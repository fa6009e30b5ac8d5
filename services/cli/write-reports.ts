import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Command } from "commander";
import { LockstepError } from "#services/core/errors";
import type { CommandContext } from "./command-context.js";

/** The files a command may write beside its answer. */
export interface ReportFiles {
  readonly json?: boolean;
  readonly sarif?: string;
  readonly junit?: string;
  readonly html?: string;
  readonly markdown?: string;
}

/** How a report of one kind is written in each form. */
export interface ReportWriters<T> {
  readonly sarif: (report: T) => string;
  readonly junit: (report: T) => string;
  readonly html: (report: T) => string;
  readonly markdown: (report: T) => string;
}

export function addReportOptions(command: Command): Command {
  return command
    .option("--json", "print the answer as JSON")
    .option("--sarif <file>", "also write SARIF 2.1.0")
    .option("--junit <file>", "also write JUnit XML")
    .option("--html <file>", "also write a self-contained HTML report")
    .option("--markdown <file>", "also write Markdown for a pull request");
}

/** Writes every file that was asked for; one that cannot be written keeps none of the others. @throws LockstepError `system-refused` */
export async function writeReports<T>(
  report: T,
  files: ReportFiles,
  writers: ReportWriters<T>,
  context: CommandContext,
): Promise<void> {
  const failed: string[] = [];
  for (const form of ["sarif", "junit", "html", "markdown"] as const) {
    const file = files[form];
    if (file === undefined) continue;
    const problem = await write(resolve(context.cwd, file), writers[form](report));
    if (problem === undefined) context.stderr.write(`wrote ${file}\n`);
    else failed.push(`--${form} ${file} (${problem})`);
  }
  if (failed.length > 0) {
    throw new LockstepError(
      "system-refused",
      `The answer above stands, but could not be written to ${failed.join(", ")}.`,
    );
  }
}

/** Writes one file beside an answer. @throws LockstepError `system-refused` */
export async function writeFileOf(file: string, text: string, { cwd, stderr }: CommandContext): Promise<void> {
  const problem = await write(resolve(cwd, file), text);
  if (problem === undefined) return void stderr.write(`wrote ${file}\n`);
  throw new LockstepError(
    "system-refused",
    `The answer above stands, but could not be written to ${file} (${problem}).`,
  );
}

async function write(file: string, text: string): Promise<string | undefined> {
  try {
    await writeFile(file, text);
    return undefined;
  } catch (error) {
    return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown";
  }
}
