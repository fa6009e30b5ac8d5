const INSTANT =
  /^(\d{4})-?(\d{2})-?(\d{2})[T ](\d{2}):?(\d{2}):?(\d{2})(?:[.,](\d{1,3})\d*)?\s?(Z|[+-]\d{2}:?(?:\d{2})?)$/;

/** An instant of ISO 8601, basic or extended (`20250711T122640.000+1200`), in RFC 3339; `undefined` where it has no zone. */
export function instantOf(text: string): string | undefined {
  const [whole, year, month, day, hour, minute, second, fraction = "0", zone = "Z"] = INSTANT.exec(text.trim()) ?? [];
  if (whole === undefined) return undefined;
  const offset = zone === "Z" ? "Z" : `${zone.slice(0, 3)}:${zone.replace(":", "").slice(3, 5) || "00"}`;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.padEnd(3, "0")}${offset}`);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
