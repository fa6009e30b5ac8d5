import type { CollectionUpload } from "#schemas/collection-upload";
import type { Collector } from "#schemas/collector";
import type { Engine, Estate } from "#schemas/estate";
import { LockstepError } from "../errors.js";

/** What an upload is held against. */
export interface UploadExpected {
  readonly estate: Estate;
  /** The collector that the token and the address name. */
  readonly collectorId: string;
  readonly dialectOf: (engine: Engine) => string;
  /** The mask key of the estate. */
  readonly maskKeyId: string;
  readonly at: Date;
}

/** The collector as `estate.yaml` declares it. @throws LockstepError `collector-unknown` */
export function collectorIn({ collectors = [] }: Estate, id: string): Collector {
  const found = collectors.find((collector) => collector.id === id);
  if (found !== undefined) return found;
  throw new LockstepError("collector-unknown", "estate.yaml on main declares no such collector.");
}

/** The engine that an upload speaks of, where it is this collector's to read. @throws LockstepError `collector-unknown` */
export function engineOfUpload(upload: CollectionUpload, { estate, collectorId }: UploadExpected): Engine {
  const engine = estate.engines.find(({ id }) => id === upload.engineId);
  if (upload.estate !== estate.estate || upload.collector !== collectorId) {
    throw new LockstepError("collector-unknown", "It was made for another estate, or by another collector.");
  }
  if (engine?.collector === collectorId) return engine;
  throw new LockstepError("collector-unknown", "estate.yaml on main does not give this engine to this collector.");
}

/**
 * Holds an upload whose signature was found good against what the service knows.
 *
 * @throws LockstepError `collector-outdated`, `mask-key-differs`, `collector-clock`, `upload-refused`
 */
export function checkUpload(upload: CollectionUpload, engine: Engine, expected: UploadExpected): void {
  if (upload.product !== engine.product) throw refused("is of another product than estate.yaml declares");
  const dialect = expected.dialectOf(engine);
  if (upload.looks.length > 0 && upload.dialect !== dialect && upload.looks.some(({ state }) => state === "read")) {
    throw new LockstepError(
      "collector-outdated",
      `It was read by ${shown(upload.dialect)}; here ${dialect} is in use.`,
    );
  }
  const keyId = collectorIn(expected.estate, upload.collector).maskKeyId ?? expected.maskKeyId;
  if (upload.maskKeyId !== keyId) {
    throw new LockstepError(
      "mask-key-differs",
      `It was masked with the key ${upload.maskKeyId}; ${keyId} is expected.`,
    );
  }
  const ids = upload.looks.map(({ nodeId }) => nodeId);
  if (new Set(ids).size !== ids.length) throw refused("has two looks at one node");
  if (ids.some((id) => engine.nodes.every((node) => node.id !== id)))
    throw refused("names a node that is not declared");
  const instants = [upload.at, ...upload.looks.map((look) => (look.state === "read" ? look.takenAt : look.at))];
  const latest = expected.at.getTime() + MAX_AHEAD_MS;
  if (instants.every((instant) => Date.parse(instant) <= latest)) return;
  throw new LockstepError("collector-clock", "It is dated after now: a look from the future would never grow old.");
}

/** How far a collector's clock may be ahead of ours. */
const MAX_AHEAD_MS = 120_000;

function refused(fault: string): LockstepError {
  return new LockstepError("upload-refused", `What was handed in ${fault}.`);
}

function shown(dialect: string): string {
  return dialect.replace(/[^\w./+@-]/g, "").slice(0, 60) || "another reader";
}
