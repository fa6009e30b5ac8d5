const GROUPS: readonly (readonly [strange: string, plain: string])[] = [
  [
    "\u0430\u0435\u043e\u0440\u0441\u0445\u0443\u0456\u0458\u0455\u04bb\u0501\u051b\u051d\u0475\u04cf\u043a\u043c\u0442\u0432\u043d\u043f\u0433",
    "aeopcxyijshdqwvlkmtbhnr",
  ], // Cyrillic, small
  [
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0423\u0406\u0405\u0408\u0500\u051a\u051c\u0474\u04c0",
    "ABEKMHOPCTXYISJDQWVI",
  ], // Cyrillic, capital
  ["\u03b1\u03bf\u03c1\u03bd\u03c5\u03ba\u03b9\u03c4\u03c7\u03b5\u03b7\u03b3\u03c9\u03b2\u03c3", "aopvukitxenywbo"], // Greek, small
  ["\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7", "ABEZHIKMNOPTYX"], // Greek, capital
  ["\u0585\u057d\u0570\u0578\u0575\u0581\u0566", "ouhnjgq"], // Armenian, small
  ["\u0131\u0237\u0251\u0261\u00f8\u0142\u0111\u0127\u0167\u00d8\u0141\u0110\u0126\u0166", "ijagoldhtOLDHT"], // Latin that nothing takes apart
  [
    "\u1d00\u0299\u1d04\u1d05\u1d07\ua730\u0262\u029c\u026a\u1d0a\u1d0b\u029f\u1d0d\u0274\u1d0f\u1d18\u0280\ua731\u1d1b\u1d1c\u1d20\u1d21\u028f\u1d22",
    "abcdefghijklmnoprstuvwyz",
  ], // Latin, small capitals
  ["1l|", "iii"], // of one stroke
  ["0", "o"],
];

/** Letters and digits that look like another, each with the one that stands for all. Strange ones are written by number. */
export const LOOK_ALIKES: ReadonlyMap<string, string> = new Map(
  GROUPS.flatMap(([strange, plain]) => [...strange].map((letter, index) => [letter, plain[index] ?? letter] as const)),
);
