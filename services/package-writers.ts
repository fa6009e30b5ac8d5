import type { PackageRequest } from "./core/align/package-request.js";
import { isFileSource } from "./engines/files/item-source.js";
import { filesPackageWriter } from "./engines/files/package.js";
import { irisPackageWriter } from "./engines/iris/package.js";
import { mirthPackageWriter } from "./engines/mirth-connect/package.js";
import { rhapsodyPackageWriter } from "./engines/rhapsody/package.js";
import type { PackageWriter } from "./ports/package-writer.js";

/** How each product takes configuration in, by the name that estate.yaml uses. */
const WRITERS: Readonly<Record<string, PackageWriter>> = {
  "mirth-connect": withFiles(mirthPackageWriter),
  iris: withFiles(irisPackageWriter),
  rhapsody: withFiles(rhapsodyPackageWriter),
  "file-tree": filesPackageWriter,
  command: filesPackageWriter,
};

export function packageWriterFor(product: string): PackageWriter {
  return (Object.hasOwn(WRITERS, product) ? WRITERS[product] : undefined) ?? filesPackageWriter;
}

/** A node's files beside its API are put back as files. */
function withFiles(writer: PackageWriter): PackageWriter {
  return {
    ...writer,
    package(request) {
      const api = writer.package(partOf(request, false));
      const files = filesPackageWriter.package(partOf(request, true));
      return { pieces: [...api.pieces, ...files.pieces], byHand: [...api.byHand, ...files.byHand] };
    },
  };
}

function partOf(request: PackageRequest, files: boolean): PackageRequest {
  return {
    ...request,
    wanted: request.wanted.filter(({ held }) => isFileSource(held.item.source) === files),
    present: request.present.filter(({ item }) => isFileSource(item.source) === files),
  };
}
