import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import type { Report } from "../../src/model/finding.ts";
import { renderJson } from "../../src/report/json.ts";
import {
  at,
  backendFinding,
  blockedRoute,
  finding,
  fix,
  POLICIES,
  report,
  route,
  sourceOf,
} from "./sample.ts";
import { groupRef } from "../../src/model/list.ts";

const schema: object = JSON.parse(readFileSync("schemas/output.schema.json", "utf8"));
const validate = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true }).compile(
  schema,
);
const source = sourceOf("infra/sg.yaml", POLICIES);

const FULL = report({
  complete: false,
  routes: [
    blockedRoute({ directAccess: { from: "another CVM", command: "curl x", caution: null } }),
    route({
      id: "p",
      gateway: null,
      api: null,
      path: "ssh-closed",
      target: null,
      verdict: "undetermined",
      hops: [],
      reason: "no target",
      backend: { type: "path", id: null },
    }),
  ],
  findings: [
    backendFinding({
      fix: fix({
        cautions: ["It opens subnet-a."],
        edits: [{ file: "infra/sg.yaml", range: { start: 1, end: 2 }, text: "x" }],
      }),
    }),
    finding({
      severity: "note",
      decidedBy: { default: true, lists: [groupRef("sg-a")] },
      state: "baselined",
    }),
  ],
  complaints: [
    { message: "unknown key", place: at(source, "sg-edge"), file: null },
    { message: "the file is empty", place: null, file: "a.json" },
    { message: "no input", place: null, file: null },
  ],
  assumptions: ["No ACL."],
  notices: [{ kind: "news", text: "Retired." }],
});

