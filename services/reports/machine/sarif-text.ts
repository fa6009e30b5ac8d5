import { cutText } from "../text/cut-text.js";

/**
 * Text for a SARIF message: in SARIF 2.1.0 (3.11.5, 3.11.6) braces mark placeholders and brackets mark links, so that text
 * from outside has its own doubled or escaped.
 */
export function sarifText(text: string, maxCharacters = 1000): string {
  return cutText(text, maxCharacters)
    .replace(/[\\[\]]/g, (sign) => `\\${sign}`)
    .replace(/[{}]/g, (sign) => sign + sign);
}

/** The address of an artefact's folder, relative to the root of the estate repository; never one that leads out of it. */
export function sarifAddress(path: string): string {
  return path
    .split("/")
    .filter((segment) => segment !== "" && segment !== "." && segment !== "..")
    .map((segment) => encodeURIComponent(cutText(segment, 255)))
    .join("/");
}
