import type { Connector, ReadRequest } from "#services/ports/connector";
import type { DialectDocument } from "./dialect-harness.js";

/** Every answer of a whole read, as the dialect is given it. */
export async function documentsOf(connector: Connector, request: ReadRequest): Promise<readonly DialectDocument[]> {
  const documents: DialectDocument[] = [];
  for await (const step of connector.read(request))
    if (step.type === "item") documents.push({ ...step.item, scope: "server" });
  return documents;
}
