import { type Markup, markup } from "../html/markup.js";

/** How one test of a suite ended. A failure is a known fault, an error is "could not tell", skipped is explained by policy. */
export interface JunitCase {
  readonly className: string;
  readonly name: string;
  readonly outcome: "passed" | "failure" | "error" | "skipped";
  readonly type?: string;
  readonly message?: string;
  /** Lines of detail below the message. */
  readonly details?: readonly string[];
}

export interface JunitSuite {
  readonly name: string;
  readonly timestamp?: string;
  readonly properties: readonly (readonly [name: string, value: string])[];
  readonly cases: readonly JunitCase[];
}

/** A JUnit XML document; its counts are taken from the very cases it holds. */
export function junitDocument(name: string, suites: readonly JunitSuite[]): string {
  const cases = suites.flatMap((suite) => suite.cases);
  return markup`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="${name}" ${counts(cases)}>${suites.map(suiteElement)}
</testsuites>
`.toString();
}

function counts(cases: readonly JunitCase[]): Markup {
  const number = (outcome: JunitCase["outcome"]): number => cases.filter((test) => test.outcome === outcome).length;
  return markup`tests="${cases.length}" failures="${number("failure")}" errors="${number("error")}" skipped="${number("skipped")}" time="0"`;
}

function suiteElement(suite: JunitSuite): Markup {
  const timestamp = suite.timestamp === undefined ? null : markup` timestamp="${suite.timestamp}"`;
  return markup`
  <testsuite name="${suite.name}" ${counts(suite.cases)}${timestamp}>
    <properties>${suite.properties.map(
      ([name, value]) => markup`
      <property name="${name}" value="${value}" />`,
    )}
    </properties>${suite.cases.map(caseElement)}
  </testsuite>`;
}

function caseElement(test: JunitCase): Markup {
  const opening = markup`
    <testcase classname="${test.className}" name="${test.name}" time="0"`;
  if (test.outcome === "passed") return markup`${opening} />`;
  if (test.outcome === "skipped") return markup`${opening}><skipped message="${test.message}" /></testcase>`;
  const attributes = markup`type="${test.type ?? ""}" message="${test.message}"`;
  const body = (test.details ?? []).map(
    (line) => markup`${line}
`,
  );
  const fault =
    test.outcome === "error"
      ? markup`<error ${attributes}>${body}</error>`
      : markup`<failure ${attributes}>${body}</failure>`;
  return markup`${opening}>${fault}</testcase>`;
}
