import { errorsOf } from "./error-kind.js";

/** What the world did: engines, networks and what they answered. */
export const UPSTREAM_ERRORS = errorsOf("upstream", {
  "node-unreachable": {
    retryable: true,
    meaning: "The node did not answer.",
    remedy: "Check address, route, proxy and firewall; `lockstep doctor` tests each.",
  },
  "node-down": {
    retryable: true,
    meaning: "The node's machine refused the connection before anything was answered: no engine listens there.",
    remedy:
      "Start the engine, or check the port in estate.yaml. A standby that is meant to be stopped is declared with `standbyMode: cold`.",
  },
  "certificate-untrusted": {
    retryable: false,
    meaning: "The node's certificate is not the trusted one.",
    remedy: "Give tls.caFile, or pin tls.fingerprint after comparing it on the server.",
  },
  "login-refused": {
    retryable: false,
    meaning: "The node refused the login.",
    remedy:
      "Check user name and password. The same ones are not tried again, because refusals can lock the account: change them, or mend the account on the engine and run `lockstep doctor`, which tries once.",
  },
  "login-locked": {
    retryable: false,
    meaning: "The account is locked on the node.",
    remedy:
      "Unlock the account on the engine, or wait until its lock-out period is over, and run `lockstep doctor`, which tries once.",
  },
  "session-lost": {
    retryable: true,
    meaning: "The node ended the session in the middle of a read.",
    remedy: "Run the check again; if it stays so, look for restarts of the engine.",
  },
  "engine-starting": {
    retryable: true,
    meaning: "The engine is still starting.",
    remedy: "Wait until it has started, and check again.",
  },
  "rights-narrowed": {
    retryable: false,
    meaning: "Fewer objects were read than the engine itself counts.",
    remedy: "Give the account read rights to all objects.",
  },
  "answer-truncated": {
    retryable: true,
    meaning: "An answer ended before its end.",
    remedy: "Check proxies and time limits between Lockstep and the engine.",
  },
  "answer-unexpected": {
    retryable: false,
    meaning: "An answer was not of the form that this product gives.",
    remedy: "Check that the address is the engine's own API and that no login page or proxy stands in front.",
  },
  "answer-too-large": {
    retryable: false,
    meaning: "An answer was larger than the limit.",
    remedy: "Check the address, or raise the limit.",
  },
  "rate-limited": {
    retryable: true,
    meaning: "The node asked to slow down.",
    remedy: "Wait, and check again.",
  },
  "licence-exhausted": {
    retryable: true,
    meaning: "The engine has no licence slot left for another session.",
    remedy:
      "Check again later; if it stays so, look at who uses the licence slots. Lockstep uses one for as long as a read lasts.",
  },
  "wrong-server": {
    retryable: false,
    meaning: "Another server answered than the one recorded.",
    remedy: "Check the address; if the server was replaced on purpose, change serverId in estate.yaml.",
  },
  aborted: {
    retryable: true,
    meaning: "The read was stopped before its end.",
    remedy: "Run the check again.",
  },
  "export-malformed": {
    retryable: false,
    meaning: "An export is not well-formed, or hostile.",
    remedy: "Export it again; do not repair it by hand.",
  },
  "pack-unreadable": {
    retryable: false,
    meaning: "An evidence pack is not one that Lockstep wrote: it was cut off, damaged, packed anew, or is hostile.",
    remedy: "Ask whoever handed it over for the file as it was made; do not unpack it to look.",
  },
  "export-suspect": {
    retryable: false,
    meaning: "More artefacts vanished at once than policy allows.",
    remedy: "Look at the engine; if the deletion was meant, adopt it with a ticket.",
  },
  "ticket-source-unavailable": {
    retryable: true,
    meaning: "The ticket system or drop folder cannot be read, or is too old.",
    remedy: "Restore access or export the tickets again; this is never taken as `no such ticket`.",
  },
  "forge-unavailable": {
    retryable: true,
    meaning: "The forge could not be asked, or did not take what was sent.",
    remedy: "Nothing is lost: the next run tries again. `lockstep doctor` tests address, route, login and rights.",
  },
  "sign-in-unavailable": {
    retryable: true,
    meaning: "Whoever signs people in could not be asked.",
    remedy: "Try again; who is signed in stays so. Check signIn in service.yaml: issuer, route, proxy and certificate.",
  },
  "sign-in-refused": {
    retryable: false,
    meaning: "A sign-in did not end as it was begun, or the provider refused it.",
    remedy:
      "Begin anew from the page that you wanted; if it stays so, the log has the reason under the id of the request.",
  },
  "request-refused": {
    retryable: false,
    meaning: "A request to the service was not of the form that it takes.",
    remedy:
      "The status of the answer says why: 404 address, 405 method, 413 size, 415 type, 429 too often, 400 broken. What each sender is to send stands in docs/operations.md.",
  },
  "notice-not-sent": {
    retryable: true,
    meaning: "A notice could not be given to its channel now.",
    remedy: "Nothing is lost: it is tried again. Check the mail server in service.yaml, or the chat's address.",
  },
  "notice-refused": {
    retryable: false,
    meaning: "A channel did not take a notice, and will not take it later.",
    remedy:
      "Check the mail server's account and addresses, or the chat's address; then `lockstep notices test` tells whether it takes one.",
  },
  "queue-unavailable": {
    retryable: true,
    meaning: "The queue of jobs takes nothing now.",
    remedy: "Check the server at the address of the queue; checks from the command line need none.",
  },
});
