import { existsSync, readFileSync } from "node:fs";
import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { beginDatabase } from "#services/queues/begin-database";
import { projectRoot } from "#test/project-root";

/**
 * Puts an empty database where the embedded queue will look for it: making one costs five seconds of a processor, copying one a
 * twentieth of a second. The first process that needs it makes it, for all runs with this version of PGlite.
 */
export async function seedQueueDatabase(dataFolder: string): Promise<void> {
  const place = join(dataFolder, "queue", "database");
  if (existsSync(place)) return;
  const cache = join(projectRoot, "node_modules", ".cache", "lockstep");
  const made = join(cache, `queue-database-${versionOfPglite()}`);
  await mkdir(cache, { recursive: true });
  const workshop = await mkdtemp(join(cache, "making-"));
  await beginDatabase(workshop, made, undefined);
  await rm(workshop, { recursive: true, force: true });
  // Another process may have been quicker; where neither could, the queue makes its own.
  if (!existsSync(made)) return;
  await mkdir(dirname(place), { recursive: true, mode: 0o700 });
  await cp(made, place, { recursive: true });
}

function versionOfPglite(): string {
  const entry = createRequire(import.meta.url).resolve("@electric-sql/pglite");
  const { version }: { readonly version: string } = JSON.parse(
    readFileSync(join(dirname(dirname(entry)), "package.json"), "utf8"),
  );
  return version;
}
