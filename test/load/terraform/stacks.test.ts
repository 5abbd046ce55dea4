// The same stack as it is written, as its plan, as its plan beside what is written, and as its state: one meaning.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parseDocument, type Document } from "../../../src/load/text/document.ts";
import { mergeDrafts } from "../../../src/load/merge/merge.ts";
import { isComplaints } from "../../../src/load/text/parsed.ts";
import { builtInPacks } from "../../../src/load/own/ranges.ts";
import { readTerraform, type TerraformInput } from "../../../src/load/terraform/read.ts";
import { DEFAULT_SETTINGS, lint } from "../../../src/lint.ts";
import type { Report } from "../../../src/model/finding.ts";
import { parseCidr, type AddressSet } from "../../../src/net/address.ts";
import { builtInRules } from "../../../src/rule/index.ts";
import { described } from "./applied.ts";

const STACKS = fileURLToPath(new URL("stacks", import.meta.url));
const EXAMPLE = fileURLToPath(new URL("../../examples/terraform", import.meta.url));

/** The verdicts of the routes, in the order of their ids: what the stack means, whatever it is read from. */
const MEANING: Readonly<Record<string, readonly string[]>> = {
  acl: ["partial"],
  "clb-pass-to-target": ["reachable"],
  "clb-rule": ["partial"],
  count: ["reachable", "partial"],
  dynamic: ["partial"],
  "for-each": ["reachable", "partial"],
  "group-set": ["reachable"],
  "group-set-order": ["undetermined"],
  "k8s-node-pool": ["blocked"],
  "lite-rule": ["partial"],
  "lite-rule-invalid": ["reachable"],
  "mixed-dialects": ["undetermined"],
  module: ["reachable", "partial"],
  "public-backend": ["blocked"],
  "rule-set": ["reachable"],
  "single-rules": ["reachable"],
  "target-group": ["reachable"],
  templates: ["reachable"],
  "templates-in-strings": ["partial"],
  "tsf-container": ["reachable"],
  "unordered-rules": ["undetermined"],
  upstream: ["partial"],
};

/** The order of a Set is not in a configuration or a plan, and the state has it. */
const KNOWN_BY_STATE = new Set(["group-set-order"]);

test("every stack has its meaning written down", () => {
  expect(readdirSync(STACKS).toSorted()).toEqual(Object.keys(MEANING).toSorted());
});

test("the plan and the state beside the example are made of its description", async () => {
  const { plan, state } = described(readFileSync(join(EXAMPLE, "stack.yaml"), "utf8"));
  const text = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  await expect(text(plan)).toMatchFileSnapshot(join(EXAMPLE, "plan.json"));
  await expect(text(state)).toMatchFileSnapshot(join(EXAMPLE, "state.json"));
});

describe.each(Object.entries(MEANING))("%s", (name, verdicts) => {
  const folder = join(STACKS, name);
  const { plan, state, unchanged } = described(readFileSync(join(folder, "stack.yaml"), "utf8"));
  const files = sources(folder);

  test("as it is written", async () => {
    expect(await verdictsOf({ files })).toEqual(verdicts);
  });

  test("as its plan beside what is written", async () => {
    const written = await outcome({ files });
    const planned = await outcome({
      plans: [document("plan.json", plan)],
      beside: { folder: "", files },
    });
    expect(planned).toEqual(written);
  });

  test("as its state", async () => {
    const written = await outcome({ files });
    const stored = await outcome({ states: [document("terraform.tfstate", state)] });
    if (KNOWN_BY_STATE.has(name))
      expect(Object.values(stored.routes)).not.toContain("undetermined");
    else expect(stored).toEqual(written);
  });

  test("as a plan that changes nothing", async () => {
    const stored = await outcome({ states: [document("terraform.tfstate", state)] });
    const kept = await outcome({ plans: [document("plan.json", unchanged)] });
    if (KNOWN_BY_STATE.has(name)) expect(kept.routes).toEqual(stored.routes);
    else expect(kept).toEqual(stored);
  });

  test("as its plan alone, which contradicts nothing", async () => {
    const written = await outcome({ files });
    const alone = await outcome({ plans: [document("plan.json", plan)] });
    const isDecided = Object.values(alone.routes).every((verdict) => verdict !== "undetermined");
    if (isDecided) expect(alone).toEqual(written);
    for (const [route, verdict] of Object.entries(alone.routes))
      if (verdict !== "undetermined")
        expect([route, verdict]).toEqual([route, written.routes[route]]);
    for (const finding of alone.findings.filter(({ blocked }) => blocked.length > 0))
      expect(written.findings).toContainEqual(finding);
  });
});

async function verdictsOf(input: Partial<TerraformInput>): Promise<readonly string[]> {
  const { routes } = await outcome(input);
  return Object.keys(routes)
    .toSorted()
    .map((id) => routes[id]!);
}

interface Outcome {
  readonly routes: Readonly<Record<string, string>>;
  readonly findings: readonly {
    readonly rule: string;
    readonly resource: string;
    readonly blocked: readonly string[];
  }[];
}

async function outcome(input: Partial<TerraformInput>): Promise<Outcome> {
  const { routes, findings } = await report(input);
  return {
    routes: Object.fromEntries(routes.map(({ id, verdict }) => [id, verdict])),
    findings: findings
      // One line of a configuration may make several groups, whose states stand apart.
      .flatMap(({ rule, list, resource, instances, blocked }) =>
        (instances.length > 0 ? instances : [String(list?.id ?? resource)]).map((about) => ({
          rule,
          resource: about,
          blocked: blocked.map((each) => JSON.stringify(each)),
        })),
      )
      .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
  };
}

/** A state does not tell the region of its provider, so that all of them are told. */
async function report(input: Partial<TerraformInput>): Promise<Report> {
  const drafts = await readTerraform({ ...NOTHING, ...input });
  const settings = { ...DEFAULT_SETTINGS, region: "ap-guangzhou", clients: [CLIENTS] };
  return lint(mergeDrafts(drafts), builtInRules(), builtInPacks(), settings);
}

const CLIENTS = {
  text: "203.0.113.0/24",
  set: (parseCidr("203.0.113.0/24") as { set: AddressSet }).set,
};

const NOTHING: TerraformInput = {
  files: [],
  plans: [],
  states: [],
  beside: null,
  variables: new Map(),
  variableFiles: [],
  environment: new Map(),
  readFile: () => null,
};

function sources(folder: string): TerraformInput["files"] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).toSorted();
  return names
    .filter((name) => /\.(tf|tfvars)$/.test(name))
    .map((name) => ({ file: name, text: readFileSync(join(folder, name), "utf8") }));
}

function document(name: string, value: unknown): Document {
  const parsed = parseDocument(name, JSON.stringify(value));
  if (isComplaints(parsed)) throw new Error(parsed[0]!.message);
  return parsed;
}
