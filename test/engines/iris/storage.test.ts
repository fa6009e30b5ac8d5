import assert from "node:assert/strict";
import { test } from "node:test";
import { readIris, writtenText } from "./read-iris.js";

const stored = (content: string) =>
  writtenText(
    readIris(
      "document",
      "INTEROP/Elmsford.Legacy.cls",
      `Class Elmsford.Legacy Extends %Persistent\n{\n\nProperty Ward As %String;\n\nStorage Default\n{\n${content}\n}\n\n}\n`,
    ),
  );

const sqlStorage = (type: string, global: string, blocks: string) =>
  stored(
    `<ExtentSize>${blocks}</ExtentSize>\n<SQLMap name="Map1">\n<BlockCount>${blocks}</BlockCount>\n<Global>${global}</Global>\n<Type>data</Type>\n</SQLMap>\n<Type>${type}</Type>`,
  );

test("the global that a class with SQL storage keeps its data in is compared, how much stands in it is not", () => {
  for (const type of ["%Storage.SQL", "%CacheSQLStorage", "%Storage.Persistent"]) {
    assert.notEqual(sqlStorage(type, "^WARD", "4"), sqlStorage(type, "^WARDTEST", "4"), type);
    assert.equal(sqlStorage(type, "^WARD", "4"), sqlStorage(type, "^WARD", "8"), type);
  }
});

test("what the engine measured in ordinary storage is no difference, where its streams are kept is one", () => {
  const type = "<Type>%Storage.Persistent</Type>";
  const measured = `<Property name="Ward"><AverageFieldSize>3</AverageFieldSize><Selectivity>1%</Selectivity></Property><SQLMap name="IDKEY"><BlockCount>-4</BlockCount></SQLMap>`;
  assert.equal(stored(measured + type), stored(type));
  const streams = `<Property name="Ward"><StreamLocation>^ARCHIVE</StreamLocation></Property>`;
  assert.notEqual(stored(streams + type), stored(type));
});
