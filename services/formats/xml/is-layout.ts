/**
 * True for character data that only lays out the elements around it. A carriage return is not layout: raw ones were
 * turned into line feeds, so that it was written as `&#xd;` on purpose.
 */
export function isLayout(text: string): boolean {
  return !/[^ \t\n]/.test(text);
}
