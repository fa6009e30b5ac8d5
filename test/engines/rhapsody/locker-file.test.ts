import assert from "node:assert/strict";
import { test } from "node:test";
import { strToU8, zipSync } from "fflate";
import { artefactOf, keptText, nodeAt, readAnswer } from "./read-answers.js";

interface Saved {
  readonly document?: string;
  readonly state?: string;
  readonly date?: string;
  readonly host?: string;
  readonly script?: string;
}

const POINT = "{0b1e0000-0000-4000-8000-000000000001}";
const ROUTE = "{0b1e0000-0000-4000-8000-000000000002}";
const FILTER = "{0b1e0000-0000-4000-8000-000000000003}";

/** A locker file of the shape that the IDE wrote around 2010. */
function lockerFile({
  document = "smetmp1A2B.xml",
  state = "stStopped",
  date = "1",
  host = "ris.hospital.test",
  script = "log(1);",
}: Saved = {}): Uint8Array {
  const property = (name: string, value: string): string =>
    `<Property><Name>${name}</Name><Value>${value}</Value><Type>ptString</Type></Property>`;
  const xml = `<?xml version="1.0"?>
<Engine FileVersion="9" CompatibleDownToFileVersion="5" xmlns="urn:www.yourcompany.com/Rhapsody/Schema.xml">
  <CommPoints><CommPoint><ID>${POINT}</ID><Type>TCPClient</Type><OutputRoutes/><InputRoutes><ID>${ROUTE}</ID></InputRoutes>
    <Configuration>${property("HOST", host)}${property("Password", "c2VjcmV0LTE=")}</Configuration>
    <GeneralProperties>${property("Name", "Orders out")}${property("x_Position", date)}</GeneralProperties>
    <Mode>cpmOutput</Mode><RetryType>rtLinear</RetryType><State>${state}</State><Folder>Radiology\\Orders</Folder>
    <Files><File><RelativeFileName>map.txt</RelativeFileName><LocalLastModifiedDateLo>${date}</LocalLastModifiedDateLo></File></Files>
    <NotificationThresholds>&lt;thresholds&gt;&lt;queue&gt;100&lt;/queue&gt;&lt;/thresholds&gt;</NotificationThresholds>
  </CommPoint></CommPoints>
  <Routes><Route><ID>${ROUTE}</ID><Folder>Radiology\\Orders</Folder>
    <GeneralProperties>${property("Name", "Orders")}</GeneralProperties>
    <Filters><Filter><ID>${FILTER}</ID><Type>ExecuteScript</Type><State>${state}</State>
      <Configuration>${property("Script", script)}</Configuration>
      <GeneralProperties>${property("Name", "Log it")}</GeneralProperties>
      <Destinations><Destination><ID>${POINT}</ID></Destination></Destinations></Filter></Filters>
    <OutputCommPoints><ID>${POINT}</ID></OutputCommPoints></Route></Routes>
  <GlobalDeliveryAgentSettings><delivery-agents><email><host>smtp.hospital.test</host><password>Wint3r-Pa55</password></email></delivery-agents></GlobalDeliveryAgentSettings>
</Engine>`;
  return zipSync(
    { [document]: strToU8(xml), [`${POINT}/map.txt`]: strToU8("A=1\n") },
    { mtime: Date.UTC(2020, 1, Number(date)) },
  );
}

test("a locker file is read into the same kinds as an engine, by place", () => {
  const read = readAnswer(lockerFile());
  assert.deepEqual(
    read.artefacts.map(({ artefact }) => `${artefact.kind} ${artefact.key}`),
    [
      "communication-point Radiology/Orders/Orders out",
      "route Radiology/Orders/Orders",
      "alert-settings GlobalDeliveryAgentSettings",
    ],
  );
  const route = artefactOf(read, "route");
  assert.equal(nodeAt(route, "OutputCommPoints")?.children?.[0]?.text, "Radiology/Orders/Orders out");
  assert.equal(nodeAt(route, "filters", "Log it", "configuration", "Script")?.text, "log(1);");
  const point = artefactOf(read, "communication-point");
  assert.equal(nodeAt(point, "configuration", "HOST")?.text, "ris.hospital.test");
  assert.equal(nodeAt(point, "files", "map.txt")?.text, "A=1\n");
  assert.equal(point.notices[0]?.path, "/configuration/Password");
});

test("saving a locker again, running or not, changes nothing", () => {
  const again = lockerFile({ document: "smetmpFFFF.xml", state: "stRunning", date: "9" });
  assert.equal(keptText(readAnswer(again)), keptText(readAnswer(lockerFile())));
});

test("a real change in a locker file is seen, and no password of it is kept", () => {
  const original = keptText(readAnswer(lockerFile()));
  assert.notEqual(keptText(readAnswer(lockerFile({ host: "other.hospital.test" }))), original);
  assert.notEqual(keptText(readAnswer(lockerFile({ script: "log(2);" }))), original);
  assert.ok(!original.includes("Wint3r") && !original.includes("c2VjcmV0LTE"));
});
