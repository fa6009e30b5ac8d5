/** Whether a caller asks for plain text and says nothing of JSON. */
export function prefersText(accept: string | undefined): boolean {
  const types = (accept ?? "").split(",").map((part) => (part.split(";")[0] ?? "").trim().toLowerCase());
  return types.includes("text/plain") && !types.includes("application/json");
}
