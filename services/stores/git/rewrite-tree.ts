import type { ObjectReader } from "./read-objects.js";
import { runGitLine } from "./run-git.js";

/** Replaces blobs throughout trees; what was rewritten once is remembered, so that histories of like trees cost little. */
export interface TreeRewriter {
  /** Gives the id of the tree with the blobs replaced: the same id where it holds none. */
  rewrite(tree: string): Promise<string>;
}

/** Makes a rewriter that puts `replacement` wherever one of the blobs stands. */
export function createTreeRewriter(
  gitDir: string,
  reader: ObjectReader,
  blobs: ReadonlySet<string>,
  replacement: string,
): TreeRewriter {
  const done = new Map<string, string>();

  async function rewrite(tree: string): Promise<string> {
    const known = done.get(tree);
    if (known !== undefined) return known;
    const { bytes } = await reader.get(tree);
    const changed = Buffer.from(bytes);
    for (const { id, at, isTree } of parseRawTree(bytes)) {
      const now = isTree ? await rewrite(id) : blobs.has(id) ? replacement : id;
      if (now !== id) changed.write(now, at, "hex");
    }
    const result = changed.equals(bytes)
      ? tree
      : await runGitLine(gitDir, ["hash-object", "-t", "tree", "-w", "--stdin"], { input: changed });
    done.set(tree, result);
    return result;
  }
  return { rewrite };
}

/** An item of a tree in Git's own form: mode, space, name, NUL, 20 bytes of id. `at` is where the id stands. */
interface RawTreeItem {
  readonly id: string;
  readonly at: number;
  readonly isTree: boolean;
}

function parseRawTree(bytes: Buffer): readonly RawTreeItem[] {
  const items: RawTreeItem[] = [];
  for (let start = 0; start < bytes.length; ) {
    const at = bytes.indexOf(0, start) + 1;
    items.push({
      id: bytes.toString("hex", at, at + 20),
      at,
      isTree: bytes.toString("latin1", start, start + 6) === "40000 ",
    });
    start = at + 20;
  }
  return items;
}
