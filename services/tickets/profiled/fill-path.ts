/** Puts values into a path, each so that it stays one value: what has no value is left empty. */
export function fillPath(path: string, values: Readonly<Record<string, string | number>>): string {
  return path.replaceAll(/\{([a-z]+)\}/g, (_whole, name: string) =>
    encodeURIComponent(Object.hasOwn(values, name) ? String(values[name]) : ""),
  );
}
