import { formRule } from "./form-rule.js";
import type { SecretRule } from "./secret-rule.js";

/**
 * Secrets known by what stands right before them: authorisation schemes, Oracle's `user/password@`, SQL's `IDENTIFIED BY`,
 * signed query parameters, `encode("user:password")`.
 */
export const formRules: readonly SecretRule[] = [
  // Bearer x, Basic x: prose such as "basic authentication" has no digit in the second word
  formRule(["bearer", "basic"], /\b(?:bearer|basic)\s{1,20}(?=[\w+/=.~-]*\d|[\w+/.~-]*=)([\w+/=.~-]{8,4096})/iy),
  // a whole value or string that is nothing else, whatever the token looks like
  formRule(["bearer"], /(?<![^"'])bearer[ \t]{1,5}([^\s"'`]{6,4096})(?=["']|$)/iy),
  // "Basic " + "dXNlcjpwdw=="
  formRule(["bearer", "basic"], /\b(?:bearer|basic)\s{0,5}(["'])\s{0,20}\+\s{0,20}(["'])([^"'\r\n]{1,4096})\2/iy, 3),
  // FileUtil.encode("user:password".getBytes()), btoa('user:password')
  formRule(
    ["encode", "btoa", "b64"],
    /(?:encode\w{0,30}|btoa|b64\w{0,30})\s{0,5}\(\s{0,20}(?:(?:new\s{1,5})?[\w.]{0,60}String\s{0,5}\(\s{0,5})?(["'])(?!https?:|urn:|mailto:|ftp:)[^"':\s]{1,64}:([^"'\s]{1,200})\1/iy,
    2,
  ),
  formRule([":thin:", ":oci"], /:(?:thin|oci8?):[^/\s:@"']{1,64}\/\\?"?([^@\s"'\\]{1,128})\\?"?@/iy),
  // sa/x@ORCL
  formRule(
    ["@orcl", "@xe", "@//", "@(desc"],
    /(?<=(?:^|[\s"'=(>])[\w.$]{1,60}\/\\?"?([^\s/@"'\\]{1,128})\\?"?)@(?:orcl|xe|\/\/|\(desc)/iy,
  ),
  formRule(
    ["identified"],
    /identified\s{1,5}(?:with\s{1,5}\S{1,60}\s{1,5})?by\s{1,5}(?:(?:password|values)\s{1,5})?\\?["']?([^\s"';,\\]{1,128})/iy,
  ),
  formRule(["sp_addlogin"], /sp_addlogin\s{1,5}N?'[^'\r\n]{0,100}'\s{0,5},\s{0,5}N?'([^'\r\n]{1,200})'/iy),
  formRule(["sig"], /(?<=[?&;-])sig(?:nature)?=([^&\s"'<>#;]{8,512})/iy),
  formRule(["key="], /(?<=[?&])key=([^&\s"'<>#;]{16,512})/iy),
  formRule(["code="], /(?<=[?&])code=([\w+=%.~-]{20,512})/iy),
  formRule(["hooks.slack.com"], /hooks\.slack\.com\/services\/([\w/]{20,200})/iy),
];
