/**
 * Lists the forms in which a value may hide in bytes: in clear, in base64 at each of its three alignments (only the
 * characters that do not depend on what stands around it), in hexadecimal, URL-encoded, escaped as JSON and as XML.
 */
export function encodedForms(value: string): readonly string[] {
  const bytes = new TextEncoder().encode(value);
  // half a surrogate pair has no URL form: it is written as git and pino would write it
  const text = new TextDecoder().decode(bytes);
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [
    ...new Set([
      value,
      ...base64Forms(bytes).flatMap((form) => [form, form.replaceAll("+", "-").replaceAll("/", "_")]),
      hex,
      hex.toUpperCase(),
      encodeUrl(text),
      encodeUrl(text).replaceAll("%20", "+"),
      JSON.stringify(value).slice(1, -1),
      escapeXml(value),
    ]),
  ].filter((form) => form.length >= MIN_FORM);
}

/** Shorter pieces stand everywhere by chance. */
const MIN_FORM = 4;

/** The first and last characters depend on the neighbours, so they are left out. */
function base64Forms(bytes: Uint8Array): string[] {
  return [0, 1, 2].map((lead) => {
    const padded = String.fromCharCode(...new Uint8Array(lead), ...bytes);
    const whole = btoa(padded).replace(/=+$/, "");
    const first = Math.ceil((lead * 8) / 6);
    const last = Math.floor((padded.length * 8) / 6);
    return whole.slice(first, last);
  });
}

function encodeUrl(value: string): string {
  return encodeURIComponent(value).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function escapeXml(value: string): string {
  return value
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&apos;");
}
