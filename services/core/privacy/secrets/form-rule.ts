import { isLiteralSecret } from "./is-literal-secret.js";
import { foundSecret, type SecretRule } from "./secret-rule.js";

/** Makes a rule of a form of text: the group of the pattern, matched at one of the triggers, is the secret. */
export function formRule(triggers: readonly string[], pattern: RegExp, group = 1): SecretRule {
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
