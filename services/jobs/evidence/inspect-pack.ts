import type { EvidenceParameters } from "#schemas/evidence-parameters";
import type { AllowedText } from "#schemas/evidence-policy";
import { LockstepError } from "#services/core/errors";
import { isAllowed, type SightingInPack } from "#services/core/evidence/sighting-in-pack";
import type { Mask } from "#services/core/mask";
import { textOfBytes } from "#services/core/privacy/depth/text-of-bytes";
import { scanInDepth } from "#services/core/privacy/scan-in-depth";
import { escapeText } from "#services/core/text/escape-text";
import type { Bytes, EvidenceSource } from "#services/ports/evidence";
import { LEDGER_FILE, LEDGER_PACK_FILE, SEALS_FILE, STORE_FILE } from "./pack-inputs.js";

/** Looks at every byte that goes into a pack, on its way, for patient data. */
export interface PackInspection {
  /** Passes on what a file of the pack is made of, as it is. */
  look(name: string, bytes: Bytes): Bytes;
  /** Refuses the pack where anything was seen that policy does not permit. @throws LockstepError `patient-data-found` */
  assertNobody(): Promise<void>;
}

/** What an inspection needs of an estate. */
export interface InspectionContext {
  readonly mask: Mask;
  readonly source: Pick<EvidenceSource, "watch" | "placesOf">;
  readonly parameters: Pick<EvidenceParameters, "branches" | "head" | "generatedAt">;
  /** What policy permits to leave. */
  readonly allowed: readonly AllowedText[];
}

/** Begins to look through a pack. All of it is looked at before it is refused, so that nobody mends one place to be told of the next. */
export function createPackInspection({ mask, source, parameters, allowed }: InspectionContext): PackInspection {
  const seen: Seen[] = [];
  const note = (bytes: Uint8Array, where: () => Where): void => {
    const found = seen.length < MOST_SEEN ? scanInDepth(textOfBytes(bytes)) : [];
    if (found.length === 0) return;
    const place = where();
    for (const { kind, text } of found) seen.push({ ...place, kind, token: mask.token(text) });
  };
  return {
    look(file, bytes) {
      // what it prints is what stands in the pages beside it
      if (file.endsWith(".pdf")) return bytes;
      if (file === STORE_FILE || file === LEDGER_PACK_FILE) {
        return source.watch(bytes, ({ id, bytes: object }) => note(object, () => ({ file, id: id() })));
      }
      if (file !== LEDGER_FILE && file !== SEALS_FILE)
        return watchWhole(bytes, (whole) => note(whole, () => ({ file })));
      return watchLines(bytes, (line, index) => note(line, () => ({ file, seq: index })));
    },
    async assertNobody() {
      const ids = new Set(seen.flatMap(({ id }) => id ?? []));
      const { branches, head, generatedAt: at } = parameters;
      const paths = ids.size === 0 ? NOWHERE : await source.placesOf(ids, { ...branches, ledger: head.commit });
      const told = seen.map((each) => ({ kind: each.kind, token: each.token, place: tellPlace(each, paths) }));
      const left = told.filter((sighting) => !isAllowed(sighting, { allowed, at }));
      if (left.length > 0) throw refuse(left);
    },
  };
}

interface Where {
  readonly file: string;
  /** Number of a record. */
  readonly seq?: number;
  /** What Git calls an object. */
  readonly id?: string;
}

interface Seen extends Where {
  readonly kind: string;
  readonly token: string;
}

/** More are no more help; a pack that is refused is looked through no further. */
const MOST_SEEN = 10_000;
const NOWHERE: ReadonlyMap<string, string> = new Map();

async function* watchWhole(bytes: Bytes, look: (whole: Uint8Array) => void): Bytes {
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes) {
    pieces.push(piece);
    yield piece;
  }
  look(Buffer.concat(pieces));
}

async function* watchLines(bytes: Bytes, look: (line: Uint8Array, index: number) => void): Bytes {
  let [rest, index]: [Buffer, number] = [Buffer.alloc(0), 0];
  for await (const piece of bytes) {
    yield piece;
    rest = Buffer.concat([rest, piece]);
    for (let end = rest.indexOf(LINE_END); end >= 0; end = rest.indexOf(LINE_END)) {
      look(rest.subarray(0, end), index);
      rest = rest.subarray(end + 1);
      index += 1;
    }
  }
  if (rest.length > 0) look(rest, index);
}

const LINE_END = 10;

/** A path may be the very thing that was found. */
function tellPlace({ file, seq, id }: Where, paths: ReadonlyMap<string, string>): string {
  if (seq !== undefined) return `${file}: record ${seq}`;
  if (id === undefined) return file;
  const path = paths.get(id);
  return path === undefined || scanInDepth(path).length > 0 ? `${file}: object ${id}` : `${file}: ${path} (${id})`;
}

const MOST_TOLD = 30;

function refuse(left: readonly SightingInPack[]): LockstepError {
  const lines = [...new Set(left.map(({ place, kind, token }) => `${escapeText(place)}: ${kind} ${token}`))];
  const more = lines.length > MOST_TOLD ? [`and ${lines.length - MOST_TOLD} more`] : [];
  const told = [...lines.slice(0, MOST_TOLD), ...more].map((line) => `\n  ${line}`).join("");
  return new LockstepError(
    "patient-data-found",
    `The evidence pack was not made: what looks like patient data stands in it.${told}`,
    { details: { sightings: lines.length } },
  );
}
