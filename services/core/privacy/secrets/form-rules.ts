import { isLiteralSecret } from "./is-literal-secret.js";
import { foundSecret, type SecretRule } from "./secret-rule.js";

/**
 * Secrets known by what stands right before them: authorisation schemes, `curl -u`, Oracle's `user/password@`, SQL's
 * `IDENTIFIED BY`, signed query parameters, `encode("user:password")`.
 */
export const formRules: readonly SecretRule[] = [
  // Bearer x, Basic x: prose such as "basic authentication" has no digit in the second word
  form(["bearer", "basic"], /\b(?:bearer|basic)\s{1,20}(?=[\w+/=.~-]*\d|[\w+/.~-]*=)([\w+/=.~-]{8,4096})/iy),
  // a whole value or string that is nothing else, whatever the token looks like
  form(["bearer"], /(?<![^"'])bearer[ \t]{1,5}([^\s"'`]{6,4096})(?=["']|$)/iy),
  // "Basic " + "dXNlcjpwdw=="
  form(["bearer", "basic"], /\b(?:bearer|basic)\s{0,5}(["'])\s{0,20}\+\s{0,20}(["'])([^"'\r\n]{1,4096})\2/iy, 3),
  // FileUtil.encode("user:password".getBytes()), btoa('user:password')
  form(
    ["encode", "btoa", "b64"],
    /(?:encode\w{0,30}|btoa|b64\w{0,30})\s{0,5}\(\s{0,20}(?:(?:new\s{1,5})?[\w.]{0,60}String\s{0,5}\(\s{0,5})?(["'])(?!https?:|urn:|mailto:|ftp:)[^"':\s]{1,64}:([^"'\s]{1,200})\1/iy,
    2,
  ),
  form(
    ["-u ", "--u", "--p"],
    /(?<![\w-])(?:-u|--user|--proxy-user)[\s=]{1,5}["']?[^\s:"'$]{1,64}:([^\s"'/][^\s"']{0,200})/y,
  ),
  form(["sshpass"], /sshpass\s{1,5}-p\s{0,5}["']?([^\s"']{1,200})/iy),
  form([":thin:", ":oci"], /:(?:thin|oci8?):[^/\s:@"']{1,64}\/([^@\s"']{1,128})@/iy),
  form(["identified"], /identified\s{1,5}by\s{1,5}(?:password\s{1,5})?["']?([^\s"';,]{1,128})/iy),
  form(["sig"], /(?<=[?&;-])sig(?:nature)?=([^&\s"'<>#;]{8,512})/iy),
  form(["key="], /(?<=[?&])key=([^&\s"'<>#;]{16,512})/iy),
  form(["code="], /(?<=[?&])code=([\w+=%.~-]{20,512})/iy),
  form(["hooks.slack.com"], /hooks\.slack\.com\/services\/([\w/]{20,200})/iy),
];

function form(triggers: readonly string[], pattern: RegExp, group = 1): SecretRule {
  const placed = new RegExp(pattern.source, `${pattern.flags}d`);
  return {
    triggers,
    find(text, at) {
      pattern.lastIndex = at;
      if (!pattern.test(text)) return undefined;
      placed.lastIndex = at;
      const place = placed.exec(text)?.indices?.[group];
      if (place === undefined || !isLiteralSecret(text.slice(place[0], place[1]))) return undefined;
      return foundSecret({ start: place[0], end: place[1] });
    },
  };
}
