import { foundSecret, type SecretRule } from "./secret-rule.js";

/** Secrets that are known by their own form, whatever stands around them. */
export const knownToken: SecretRule = {
  triggers: [
    "eyJ",
    "AKIA",
    "ASIA",
    "ghp_",
    "gho_",
    "ghu_",
    "ghs_",
    "ghr_",
    "github_pat_",
    "glpat-",
    "xox",
    "xapp",
    "AIza",
    "sk_live",
    "rk_live",
    "SG.",
    "npm_",
    "$2a",
    "$2b",
    "$2y",
  ],
  find(text, at) {
    if (at > 0 && /[\w-]/.test(text.charAt(at - 1)) && text.charAt(at) !== "$") return undefined;
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text)?.[0];
    return token === undefined ? undefined : foundSecret({ start: at, end: at + token.length });
  },
};

const TOKEN = new RegExp(
  [
    "eyJ[\\w-]{8,4096}\\.[\\w-]{4,4096}(?:\\.[\\w-]{0,4096}){0,3}", // JSON Web Token
    "A[KS]IA[A-Z0-9]{16}\\b", // AWS access key
    "gh[pousr]_[A-Za-z0-9]{30,}",
    "github_pat_\\w{22,}",
    "glpat-[\\w-]{16,}",
    "xox[abeoprs]-[\\w-]{10,}", // Slack
    "xapp-[\\w-]{10,}",
    "AIza[\\w-]{35}", // Google
    "[sr]k_live_\\w{16,}", // Stripe
    "SG\\.[\\w-]{16,}\\.[\\w-]{16,}", // SendGrid
    "npm_[A-Za-z0-9]{36}",
    "\\$2[aby]\\$\\d\\d\\$[./A-Za-z0-9]{53}", // bcrypt
  ].join("|"),
  "y",
);
