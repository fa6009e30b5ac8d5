import { ZipProblem } from "./zip-problem.js";

const MAX_NAME_LENGTH = 1024;

/**
 * An entry's name with `/` between its parts. Nobody unpacks archives here, and still a name that would leave its folder
 * (`../x`, `/x`, `C:\x`) marks a hostile one.
 * @throws ZipProblem
 */
export function safeEntryName(raw: string): { readonly name: string; readonly isFolder: boolean } {
  const name = raw.replaceAll("\\", "/");
  const parts = name.split("/");
  const isFolder = parts.at(-1) === "";
  const inner = isFolder ? parts.slice(0, -1) : parts;
  const leaves = inner.length === 0 || inner.some((part) => part === "" || part === "." || part === "..");
  if (leaves || /^[A-Za-z]:/.test(name)) throw new ZipProblem("holds a name that leads out of it");
  if (name.length > MAX_NAME_LENGTH || name.includes("\0")) throw new ZipProblem("holds a name that no file has");
  return { name: isFolder ? name.slice(0, -1) : name, isFolder };
}
