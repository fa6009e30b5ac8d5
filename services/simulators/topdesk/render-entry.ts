import type { Stored } from "./desk-state.js";

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

/** Renders an entry with the fields asked for, times in the offset of the operator, without a colon: `2018-04-23T10:09:00+0000`. */
export function renderEntry(entry: Stored, fields: readonly string[], offsetMinutes: number): unknown {
  const asked = Object.entries(entry).filter(([name]) => fields.length === 0 || fields.includes(name));
  return render(Object.fromEntries(asked), offsetMinutes);
}

function render(value: unknown, offsetMinutes: number): unknown {
  if (typeof value === "string") return INSTANT.test(value) ? renderTime(value, offsetMinutes) : value;
  if (Array.isArray(value)) return value.map((inner: unknown) => render(inner, offsetMinutes));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, render(inner, offsetMinutes)]));
}

function renderTime(instant: string, offsetMinutes: number): string {
  const local = new Date(Date.parse(instant) + offsetMinutes * 60_000).toISOString().slice(0, 19);
  const minutes = Math.abs(offsetMinutes);
  const two = (count: number): string => String(count).padStart(2, "0");
  return `${local}${offsetMinutes < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}${two(minutes % 60)}`;
}
