import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Type } from "typebox";
import { LockstepError } from "#services/core/errors";
import { checkSchema } from "#services/core/policy/check-schema";
import { compareText } from "#services/core/text/compare-text";
import type { PeopleBook, PersonInBook } from "#services/ports/people-book";
import { readPeopleKey } from "./people-key.js";

/** Opens the book in a folder: the key, and a file a person, for its owner alone. */
export function openPeopleBook(folder: string): PeopleBook {
  const fileOf = (id: string): string => join(folder, `${id}.person`);
  let key: Promise<Uint8Array> | undefined;

  async function read(name: string): Promise<readonly PersonInBook[]> {
    const text = await readFile(join(folder, name), "utf8").catch(orNothing);
    return text === undefined ? [] : [parsePerson(text, name)];
  }

  return {
    key() {
      key ??= readPeopleKey(folder);
      key.catch(() => {
        key = undefined;
      });
      return key;
    },
    async keep(person) {
      const file = fileOf(person.id);
      if ((await readFile(file).catch(orNothing)) === undefined) await write(folder, file, person);
    },
    async list() {
      const names = ((await readdir(folder).catch(orNothing)) ?? []).filter((name) => FILE.test(name));
      const people = (await Promise.all(names.map(read))).flat();
      return people.sort((a, b) => compareText(a.name, b.name) || compareText(a.id, b.id));
    },
    async remove(id) {
      if (!ID.test(id)) return;
      try {
        // First, so that a kill right after it leaves a forgetting that goes on, and never one that nobody knows of.
        await writeFile(join(folder, `${id}${GOING}`), "", { mode: 0o600, flush: true });
        await rm(fileOf(id), { force: true });
      } catch (cause) {
        throw new LockstepError("system-refused", `Nothing could be taken out of ${folder}, the book of people.`, {
          cause,
        });
      }
    },
    async unsettled() {
      const names = ((await readdir(folder).catch(orNothing)) ?? []).filter((name) => name.endsWith(GOING));
      return names.map((name) => name.slice(0, -GOING.length)).filter((id) => ID.test(id));
    },
    async settle(ids) {
      for (const id of ids.filter((one) => ID.test(one))) await rm(join(folder, `${id}${GOING}`), { force: true });
    },
  };
}

const ID = /^[0-9a-f]{16}$/;
/** What stands for somebody whose forgetting is not known to be on record. It holds nothing. */
const GOING = ".forgotten";
const FILE = /^[0-9a-f]{16}\.person$/;

async function write(folder: string, file: string, person: PersonInBook): Promise<void> {
  const part = `${file}.${randomBytes(6).toString("hex")}.part`;
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(part, `${JSON.stringify(person)}\n`, { mode: 0o600, flush: true });
    await rename(part, file);
  } catch (cause) {
    await rm(part, { force: true });
    throw new LockstepError("system-refused", `Nothing could be written in ${folder}, the book of people.`, { cause });
  }
}

function orNothing(cause: unknown): undefined {
  if (cause instanceof Error && "code" in cause && (cause.code === "ENOENT" || cause.code === "ENOTDIR"))
    return undefined;
  throw new LockstepError("system-refused", "The book of people cannot be read.", { cause });
}

const Text = Type.String({ minLength: 1 });
const PERSON = Type.Object({ id: Text, name: Text, pseudonym: Text, since: Text }, { additionalProperties: false });

function parsePerson(text: string, file: string): PersonInBook {
  const value = parseJson(text);
  if (checkSchema(value, PERSON).length === 0 && file === `${(value as PersonInBook).id}.person`)
    return value as PersonInBook;
  throw new LockstepError("system-refused", `${file} in the book of people is damaged.`, {
    remedy: "Restore it from your backup, or delete it: then the person is shown by the pseudonym.",
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // It does not fit the schema then.
    return undefined;
  }
}
