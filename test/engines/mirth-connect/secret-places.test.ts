import assert from "node:assert/strict";
import { test } from "node:test";
import { channelXml } from "./channel-fixture.js";
import { readFixture, writtenText } from "./read-fixture.js";
import { SECRET_PLACES } from "./secret-places.js";

const SECRET = "Quartz7lantern";

for (const place of SECRET_PLACES) {
  test(`masks the secret at ${JSON.stringify(place)}`, () => {
    const written = writtenText(readFixture(channelXml({ source: place.replaceAll("§", SECRET) })));
    assert.ok(!written.includes(SECRET), written);
    assert.match(written, /masked:/);
    assert.equal(written, writtenText(readFixture(channelXml({ source: place.replaceAll("§", SECRET) }))));
    assert.notEqual(written, writtenText(readFixture(channelXml({ source: place.replaceAll("§", "Basalt4harbour") }))));
  });
}

/** What only stands near a secret, or is called like one. */
const PLAIN: readonly string[] = [
  "<setting><key>timeout</key><value>§</value></setting>",
  "<map><entry><string>host</string><string>§</string></entry></map>",
  "<credentials><entry><string>§</string><list><string>x</string></list></entry></credentials>",
  "<credentials><username>§</username></credentials>",
  "<columns><string>user</string><string>password</string><string>§</string></columns>",
  "<passThrough>§</passThrough>",
];

for (const place of PLAIN) {
  test(`leaves readable what is no secret at ${JSON.stringify(place)}`, () => {
    const written = writtenText(readFixture(channelXml({ source: place.replaceAll("§", "quartzlantern") })));
    assert.ok(written.includes("quartzlantern"), written);
  });
}
