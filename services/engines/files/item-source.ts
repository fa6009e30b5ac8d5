/** What an item's `source` says of a file, so that nothing but the item is needed to read it. */
export interface ItemSource {
  readonly pack: string;
  /** `digest`: the item holds size and SHA-256 in the place of the content. */
  readonly mode: "content" | "digest";
  /** The command that gave the file, where one did. */
  readonly command?: string;
}

const PREFIX = "files/";

/** Writes a source such as `files/nifi` or `files/biztalk/digest`; a command stands behind `@`. */
export function formatItemSource({ pack, mode, command }: ItemSource): string {
  return `${PREFIX}${pack}${mode === "digest" ? "/digest" : ""}${command === undefined ? "" : `@${command}`}`;
}

/** Reads what `formatItemSource` wrote; `undefined` for any other source. */
export function parseItemSource(source: string): ItemSource | undefined {
  const [, pack, digest, command] = /^files\/([a-z0-9-]+)(\/digest)?(?:@(.+))?$/.exec(source) ?? [];
  if (pack === undefined) return undefined;
  return { pack, mode: digest === undefined ? "content" : "digest", ...(command === undefined ? {} : { command }) };
}

/** Whether an item is a file: what any source begins with that this room writes. */
export function isFileSource(source: string): boolean {
  return source.startsWith(PREFIX);
}
