import { formRule } from "./form-rule.js";
import type { SecretRule } from "./secret-rule.js";

/**
 * Passwords on the command lines of programs that take one without naming it: `curl -u a:x`, `mysql -px`, `sqlcmd -P x`,
 * `redis-cli -a x`. Options that are called a password are found by their names.
 */
export const commandLines: readonly SecretRule[] = [
  formRule(
    ["-u ", "--u", "--p"],
    /(?<![\w-])(?:-u|--user|--proxy-user)[\s=]{1,5}["']?[^\s:"'$]{1,64}:([^\s"'/][^\s"']{0,200})/y,
  ),
  formRule(["curl "], /curl(?=\s)[^\r\n|;]{0,200}?\s-u["']?[^\s:"'$]{1,64}:([^\s"'/][^\s"']{0,200})/iy),
  formRule(["sshpass"], /sshpass\s{1,5}-p\s{0,5}["']?([^\s"']{1,200})/iy),
  program("sqlcmd|osql|bcp", ["sqlcmd", "osql", "bcp"], String.raw`\s-P\s{0,3}`),
  program("isql|tsql", ["isql", "tsql"], String.raw`\s-P\s{0,3}`),
  program("mysql\\w{0,10}|mariadb", ["mysql", "mariadb"], String.raw`\s-p(?=["']?[^\s"'-])`),
  program("7za?|rar", ["7z a", "7z x", "7z e", "7za ", "rar "], String.raw`\s-p(?=["']?[^\s"'-])`),
  program("zip|unzip", ["zip "], String.raw`\s-P\s{1,3}`),
  program("redis-cli", ["redis-cli"], String.raw`\s-a\s{1,3}`),
  program("ldap(?:search|modify|add|delete|whoami|passwd)", ["ldap"], String.raw`\s-w\s{1,3}`),
  program("smbclient", ["smbclient"], String.raw`\s-U\s{1,3}["']?[^\s%"']{1,60}%`),
  program("lftp", ["lftp"], String.raw`\s-u\s{1,3}["']?[^\s,"']{1,60},`),
  program("sqlplus|expdp|impdp|rman", ["sqlplus", "expdp", "impdp", "rman "], String.raw`\s["']?[\w.$]{1,60}\/\\?`),
  formRule(["-pass"], /-pass(?:in|out)?\s{1,5}["']?pass:([^\s"']{1,200})/iy),
  formRule(["net user"], /net user\s{1,3}(?!\/)\S{1,60}\s{1,3}["']?([^\s/"'*][^\s"']{0,100})/iy),
  formRule(
    ["echo "],
    /echo\s{1,3}["']?([^\s"'|]{1,100})["']?\s{0,5}\|\s{0,5}(?:sudo\s{1,3}-S|passwd|sshpass|chpasswd|docker\s{1,3}login)/iy,
  ),
  formRule(["securestring"], /securestring\s{1,5}(?:-string\s{1,5})?\\?["']([^"'\r\n\\]{1,200})/iy),
];

/** A program's name in small or capital letters; its option is one or the other. */
function program(names: string, triggers: readonly string[], option: string): SecretRule {
  const either = `(?:${names}|${names.toUpperCase().replaceAll("\\W", "\\w")})`;
  const pattern = `(?<![\\w.-])${either}(?:\\.exe)?(?=\\s)[^\\r\\n|;]{0,200}?${option}["']?([^\\s"'\\\\@]{1,200})`;
  return formRule(triggers, new RegExp(pattern, "y"));
}
