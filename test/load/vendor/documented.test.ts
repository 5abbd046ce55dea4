// What the vendor documents of each call, as docs/facts.md lists it and as the SDK's own request types state it, against
// the table that fetches go by and the limits of the local cloud.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { SERVICES, type LiveCall } from "../../../src/load/vendor/call.ts";
import { ID_KEYS, LIVE_CALLS, permission } from "../../../src/load/vendor/calls.ts";
import { redactor } from "../../../src/load/fetch/snapshot/redact.ts";
import { ACTIONS } from "../../cloud/actions.ts";

interface Documented {
  readonly docs: string;
  readonly perSecond: number;
  readonly largest: number | null;
  readonly as: string;
}

function rootFile(path: string): string {
  return readFileSync(fileURLToPath(new URL(`../../../${path}`, import.meta.url)), "utf8");
}

const ROW = /^\| (\w+:Describe\w+) \| ([\d/, ]+) \| (\d+)[^|]*\|([^|]*)\| *(number|text)? *\|$/gm;
const rows = [...rootFile("docs/facts.md").matchAll(ROW)].map(
  ([, name = "", docs = "", perSecond, largest = "", as = ""]): [string, Documented] => [
    name,
    { docs, perSecond: Number(perSecond), largest: Number(largest) || null, as },
  ],
);

const VERSIONS = {
  cvm: "v20170312",
  vpc: "v20170312",
  clb: "v20180317",
  apigateway: "v20180808",
  tke: "v20180525",
  tsf: "v20180326",
  tse: "v20201207",
} as const;

/** `Limit` as the SDK types it and as its comment bounds it. */
function limitInSdk({ service, action }: LiveCall): { as: string; largest: number | null } | null {
  const at = `node_modules/tencentcloud-sdk-nodejs/tencentcloud/services/${service}/${VERSIONS[service]}`;
  const models = rootFile(`${at}/${service}_models.d.ts`);
  const request = new RegExp(`export interface ${action}Request \\{[^]*?\\n\\}`).exec(models)?.[0];
  const limit = /\/\*\*((?:(?!\*\/)[^])*)\*\/\s*Limit\??: (\w+);/.exec(request ?? "");
  if (!limit) return null;
  const largest = /最大值?为\s*(\d+)/.exec(limit[1]!)?.[1];
  return { as: limit[2] === "string" ? "text" : "number", largest: Number(largest) || null };
}

test("docs/facts.md has a row for every call, in their order, and no other", () => {
  expect(rows.map(([name]) => name).toSorted()).toEqual(LIVE_CALLS.map(permission).toSorted());
});

test("docs/live-account.md tells what is read of every service", () => {
  const told = [...rootFile("docs/live-account.md").matchAll(/^\| ([a-z]+) \| [^|]+\|$/gm)];
  const services = told.map(([, name = ""]) => name).filter((name) => name in SERVICES);
  expect(services.toSorted()).toEqual(Object.keys(SERVICES).toSorted());
});

test("ids of every kind that a call is about are redacted in the midst of a text", () => {
  const { value } = redactor("key", []);
  const texts = ID_KEYS.map(({ prefix }) => `tke_${prefix}1a2b3c4d_worker`);
  expect(texts.filter((text) => value(text) === text)).toEqual([]);
});

describe.each(LIVE_CALLS.map((call): [string, LiveCall] => [permission(call), call]))(
  "%s",
  (name, call) => {
    const documented = new Map(rows).get(name)!;
    const sdk = limitInSdk(call);

    test("names the same pages of the vendor", () => {
      expect(call.docs).toBe(documented.docs);
    });

    test("is sent no more often than documented", () => {
      expect(call.rate).toBe(documented.perSecond);
    });

    test("is limited by the local cloud as documented", () => {
      const action = ACTIONS.find(
        (one) => one.service === call.service && one.name === call.action,
      );
      expect(action?.perSecond).toBe(documented.perSecond);
    });

    test("asks for pages of the documented size and type", () => {
      expect(call.page?.as ?? "").toBe(documented.as);
      if (documented.largest !== null) expect(call.page?.size).toBe(documented.largest);
    });

    test("pages as the SDK's request type says", () => {
      expect(call.page?.as ?? null).toBe(sdk?.as ?? null);
      if (sdk?.largest) expect(call.page?.size).toBe(sdk.largest);
    });
  },
);
