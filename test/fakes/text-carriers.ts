/** What texts are put into on their way into a configuration. */
export const CARRIERS: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  base64: (text) => base64(text),
  "base64 in lines of 76": (text) => base64(text).replace(/.{76}/g, "$&\r\n"),
  "base64 in a script": (text) => `var sample = '${base64(text)}'; // as it came`,
  "a data URL": (text) => `<img src="data:text/plain;base64,${base64(text)}"/>`,
  "base64 twice": (text) => base64(base64(text)),
  "URL-encoded": (text) => `https://tie-a.hospital.test/replay?m=${encodeURIComponent(text)}`,
  "a form": (text) => `body=${encodeURIComponent(text).replaceAll("%20", "+")}&go=1`,
  "a script's string": (text) => `var m = ${JSON.stringify(text)};`,
  "a script's string in pieces": (text) =>
    `var m = ${(text.match(/[\s\S]{1,17}/g) ?? []).map((piece) => JSON.stringify(piece)).join("\n    + ")};`,
  "a comment of lines": (text) =>
    `function f() {\n${lines(text)
      .map((line) => `  // ${line}`)
      .join("\n")}\n  return 1;\n}`,
  "a block comment": (text) =>
    `/**\n${lines(text)
      .map((line) => ` * ${line}`)
      .join("\n")}\n */\nreturn 1;`,
  "XML text": (text) => `<channel><template>${escapeXml(text)}</template></channel>`,
  "an XML attribute": (text) =>
    `<property name="template" value="${escapeXml(text).replaceAll("\r", "&#xd;").replaceAll("\n", "&#10;")}"/>`,
  CDATA: (text) => `<template><![CDATA[${text}]]></template>`,
  "an XML comment": (text) => `<channel><!-- sample:\n${text.replaceAll("--", "- -")}\n--></channel>`,
  "JSON in JSON": (text) => JSON.stringify({ body: JSON.stringify({ payload: text }) }),
  "JSON in JSON in JSON": (text) => JSON.stringify([JSON.stringify({ a: JSON.stringify({ payload: text }) })]),
  RTF: (text) =>
    `{\\rtf1\\ansi{\\fonttbl\\f0\\fswiss Helvetica;}\\f0\\pard ${text
      .replace(/[\\{}]/g, "\\$&")
      .replace(/\r\n|[\r\n]/g, "\\par ")
      .replace(/[^\0-\x7f]/g, (character) => `\\u${character.charCodeAt(0)}?`)}\\par}`,
  HTML: (text) =>
    `<html><body>${lines(text)
      .map((line) => `<p>${escapeXml(line)}</p>`)
      .join("\n")}</body></html>`,
  properties: (text) =>
    `template=${text
      .replaceAll("\\", "\\\\")
      .replaceAll("\r", "\\r")
      .replaceAll("\n", "\\n")
      .replace(/[^\0-\x7f]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`)}`,
  hexadecimal: (text) => `0x ${Buffer.from(text).toString("hex")}`,
  "quoted-printable": (text) =>
    [...Buffer.from(text)]
      .map((byte) =>
        byte > 126 || byte < 32 || byte === 61
          ? `=${byte.toString(16).toUpperCase().padStart(2, "0")}`
          : String.fromCharCode(byte),
      )
      .join("")
      .replace(/.{60}(?<!=.?)/g, "$&=\r\n"),
  "UTF-16 in base64": (text) => Buffer.from(text, "utf16le").toString("base64"),
  "a cell of CSV": (text) => `id,type,template\n4711,text,"${text.replaceAll('"', '""')}"\n`,
  YAML: (text) =>
    `template: |\n${lines(text)
      .map((line) => `  ${line}`)
      .join("\n")}\n`,
  "a literal of SQL": (text) => `UPDATE t SET body = '${text.replaceAll("'", "''")}' WHERE id = 4711`,
};

const base64 = (text: string): string => Buffer.from(text).toString("base64");
const lines = (text: string): string[] => text.split(/\r\n|[\r\n]/);

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
