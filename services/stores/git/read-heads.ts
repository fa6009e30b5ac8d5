import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { LEDGER_REF, MAIN_REF } from "./refs.js";

/** Where the branches stand that pages are made of. */
export interface StoreHeads {
  readonly main: string;
  /** All of them: the same text, and nothing was written meanwhile. */
  readonly all: string;
}

/**
 * Says where the ledger, what is governed, the reviews and the proposals stand, from git's own files: a program that is started costs
 * more than all that is done with the answer.
 */
export async function readHeads(gitDir: string): Promise<StoreHeads> {
  const names = [MAIN_REF, LEDGER_REF, "refs/heads/reviews", ...(await listLoose(gitDir, "refs/heads/drift"))];
  const loose = await Promise.all(names.map((name) => readText(join(gitDir, name))));
  // What is packed away stands in one file, which each packing writes anew.
  const packed = await readText(join(gitDir, "packed-refs"));
  const lines = names.map((name, index) => `${name} ${loose[index]?.trim() ?? ""}`);
  const packedMain = packed.split("\n").find((line) => line.endsWith(` ${MAIN_REF}`)) ?? "";
  return { main: loose[0]?.trim() || packedMain, all: [...lines, packed].join("\n") };
}

async function listLoose(gitDir: string, folder: string): Promise<string[]> {
  const engines = await list(join(gitDir, folder));
  const keys = engines.map(async (engine) =>
    (await list(join(gitDir, folder, engine))).map((key) => `${folder}/${engine}/${key}`),
  );
  return (await Promise.all(keys)).flat().sort();
}

/** What is not there is as good a name of a state as what is. */
async function list(folder: string): Promise<string[]> {
  return await readdir(folder).catch(() => []);
}

async function readText(path: string): Promise<string> {
  return await readFile(path, "utf8").catch(() => "");
}
