import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A file of tests by which something begins to listen, and the way from it to what listens. */
export interface Listener {
  readonly file: string;
  readonly by: string;
}

/**
 * The files below `test/` that open a port themselves, or import, on whatever path, something of ours that does: the path ends
 * at the first file of tests, since that one answers for it.
 *
 * @param behind files of `services/` through which nobody looks
 */
export function findListeners(root: string, behind: readonly string[] = []): readonly Listener[] {
  const listens = new Map<string, boolean>(behind.map((file) => [file, false]));
  const isListening = (file: string): boolean => {
    const known = listens.get(file);
    if (known !== undefined) return known;
    // A cycle is no way to anything that its other members do not reach.
    listens.set(file, false);
    const text = readFileSync(join(root, file), "utf8");
    const found =
      opensPort(text) || importsOf(text, file, root).some((each) => each.startsWith("services/") && isListening(each));
    listens.set(file, found);
    return found;
  };
  return filesBelow(root, "test").flatMap((file) => {
    const text = readFileSync(join(root, file), "utf8");
    const own = opensPort(text) ? ["itself"] : [];
    const others = importsOf(text, file, root).filter((each) => each.startsWith("services/") && isListening(each));
    return [...own, ...others].map((by) => ({ file, by }));
  });
}

/** Whether a text makes something that others can connect to. */
export function opensPort(text: string): boolean {
  return /\bcreate(?:Secure)?Server\s*\(|\bnew\s+(?:\w+\.)?Server\s*\(|\.listen\s*\(|from "expres[s]"/.test(text);
}

/** What a text imports of ours and keeps when the program runs: types are gone by then. Paths from the root. */
export function importsOf(text: string, file: string, root: string): readonly string[] {
  return [...text.matchAll(IMPORT)].flatMap((match) => {
    const name = match.slice(1).find((group) => group !== undefined) ?? "";
    const path = name.startsWith("#") ? name.slice(1) : name.startsWith(".") ? join(dirname(file), name) : undefined;
    if (path === undefined) return [];
    const source = `${path.replace(/\.[jt]s$/, "").replaceAll("\\", "/")}.ts`;
    return existsSync(join(root, source)) ? [source] : [];
  });
}

const IMPORT =
  /\b(?:import|export)\s+(?!type\s)[^;"']*?\bfrom\s*["']([^"']+)["']|\bimport\s*["']([^"']+)["']|\b(?:import|require|resolve)\s*\(\s*["'`]([^"'`]+)["'`]/g;

function filesBelow(root: string, folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((file) => `${folder}/${file.replaceAll("\\", "/")}`)
    .filter((file) => file.endsWith(".ts"))
    .sort();
}
