import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { digestArtefact } from "#services/core/artefact/digest-artefact";
import { parsePart, renderPart } from "#services/core/collection/artefact-part";
import { joinParts, splitParts } from "#services/core/collection/part-batch";
import { digestOf } from "#services/core/text/digest";

const bytes = fc.uint8Array({ maxLength: 50 });
const path = fc.stringMatching(/^[a-z]{1,8}(\/[a-z]{1,8}){0,2}$/);
const files = fc.array(fc.record({ path, bytes }, { noNullPrototype: true }), { minLength: 1, maxLength: 5 });

test("a part is the very bytes of which the digest of its artefact is made", () => {
  fc.assert(
    fc.property(files, (all) => {
      const part = renderPart(all);
      assert.equal(digestOf(part), digestArtefact(all));
      assert.deepEqual(parsePart(part, digestArtefact(all)), all);
    }),
  );
});

test("a part that was changed, cut or lengthened is refused", () => {
  fc.assert(
    fc.property(files, fc.nat(), (all, at) => {
      const part = Buffer.from(renderPart(all));
      const digest = digestOf(part);
      const changed = Buffer.from(part);
      const place = at % part.length;
      changed[place] = (changed[place] ?? 0) ^ 1;
      for (const other of [changed, part.subarray(0, place), Buffer.concat([part, Buffer.from("x")])]) {
        assert.throws(() => parsePart(other, digest), { code: "upload-refused" });
      }
    }),
  );
});

test("whatever bytes come as a part, it is read or refused, and never anything else", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (any) => {
      try {
        assert.deepEqual(Buffer.from(renderPart(parsePart(any, digestOf(any)))), Buffer.from(any));
      } catch (error) {
        assert.equal((error as { code?: string }).code, "upload-refused");
      }
    }),
  );
});

test("a batch gives the parts that were joined, and a broken one is refused", () => {
  fc.assert(
    fc.property(fc.array(bytes, { maxLength: 6 }), (parts) => {
      assert.deepEqual(
        splitParts(joinParts(parts)).map((part) => new Uint8Array(part)),
        parts,
      );
    }),
  );
  for (const broken of ["5\nabc", "x\n", "-1\n", "99999999999\n", "3", "01\na"]) {
    assert.throws(() => splitParts(Buffer.from(broken)), { code: "upload-refused" }, broken);
  }
});
