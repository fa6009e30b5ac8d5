/** Writes a path as it is meant: separators once, none at the end, `.` and `..` resolved. Letters stay as they are. */
export function plainPath(path: string): string {
  const isOfWindows = /^(?:[A-Za-z]:[\\/]|\\\\)/.test(path);
  const written = isOfWindows ? path.replaceAll("\\", "/") : path;
  const parts: string[] = [];
  for (const part of written.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (part !== ".." || !written.startsWith("/")) parts.push(part);
  }
  return `${written.startsWith("/") ? "/" : ""}${parts.join("/")}`;
}
