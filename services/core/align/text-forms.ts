/** The forms in which a value stands in configuration files, each as a function of the value; the plain one first. */
export const TEXT_FORMS: readonly ((value: string) => string)[] = [
  (value) => value,
  escapeXml,
  (value) => escapeXml(value).replaceAll("&apos;", "'").replaceAll("&quot;", '"'),
  (value) => escapeXml(value).replaceAll("&apos;", "&#39;").replaceAll("&quot;", "&#34;"),
  (value) => value.replace(/\r?\n/g, "\r\n"),
  escapeJson,
  (value) => escapeXml(escapeJson(value)),
  (value) => escapeXml(escapeXml(value)),
  (value) => value.replaceAll('"', '""'),
  (value) => value.replace(/[\\:=#!]/g, "\\$&"),
  encodeUrl,
  toBase64,
];

function escapeXml(value: string): string {
  return value
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&apos;")
    .replaceAll("\r", "&#xd;");
}

function escapeJson(value: string): string {
  return JSON.stringify(value).slice(1, -1);
}

/** Half a surrogate pair has no URL form. */
function encodeUrl(value: string): string {
  return encodeURIComponent(new TextDecoder().decode(new TextEncoder().encode(value)));
}

function toBase64(value: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(value.slice(0, MAX_ENCODED))));
}

/** Longer values are no secret that anybody encodes. */
const MAX_ENCODED = 4096;