test("the document, its keys and their order", () => {
  expect(renderJson(FULL)).toMatchInlineSnapshot(`
    "{
      "schemaVersion": 1,
      "tool": {
        "name": "sglint",
        "version": "0.1.0"
      },
      "complete": false,
      "routes": [
        {
          "id": "service-orders/api-orders",
          "gateway": "service-orders",
          "api": "api-orders",
          "path": null,
          "backend": {
            "type": "clb",
            "id": "lb-orders"
          },
          "target": {
            "resource": "ins-orders-1",
            "port": 8080
          },
          "verdict": "partial",
          "expected": null,
          "reason": null,
          "hops": [
            {
              "kind": "clb",
              "resource": "lb-orders",
              "port": 443,
              "verdict": "reachable",
              "groups": [
                "sg-edge"
              ],
              "note": null
            },
            {
              "kind": "target",
              "resource": "ins-orders-1",
              "port": 8080,
              "verdict": "partial",
              "groups": [
                "sg-backend"
              ],
              "note": null
            }
          ],
          "directAccess": {
            "from": "another CVM",
            "command": "curl x",
            "caution": null
          }
        },
        {
          "id": "p",
          "gateway": null,
          "api": null,
          "path": "ssh-closed",
          "backend": {
            "type": "path",
            "id": null
          },
          "target": null,
          "verdict": "undetermined",
          "expected": null,
          "reason": "no target",
          "hops": [],
          "directAccess": null
        }
      ],
      "findings": [
        {
          "id": "clb-backend-admits-gateway@3f2a",
          "rule": "clb-backend-admits-gateway",
          "severity": "error",
          "message": "gateway cannot fully reach ins-orders-1 on tcp/8080",
          "verdict": "partial",
          "resource": "ins-orders-1",
          "group": "sg-backend",
          "location": {
            "file": "infra/sg.yaml",
            "line": 17,
            "column": 9,
            "endLine": 17,
            "endColumn": 44
          },
          "instances": [],
          "routes": [
            "service-orders/api-orders"
          ],
          "blocked": [
            {
              "sources": [
                "10.0.0.0/8",
                "11.0.0.0/8",
                "30.0.0.0/8"
              ],
              "protocol": "tcp",
              "ports": [
                "8080"
              ]
            }
          ],
          "decidedBy": {
            "group": "sg-backend",
            "policy": 2,
            "action": "DROP"
          },
          "witness": {
            "source": "10.0.0.1",
            "protocol": "tcp",
            "port": 8080
          },
          "fix": {
            "title": "accept the 3 missing ranges before policy 2",
            "safety": "unsafe",
            "overridesDrop": false,
            "group": "sg-backend",
            "direction": "ingress",
            "before": 2,
            "policies": [
              {
                "action": "ACCEPT",
                "source": "10.0.0.0/8",
                "protocol": "TCP",
                "port": "8080"
              },
              {
                "action": "ACCEPT",
                "source": "11.0.0.0/8",
                "protocol": "TCP",
                "port": "8080"
              },
              {
                "action": "ACCEPT",
                "source": "30.0.0.0/8",
                "protocol": "TCP",
                "port": "8080"
              }
            ],
            "effect": {
              "admits": [
                {
                  "sources": [
                    "10.0.0.0/8",
                    "11.0.0.0/8",
                    "30.0.0.0/8"
                  ],
                  "protocol": "tcp",
                  "ports": [
                    "8080"
                  ]
                }
              ],
              "targets": [
                "ins-orders-1"
              ],
              "allTargets": true
            },
            "cautions": [
              "It opens subnet-a."
            ],
            "edits": [
              {
                "file": "infra/sg.yaml",
                "range": {
                  "start": 1,
                  "end": 2
                },
                "text": "x"
              }
            ],
            "withheld": null
          },
          "help": null,
          "state": "new"
        },
        {
          "id": "some-rule@0000",
          "rule": "some-rule",
          "severity": "note",
          "message": "something is wrong",
          "verdict": null,
          "resource": null,
          "group": null,
          "location": null,
          "instances": [],
          "routes": [],
          "blocked": [],
          "decidedBy": {
            "default": true,
            "groups": [
              "sg-a"
            ]
          },
          "witness": null,
          "fix": null,
          "help": null,
          "state": "baselined"
        }
      ],
      "complaints": [
        {
          "message": "unknown key",
          "location": {
            "file": "infra/sg.yaml",
            "line": 4,
            "column": 9,
            "endLine": 4,
            "endColumn": 16
          }
        },
        {
          "message": "the file is empty",
          "location": {
            "file": "a.json",
            "line": null,
            "column": null,
            "endLine": null,
            "endColumn": null
          }
        },
        {
          "message": "no input",
          "location": null
        }
      ],
      "assumptions": [
        "No ACL."
      ],
      "notices": [
        "Retired."
      ],
      "summary": {
        "routes": {
          "reachable": 0,
          "blocked": 0,
          "partial": 1,
          "undetermined": 1,
          "external": 0,
          "skipped": 0
        },
        "findings": {
          "error": 1,
          "warning": 0,
          "note": 0
        }
      }
    }
    "
  `);
});

test.each<[string, Report]>([
  ["full", FULL],
  ["empty", report()],
])("a report that is %s meets the schema and ends with one newline", (_, one) => {
  const text = renderJson(one);
  validate(JSON.parse(text));
  expect(validate.errors).toBeNull();
  expect(text.endsWith("}\n")).toBe(true);
  expect(renderJson(one)).toBe(text);
});

test.each<
  [
    string,
    (document: { routes: Record<string, unknown>[]; findings: Record<string, unknown>[] }) => void,
  ]
>([
  ["an unknown key", (document) => (document.findings[0]!["extra"] = 1)],
  ["a missing key", (document) => delete document.routes[0]!["path"]],
  ["an unknown verdict", (document) => (document.routes[0]!["verdict"] = "fine")],
  [
    "a port as text",
    (document) => (document.routes[0]!["target"] = { resource: "ins-a", port: "80" }),
  ],
])("the schema refuses %s", (_, change) => {
  const document = JSON.parse(renderJson(FULL));
  change(document);
  expect(validate(document)).toBe(false);
});

test("controls that JSON leaves raw are escaped, and read back as they were", () => {
  const message = "a\u009b1m\u202e\u2028\u001b\ufeffb";
  const text = renderJson(report({ findings: [finding({ message })] }));
  expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u202e\u2028\ufeff]/u);
  expect(JSON.parse(text).findings[0].message).toBe(message);
});
