import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { selectFiles } from "#services/engines/files/select-files";
import { PACKS } from "./file-fixture.js";

describe("the files of a source", () => {
  for (const path of [
    "in/ADT.HL7",
    "in/adt.hl7.gz",
    "server.LOG",
    "messages.DB",
    "msgs.LDF.bak",
    "Logs/a.txt",
    "a.hl7~",
  ]) {
    it(`never hold a message, a log or a database, however it is written or packed: ${path}`, () => {
      assert.equal(selectionOfAll().isRead(path), false);
    });
  }

  for (const path of ["server.KEY.gz", "server.pem.bak", "server.p8", "ID_RSA.old", "tie.p12.1", "tie.PPK.bak"]) {
    it(`hold keys of which a digest alone is kept, however they are written or packed: ${path}`, () => {
      assert.deepEqual([selectionOfAll().isRead(path), selectionOfAll().modeOf(path)], [true, "digest"]);
    });
  }

  for (const path of ["conf/mirth.properties", "routes/adt.xml", "flow.json.gz", "conf/db.properties.bak"]) {
    it(`are read otherwise: ${path}`, () => {
      assert.deepEqual([selectionOfAll().isRead(path), selectionOfAll().modeOf(path)], [true, "content"]);
    });
  }
});

function selectionOfAll(): ReturnType<typeof selectFiles> {
  const pack = PACKS.find(({ pack: name }) => name === "files");
  assert.ok(pack !== undefined);
  return selectFiles(pack, { include: ["**"] });
}
