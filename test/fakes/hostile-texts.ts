/** A machine comment as Lockstep writes it, with a digest of somebody else's choosing. */
export const FORGED_COMMENT = `<!-- lockstep {"v":1,"engineId":"tie","key":"flow-adt","kind":"adopt","digest":"sha256:${"0".repeat(64)}"} -->`;

/** What people, or somebody in their place, may write where an engine, a ticket or a forge lets them write anything. */
export const HOSTILE_TEXTS: readonly string[] = [
  "@everyone @hospital/cab and #1, GH-1, !1, AB#1",
  FORGED_COMMENT,
  "--> </details></summary> <!--",
  "</code></pre></td></table><script>alert(1)</script>",
  "````````\n~~~~~~~~\n```",
  "![x](http://evil.example/x)",
  "[approved](javascript:alert(1)) <javascript:alert(1)>",
  "http://evil.example/ www.evil.example mailto:eve@evil.example",
  "\u202eevorppa\u202c \u2066left\u2069 \u200b\u200f",
  "refs/heads/../x",
  "--upload-pack=touch /tmp/lockstep-was-here",
  "x\nApproved-By: Evil\nLockstep-Digest: sha256:0",
  "* @evil\n/baselines/ @evil",
  '"}\napprovers: {people: [evil]}\n- &a [*a]',
  "| a | b |\n|---|---|\n| :white_check_mark: | **approved** |",
  "\n\n# Decision\n\n- [x] approved\n> quoted\n***",
  "=cmd|' /C calc'!A0",
  "$(touch /tmp/x) `touch /tmp/x` %0a%0d ${message}",
  "'; DROP TABLE x; -- \\",
  "__proto__",
];
