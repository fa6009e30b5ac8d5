/** A name without what people write now so and now otherwise: case and blanks. */
export function plainName(name: string): string {
  return name.normalize("NFKC").replaceAll(/\s+/g, " ").trim().toLowerCase();
}
