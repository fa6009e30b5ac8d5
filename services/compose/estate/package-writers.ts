import type { PackageRequest } from "#services/core/align/package-request";
import { isFileSource } from "#services/engines/files/item-source";
import { filesPackageWriter } from "#services/engines/files/package";
import { irisPackageWriter } from "#services/engines/iris/package";
import { mirthPackageWriter } from "#services/engines/mirth-connect/package";
import { rhapsodyPackageWriter } from "#services/engines/rhapsody/package";
import type { PackageWriter } from "#services/ports/package-writer";

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
