import assert from "node:assert/strict";
import { test } from "node:test";
import { channelXml } from "./channel-fixture.js";
import { readFixture, writtenText } from "./read-fixture.js";

const SECRET = "Quartz7lantern";

/** Places in a channel at which a document says, without a field of that name, that a value is a secret. */
const PLACES: readonly string[] = [
  "<password><value>§</value></password>",
  "<password><current><string>§</string></current></password>",
  "<passwords><string>§</string></passwords>",
  '<connection user="lab" password="§"/>',
  '<connection user="lab"><security clientSecret="§"/></connection>',
  '<password value="§"/>',
  '<credential><item value="§"/></credential>',
  '<property name="password" value="§"/>',
  '<property name="db.pass.live">§</property>',
  '<param key="RIS_PW_NAME">§</param>',
  "<setting><key>password</key><value>§</value></setting>",
  "<setting><value>§</value><key>password</key></setting>",
  "<setting><name>apiKey</name><value>§</value></setting>",
  "<setting><name>apiKey</name><value><string>§</string></value></setting>",
  "<map><entry><string>password</string><string>§</string></entry></map>",
  "<map><entry><string>Authorization</string><list><string>§</string></list></entry></map>",
  "<map><entry><string>lab</string><setting><name>token</name><text>§</text></setting></entry></map>",
  "<credentials><entry><string>svc_lab</string><list><string>§</string></list></entry></credentials>",
  "<pass_live>§</pass_live>",
  "<tokenHistory>§</tokenHistory>",
  "<document>&lt;password&gt;&lt;value&gt;§&lt;/value&gt;&lt;/password&gt;</document>",
  "<document>&lt;key&gt;password&lt;/key&gt;&lt;value&gt;§&lt;/value&gt;</document>",
  "<document><![CDATA[<name>password</name>\n  <value type='text'>§</value>]]></document>",
  "<document><![CDATA[<entry><string>password</string><string>§</string></entry>]]></document>",
  "<document><![CDATA[<value>§</value><key>password</key>]]></document>",
];

for (const place of PLACES) {
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
