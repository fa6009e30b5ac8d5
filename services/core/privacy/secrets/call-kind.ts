/** What a call does with its literals: passes them on, looks something up by their name, or nobody knows. */
export type Call = "values" | "names" | "unknown";

/** Judges a call by the name of what is called: `decrypt('x')` passes on, `getProperty('x')` looks up. */
export function callKind(callee: string): Call {
  if (PASSES_ON.test(callee)) return "values";
  return LOOKS_UP.test(callee) ? "names" : "unknown";
}

const PASSES_ON =
  /crypt|decod|encod|cipher|obfuscat|^(?:String|char|concat|from|valueOf|toString|atob|btoa|(?:un)?escape|b64\w*|base64\w*|hex\w*|(?:un)?wrap|reverse|trim|pad\w*|of|asList|Object|Array|List|clear|reveal|md5\w*|sha\w*|hash\w*|SecretKeySpec|PasswordProtection|toCharArray|getBytes|equals|equalsIgnoreCase|quote|secure\w*|coalesce|nvl|isnull|ifnull)$/i;

const LOOKS_UP =
  /^(?:\$[a-z]{0,3}|(?:get|read|fetch|find|load|lookup|resolve|require|request|param|select|query|execute|parse|post|put|prompt|env|property|has|contains|is|log|info|warn|error|debug|trace|print)\w*|replace\w*|split|join|match|test|search|substr\w*|slice|indexOf|lastIndexOf|startsWith|endsWith|format)$/i;
