import { SaxesParser } from "saxes";

/** Where one element stands in a text. */
export interface ElementRange {
  /** Names from the root to the element. */
  readonly path: readonly string[];
  readonly start: number;
  /** Behind its end tag. */
  readonly end: number;
}

/**
 * Finds elements in a text of XML by their way from the root, in order of their end. What is not well formed is not judged here:
 * whoever cuts by these places reads the piece again.
 */
export function findElements(text: string, isWanted: (path: readonly string[]) => boolean): ElementRange[] {
  const open: { readonly name: string; readonly start: number }[] = [];
  const found: ElementRange[] = [];
  const parser = new SaxesParser({ position: true });
  // References to control characters, which Mirth Connect writes, are errors of XML 1.0 and none of ours.
  parser.on("error", () => undefined);
  parser.on("opentag", ({ name }) => {
    open.push({ name, start: text.lastIndexOf("<", parser.position - 1) });
  });
  parser.on("closetag", () => {
    const path = open.map(({ name }) => name);
    const element = open.pop();
    if (element !== undefined && isWanted(path)) found.push({ path, start: element.start, end: parser.position });
  });
  parser.write(text).close();
  return found;
}
