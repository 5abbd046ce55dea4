// Which forwarding rule serves a request, by the vendor's page (docs/facts.md, section 3): a table, and two laws against a
// listener that knows everything.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ForwardingRule } from "../../../src/model/load-balancer.ts";
import { rootOf } from "../../../src/model/place.ts";
import { servingRules } from "../../../src/model/routes/forwarding.ts";
import { runs } from "../../depth.ts";

const place = rootOf({ file: "x", text: "", span: () => ({ start: 0, end: 0 }) });
/** `a.example.com =/pay` */
function ruleOf(text: string): ForwardingRule {
  const [domain = "", ...url] = text.split(" ");
  return { domain: domain === "-" ? null : domain, url: url.join(" ") || null, targets: [], place };
}

function served(
  rules: readonly string[],
  domain: string | null,
  path: string | null,
  defaultDomain: string | null = null,
): string[] {
  const made = new Map(rules.map((text) => [ruleOf(text), text]));
  const found = servingRules([...made.keys()], defaultDomain, { domain, path });
  return found.map((rule) => (rule === null ? "404" : made.get(rule)!));
}

describe("the domain", () => {
  const RANKS = ["www.example.com /", "*.example.com /", "www.example.* /", "other.net /"];
  test.each<[string, string[], string[], string?]>([
    ["www.example.com", RANKS, ["www.example.com /"]],
    ["WWW.EXAMPLE.COM", RANKS, ["www.example.com /"]],
    ["api.example.com", RANKS, ["*.example.com /"]],
    ["www.example.org", RANKS, ["www.example.* /"]],
    ["www.example.com", RANKS.slice(1), ["*.example.com /"]],
    ["example.com", RANKS, ["other.net /"], "other.net"],
    ["example.com", RANKS, RANKS],
    ["example.com", RANKS, RANKS, "gone.example"],
    ["a.b.c", ["*.b.c /", "*.c /"], ["*.b.c /", "*.c /"]],
    ["203.0.113.9", ["a.example.com /"], ["a.example.com /"]],
    ["203.0.113.9", ["a.example.com /", "203.0.113.9 /"], ["203.0.113.9 /"]],
    ["2001:db8:0::9", ["[2001:DB8::9] /", "b.net /"], ["[2001:DB8::9] /"]],
    ["shop.example.com", ["~^a /"], ["~^a /"]],
    ["shop.example.com", ["~^a /", "b.net /"], ["b.net /"], "b.net"],
    [
      "Shop7.example.com",
      ["~^SHOP\\d+\\.example\\.com$ /", "b.net /"],
      ["~^SHOP\\d+\\.example\\.com$ /"],
    ],
    ["shop.example.com", ["~shop /", "~^s /", "b.net /"], ["~shop /", "~^s /"], "b.net"],
    ["shop.example.com", ["~(?=x) /", "b.net /"], ["~(?=x) /", "b.net /"], "b.net"],
    ["shop.example.com", ["~^(a+)+$ /", "b.net /"], ["~^(a+)+$ /", "b.net /"], "b.net"],
    ["shop.example.com", ["~[[:alpha:]] /", "b.net /"], ["~[[:alpha:]] /", "b.net /"], "b.net"],
    ["shop.example.com", ["~(?=x) /", "~shop /"], ["~(?=x) /", "~shop /"]],
    ["shop.example.com", ["s*.example.com /", "b.net /"], ["s*.example.com /", "b.net /"], "b.net"],
    [".example.com", ["*.example.com /", "b.net /"], ["b.net /"], "b.net"],
    ["shop.example.com", ["~^a /", "shop.example.com /"], ["shop.example.com /"]],
    ["shop.example.com", ["- /", "b.net /"], ["- /"]],
    ["shop.example.com", ["_ /", "~^a /"], ["_ /"]],
    ["shop.example.com", ["_ /", "~p.e /"], ["~p.e /"]],
  ])("%s of %j: %j", (host, rules, expected, standard) => {
    expect(served(rules, host, "/", standard)).toEqual(expected);
  });

  test("that is not known may be any", () => {
    expect(served(["a.net /", "b.net /x"], null, "/")).toEqual(["a.net /", "404"]);
    expect(served(["a.net /", "b.net /x"], null, null)).toEqual(["a.net /", "b.net /x"]);
  });

  test.each<[string[], string[], string?]>([
    [["a.net /", "*.net /"], ["*.net /"], "*.net"],
    [["a.net /", "203.0.113.9 /"], ["203.0.113.9 /", "a.net /"], "a.net"],
    [["a.net /", "~^\\d /"], ["~^\\d /", "a.net /"], "a.net"],
    [
      ["a.net /", "b.net /"],
      ["a.net /", "b.net /"],
    ],
  ])("that is an address, which one is not known, of %j: %j", (texts, expected, standard) => {
    const rules = texts.map(ruleOf);
    const found = servingRules(rules, standard ?? null, {
      domain: null,
      isOwnHost: true,
      path: "/",
    });
    expect(found.map((rule) => texts[rules.indexOf(rule!)])).toEqual(expected);
  });
});

