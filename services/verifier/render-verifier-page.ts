import { createHash } from "node:crypto";

/** Puts the stand-alone verifier into a page that a browser opens from a disk: nothing is fetched, and nothing but this script may run. */
export function renderVerifierPage(program: string): string {
  if (/<\/script/i.test(program)) throw new Error("the program would end its own script");
  const script = `\n${program}`;
  const allowed = `'sha256-${createHash("sha256").update(script).digest("base64")}'`;
  const style = `'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`;
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src ${allowed}; style-src ${style}; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Check an evidence pack</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Check an evidence pack</h1>
<p>Everything happens in this page: the pack is not sent anywhere, and the page works without a network.</p>
<p>It checks that each file is the one that was signed, whose signature it is, and that no record was edited, dropped, added or moved. Whether tables
and verdicts follow from the record is checked by <code>lockstep evidence verify</code>.</p>
<form id="form">
<p><label for="pack">Evidence pack (a ZIP file)</label><br><input id="pack" type="file" accept=".zip" required></p>
<p><label for="key">Fingerprint of the organisation's key, learnt by another way than this pack</label><br>
<input id="key" type="text" size="52" autocomplete="off" spellcheck="false" aria-describedby="key-hint"><br><span id="key-hint">For example SHA256: and 43 characters. Without it, whose signature it is cannot be told.</span></p>
<p><label for="head">A head of the ledger that was mailed (optional)</label><br>
<input id="head" type="text" size="80" autocomplete="off" spellcheck="false" aria-describedby="head-hint"><br><span id="head-hint">Its number and hash, for example 41:sha256: and 64 characters.</span></p>
<p><button type="submit">Check</button></p>
</form>
<h2>What was found</h2>
<pre id="answer" role="status" aria-live="polite" tabindex="0">Nothing was checked yet.</pre>
</main>
<script type="module">${script}</script>
</body>
</html>
`;
}

const STYLE = `body{font:1.1rem/1.5 system-ui,sans-serif;color:#212b32;background:#fff;margin:0}
main{max-width:50rem;margin:2rem auto;padding:0 1rem}
label{font-weight:600}
input{font:inherit;max-width:100%;box-sizing:border-box;border:2px solid #4c6272;padding:.4rem}
button{font:inherit;font-weight:600;color:#fff;background:#00401e;border:0;padding:.6rem 1.4rem;cursor:pointer}
input:focus,button:focus,pre:focus{outline:4px solid #ffb81c;outline-offset:0}
span{color:#4c6272}
pre{white-space:pre-wrap;overflow-wrap:anywhere;border:2px solid #4c6272;padding:1rem;min-height:4rem}`;
