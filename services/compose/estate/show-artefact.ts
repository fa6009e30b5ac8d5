import type { HistoryReport } from "#schemas/history-report";
import { isPurged } from "#services/core/artefact/is-purged";
import { LockstepError } from "#services/core/errors";
import { parseSelector } from "#services/core/parse-selector";
import type { EstateRepository } from "#services/ports/estate-repository";
import type { Opened } from "./show-stored.js";

/**
 * Shows what one artefact holds, as it is compared and kept, and how it came about.
 *
 * @throws LockstepError `selector-unknown`
 */
export async function showArtefact(
  text: string,
  named: string,
  stored: Opened,
  repository: Pick<EstateRepository, "history">,
): Promise<HistoryReport> {
  const entry = stored.snapshot.entries.find(({ name, key, path }) => [name, key, path].includes(named));
  if (entry === undefined) {
    const message = `'${text}' holds no artefact with the name, key or path ${JSON.stringify(named)}.`;
    throw new LockstepError("selector-unknown", message, { remedy: `'lockstep show ${text}' lists what it holds.` });
  }
  const { path, kind, key, name, digest } = entry;
  const selector = parseSelector(text);
  const files = (await stored.load([path])).get(path) ?? [];
  const versions =
    selector.type === "baseline" ? [] : await repository.history(selector.engineId, selector.nodeId, path);
  const texts = files.map((file) => ({ path: file.path, text: new TextDecoder().decode(file.bytes) }));
  return {
    schema: "lockstep/history@1",
    selector: text,
    path,
    artefact: { kind, key, name },
    digest,
    ...(isPurged(files) ? {} : { files: texts }),
    versions: [...versions],
  };
}
