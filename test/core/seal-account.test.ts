import assert from "node:assert/strict";
import { test } from "node:test";
import { isSamePerson } from "#services/core/people/is-same-person";
import { parsePseudonym } from "#services/core/people/pseudonym";
import { sealAccountsUnder } from "#services/core/people/seal-account";
import { wantsSealedAccounts } from "#services/core/policy/wants-pseudonyms";

const seal = sealAccountsUnder(Buffer.alloc(32, 7), ["SVC-*", "admin"]);

test("an account of a person is sealed, and is the same person as on a ticket", () => {
  const [account, staff] = [seal("p.jones", "account"), seal("P.Jones@trust.example", "staff")];
  assert.equal(parsePseudonym(account)?.part, "account");
  assert.equal(parsePseudonym(staff)?.part, "staff");
  assert.equal(isSamePerson(account, staff), true);
  assert.equal(seal(account, "staff"), account, "what is sealed stays as it is");
});

test("what is no person's stays as it is read", () => {
  for (const name of ["svc-deploy", "Admin", "engine", "n/a", "", "unknown", "nobody"])
    assert.equal(seal(name, "account"), name, JSON.stringify(name));
});

test("accounts are sealed where the estate says so, and where what it says does not read", () => {
  assert.equal(wantsSealedAccounts(undefined), false);
  assert.equal(wantsSealedAccounts("people: pseudonyms\n"), false);
  assert.equal(wantsSealedAccounts("people: pseudonyms\naccounts: names\n"), false);
  assert.equal(wantsSealedAccounts("people: pseudonyms\naccounts: pseudonyms\n"), true);
  assert.equal(wantsSealedAccounts("people: pseudonyms\naccounts: yes\n"), true);
});
