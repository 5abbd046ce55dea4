import { expect, test } from "vitest";
import { renderConcise } from "../../src/report/concise.ts";
import {
  at,
  backendFinding,
  blockedRoute,
  finding,
  POLICIES,
  report,
  route,
  sourceOf,
} from "./sample.ts";

const source = sourceOf("infra/sg.yaml", POLICIES);

test("one line for each finding and complaint, and one for the run", () => {
  const text = renderConcise(
    report({
      complete: false,
      routes: [blockedRoute(), route({ id: "2" }), route({ id: "3", verdict: "undetermined" })],
      findings: [
        backendFinding({ routes: ["service-orders/api-orders", "4"] }),
        finding({ severity: "note", message: "no place\u001b[0m", routes: ["2"] }),
        finding({ state: "suppressed" }),
      ],
      complaints: [
        { message: "unknown key", place: at(source, "sg-edge"), file: null },
        { message: "the file is empty", place: null, file: "a.json" },
        { message: "no input at all", place: null, file: null },
      ],
    }),
  );
  expect(text).toMatchInlineSnapshot(`
    "infra/sg.yaml:17:9: error[clb-backend-admits-gateway] gateway cannot fully reach ins-orders-1 on tcp/8080 (2 routes)
    note[some-rule] no place\\u{1b}[0m (1 route)
    infra/sg.yaml:4:9: input error: unknown key
    a.json: input error: the file is empty
    input error: no input at all
    1 error and 1 note; 3 routes: 1 as expected, 1 partial, 1 undetermined; not proven (3 input errors and 1 undetermined route)
    "
  `);
});

test.each([
  [{ routes: [route()] }, {}, "no findings; 1 route, as expected; complete\n"],
  [{}, {}, "no findings; 0 routes; complete\n"],
  [{ complete: false }, {}, "no findings; 0 routes; not proven (part of the input is missing)\n"],
  [{}, { quiet: true }, ""],
  [
    { findings: [finding()] },
    { quiet: true, color: true },
    "\u001b[1m\u001b[31merror[some-rule]\u001b[39m\u001b[22m something is wrong\n",
  ],
])("the run %o with %o", (fields, options, text) => {
  expect(renderConcise(report(fields), options)).toBe(text);
});
