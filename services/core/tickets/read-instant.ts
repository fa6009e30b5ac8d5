import { Temporal } from "temporal-polyfill";

/** What a written time stands for. A local time can stand for two instants, or for none, when clocks change. */
export type InstantReading =
  | { readonly state: "absent" }
  | { readonly state: "exact"; readonly at: string }
  | { readonly state: "overlap"; readonly earlier: string; readonly later: string }
  | { readonly state: "gap" }
  | { readonly state: "unreadable" };

const WITH_OFFSET = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?) ?(Z|[+-]\d{2}:?\d{2})$/i;
const LOCAL_ISO = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?$/;
/** Day first, as spreadsheets in the United Kingdom write it. */
const LOCAL_UK = /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{1,2}):(\d{2})(?::(\d{2}))?$/;

/**
 * Reads a time as exports write it: RFC 3339, ISO without an offset, or `dd/mm/yyyy hh:mm`. A date without a time is not
 * an instant, and is not read as one.
 *
 * @param zone IANA name that holds for times without an offset
 */
export function readInstant(text: string | null | undefined, zone: string): InstantReading {
  const written = text?.trim() ?? "";
  if (written === "") return { state: "absent" };
  try {
    const absolute = WITH_OFFSET.exec(written);
    if (absolute !== null) {
      const [, day, time, offset] = absolute;
      return { state: "exact", at: Temporal.Instant.from(`${day}T${time}${offset}`).toString() };
    }
    const local = readLocal(written);
    return local === undefined ? { state: "unreadable" } : place(local, zone);
  } catch {
    return { state: "unreadable" };
  }
}

function readLocal(written: string): Temporal.PlainDateTime | undefined {
  const iso = LOCAL_ISO.exec(written);
  if (iso !== null) return plain(iso[1], iso[2], iso[3], iso[4], iso[5], iso[6]);
  const uk = LOCAL_UK.exec(written);
  return uk === null ? undefined : plain(uk[3], uk[2], uk[1], uk[4], uk[5], uk[6]);
}

function plain(...parts: readonly (string | undefined)[]): Temporal.PlainDateTime {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map((part) => Number(part ?? "0"));
  return Temporal.PlainDateTime.from({ year, month, day, hour, minute, second }, { overflow: "reject" });
}

/** The default of Temporal would pick one of two readings in silence, so the plain question is asked first. */
function place(local: Temporal.PlainDateTime, zone: string): InstantReading {
  const earlier = local.toZonedDateTime(zone, { disambiguation: "earlier" });
  const later = local.toZonedDateTime(zone, { disambiguation: "later" });
  try {
    return { state: "exact", at: local.toZonedDateTime(zone, { disambiguation: "reject" }).toInstant().toString() };
  } catch {
    const exists = earlier.toPlainDateTime().equals(local);
    return exists
      ? { state: "overlap", earlier: earlier.toInstant().toString(), later: later.toInstant().toString() }
      : { state: "gap" };
  }
}
