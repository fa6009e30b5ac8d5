const MAX_PATH_LENGTH = 1024;

/** Whether a path stays below its folder, and can be told: no `..`, no empty part, no control character. */
export function isSafePath(path: string): boolean {
  if (path === "" || path.length > MAX_PATH_LENGTH || /[\0-\x1f\x7f\\]/.test(path)) return false;
  return !/^[A-Za-z]:/.test(path) && path.split("/").every((part) => part !== "" && part !== "." && part !== "..");
}
