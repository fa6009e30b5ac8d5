import { Temporal } from "temporal-polyfill";
import type { MappedTime } from "#schemas/ticket-mapping";
import { textsAt } from "./reach.js";
import { type InstantReading, readInstant } from "./read-instant.js";

/** A time as a ticket system wrote it, and what it stands for. */
export interface TimeReading {
  readonly reading: InstantReading;
  /** `null` where nothing was written. */
  readonly written: string | null;
}

/** Reads a mapped time. Of several that are asked for by order, one that cannot be read makes the whole unreadable. */
export function readMappedTime(value: unknown, mapped: MappedTime | undefined, zone: string): TimeReading {
  if (mapped === undefined) return NOTHING;
  const absent = new Set(mapped.absent ?? []);
  const texts = textsAt(value, mapped.from)
    .map((text) => text.trim())
    .filter((text) => text !== "" && !absent.has(text));
  const all = texts.map((written) => ({ written, reading: readForm(written, mapped.form, zone) }));
  const [first] = all;
  if (first === undefined) return NOTHING;
  const { pick = "first" } = mapped;
  if (pick === "first" || all.length === 1) return first;
  const unclear = all.find(({ reading }) => reading.state !== "exact");
  if (unclear !== undefined) return unclear;
  const ordered = [...all].sort((a, b) => Temporal.Instant.compare(exactOf(a.reading), exactOf(b.reading)));
  return (pick === "earliest" ? ordered[0] : ordered.at(-1)) ?? NOTHING;
}

const NOTHING: TimeReading = { reading: { state: "absent" }, written: null };

function readForm(written: string, form: MappedTime["form"], zone: string): InstantReading {
  switch (form) {
    case "offset":
      return OFFSET.test(written) ? readInstant(written, "UTC") : { state: "unreadable" };
    case "utc":
      return OFFSET.test(written) ? { state: "unreadable" } : readInstant(written, "UTC");
    case "local":
      return OFFSET.test(written) ? { state: "unreadable" } : readInstant(written, zone);
    case "epoch-ms":
      return EPOCH.test(written)
        ? { state: "exact", at: Temporal.Instant.fromEpochMilliseconds(Number(written)).toString() }
        : { state: "unreadable" };
  }
}

/** An offset where none is expected, or none where one is, is another form than the mapping says: not a time to rely on. */
const OFFSET = /(Z|[+-]\d{2}:?\d{2})$/i;

/** From 2001 on: a number of seconds would be read as a day in 1970. */
const EPOCH = /^\d{12,14}$/;

function exactOf(reading: InstantReading): Temporal.Instant {
  return Temporal.Instant.from(reading.state === "exact" ? reading.at : "1970-01-01T00:00:00Z");
}