describe("the URL", () => {
  test.each<[string, string[], string[]]>([
    ["/pay", ["/", "/pay", "=/pay"], ["=/pay"]],
    ["/pay", ["/", "= /pay"], ["= /pay"]],
    ["/pay/x", ["/", "/pay", "=/pay"], ["/pay"]],
    ["/pay/x", ["=/pay"], ["404"]],
    ["/pay", ["/", "/pay/"], ["/pay/"]],
    ["/pa", ["/", "/pay/"], ["/"]],
    ["/pay", ["/", "/pay", "/pay/"], ["/pay"]],
    ["/pay", ["/", "=/pay/"], ["/"]],
    ["/pay", ["/", "/pay/", "=/pay/"], ["=/pay/"]],
    ["/pay", ["/pay/", "~ ^/pay"], ["~ ^/pay"]],
    ["/pay", ["/pay/", "~ ^/pay$"], ["~ ^/pay$", "/pay/"]],
    ["/pay/x", ["/", "~ ^/pay/"], ["~ ^/pay/"]],
    ["/pay/x", ["/", "~ ^/PAY/"], ["/"]],
    ["/pay/x", ["/", "~* ^/PAY/"], ["~* ^/PAY/"]],
    ["/pay/x", ["/", "~ ^/(?!a)"], ["~ ^/(?!a)", "/"]],
    ["/pay/x", ["/", "~ ^/pay", "~ x$"], ["~ ^/pay", "~ x$"]],
    ["/pay/x", ["~* \\.PNG$"], ["404"]],
    ["/a.png", ["~* \\.PNG$"], ["~* \\.PNG$"]],
    ["/a.png?v=/pay", ["=/a.png"], ["=/a.png"]],
    ["pay", ["/pay"], ["/pay"]],
    ["/p%61y/x", ["/", "/pay"], ["/", "/pay"]],
    ["//pay/x", ["/", "/pay"], ["/", "/pay"]],
    ["/user/{id}", ["/", "/user/"], ["/user/"]],
    ["/user/{id}", ["/", "/user/", "/user/1"], ["/user/1", "/user/"]],
    ["/user/{id}", ["=/user/1"], ["=/user/1", "404"]],
    ["/user/{id}", ["/", "=/user/1", "~ 1$"], ["=/user/1", "~ 1$", "/"]],
    ["/user/{id}", ["^~ /user/", "~ 1$"], ["^~ /user/"]],
    ["/pay/x", ["^~ /pay", "~ ^/pay/", "/"], ["^~ /pay"]],
    ["/pay/x", ["^~ /p", "~ ^/pay/", "/pay"], ["~ ^/pay/"]],
    ["/pay/x", ["=/pay/x", "~ ^/pay/"], ["=/pay/x"]],
    ["/x", ["/pay"], ["404"]],
    ["/x", ["/x", "/x"], ["/x", "/x"]],
  ])("%s of %j: %j", (path, urls, expected) => {
    const rules = urls.map((url) => `a.net ${url}`);
    const texts = rules.map(ruleOf);
    const found = servingRules(texts, null, { domain: "a.net", path });
    expect(found.map((rule) => rule?.url ?? "404")).toEqual(expected);
  });

  test("that is absent is every one", () => {
    expect(served(["a.net"], "a.net", "/x/y")).toEqual(["a.net"]);
  });
});

/** As the page says, with the regular expressions evaluated; the texts are simple enough for those of JavaScript. */
function truly(rules: readonly ForwardingRule[], standard: string, host: string, path: string) {
  const fitting = (fits: (domain: string) => boolean) =>
    rules.filter(({ domain }) => fits(domain!));
  const ranked = [
    fitting((domain) => domain === host),
    fitting((domain) => domain[0] === "*" && host.endsWith(domain.slice(1))),
    fitting((domain) => domain.endsWith("*") && host.startsWith(domain.slice(0, -1))),
    fitting((domain) => domain[0] === "~" && new RegExp(domain.slice(1)).test(host)),
    fitting((domain) => domain === standard),
  ];
  const own = ranked.find((list) => list.length > 0) ?? [];
  const same = own.filter(({ domain }) => domain === own[0]?.domain);
  const whole = same.find(({ url }) => url === `=${path}`);
  const [prefix] = same
    .filter(({ url }) => /^(\/|\^~)/.test(url!) && path.startsWith(url!.replace("^~ ", "")))
    .toSorted((a, b) => b.url!.replace("^~ ", "").length - a.url!.replace("^~ ", "").length);
  const expression = same.find(
    ({ url }) => url!.startsWith("~ ") && new RegExp(url!.slice(2)).test(path),
  );
  if (whole) return whole;
  return prefix?.url?.startsWith("^~") ? prefix : (expression ?? prefix ?? null);
}

test("the rule that truly serves a request is always among those that may", () => {
  const domain = fc.constantFrom("a.net", "b.a.net", "*.a.net", "b.*", "~^b", "~net$", "c.org");
  const url = fc.constantFrom("/", "/p", "/p/q", "=/p", "^~ /p", "~ q$", "~ ^/p");
  const rules = fc.uniqueArray(fc.tuple(domain, url), {
    minLength: 1,
    maxLength: 6,
    selector: String,
  });
  const host = fc.constantFrom("a.net", "b.a.net", "b.org", "x.y", "203.0.113.9");
  const path = fc.constantFrom("/", "/p", "/p/q", "/q");
  let certain = 0;
  fc.assert(
    fc.property(rules, host, path, fc.nat(), fc.boolean(), (drawn, asked, at, pick, isStated) => {
      const made = drawn.map(([own, part]) => ruleOf(`${own} ${part}`));
      const names = [...new Set(made.map((rule) => rule.domain!))];
      const standard = names[pick % names.length]!;
      const may = servingRules(made, isStated ? standard : null, { domain: asked, path: at });
      expect(may).toContain(truly(made, standard, asked, at));
      expect(new Set(may).size).toBe(may.length);
      if (may.length === 1) certain++;
    }),
    { numRuns: runs(20_000, 500) },
  );
  expect(certain).toBeGreaterThan(50);
});
