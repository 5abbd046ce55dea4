// What a rule asks, in words made from its data: for `sglint explain` and the pages in docs/rules. Says nothing
// that the rule's file does not.
import { BACKENDS } from "../model/backends/index.ts";
import type { PortName } from "../model/demands.ts";
import type { FlawKind } from "../model/flaw.ts";
import { textOf } from "../words/index.ts";
import type { Check, RequiredSource, Rule } from "./rule.ts";
import type { ForbiddenPolicy, RuleSource, Selector } from "./vocabulary.ts";

/** One or two sentences, the last with its period. */
export function describeRule({ check, applies }: Rule): string {
  switch (check.kind) {
    case "require":
      return `${subjectOf(applies)}, ${hopsOf(applies)} must admit ${or(check.from.map(sourceText), "and")} on ${PORT_WORDS[check.to]}.`;
    case "expect":
      return "For every declared path that says reachable, each filter on the way must admit all of its sources; for one that says blocked, no packet of them may pass all filters.";
    case "same":
      return `${subjectOf(applies)}, all nodes of the cluster must carry the same security groups in the same order. Nodes whose groups are unknown are left out.`;
    case "have":
      return haveText(check.what, applies);
    case "cover":
      return "For every API that states both, `timeout` must be at least `responseTime`.";
    case "forbid":
      return forbidText(check, applies);
    case "decide":
      return "No route may be undetermined: every fact on which a verdict hangs must be in the input. A missing fact that decides nothing is not reported.";
  }
}

function haveText(what: "targets" | "groups", applies: Selector): string {
  return what === "targets"
    ? "Every API and declared path must lead to at least one target of weight above 0; a CLB needs a listener on the called port and, for HTTP(S), a forwarding rule for the request."
    : `${subjectOf(applies)} and every declared path, at least one group should be bound wherever ${hopsOf(applies)} would be asked.`;
}

function forbidText(check: Check & { readonly kind: "forbid" }, applies: Selector): string {
  if (check.what === "auth")
    return `${subjectOf(applies)}, the authentication must not be ${check.auth}. One that is not stated is not judged.`;
  if (check.what === "group")
    return "No security group that is bound to an instance, a network interface or a CLB may have an empty list of ingress policies.";
  return check.what === "flaw" ? FLAWS[check.flaw] : POLICIES[check.policy];
}

const FLAWS: Record<FlawKind, string> = {
  "invalid-lite-rule":
    "Every string of a tencentcloud_security_group_lite_rule must be ACTION#SOURCE#PORT#PROTOCOL as the provider reads it.",
  "mixed-rule-resources":
    "A tencentcloud_security_group_rule_set must be the only rule resource of its group, and lite rules must not be mixed with single rules.",
  "order-dependent":
    "Single tencentcloud_security_group_rule resources of one group must not accept and drop the same packets without a policy_index or depends_on that settles their order.",
  "deprecated-lite-rule":
    "tencentcloud_security_group_lite_rule should not be used: the provider deprecates it.",
  "port-without-tcp-udp": "No rule may state a port unless its protocol is TCP or UDP.",
  "several-sources":
    "A rule must state one source or destination; the provider reads only one of several.",
  "reordered-lite-rules":
    "A change that only reorders lite rules should not be relied on: it may never reach the cloud.",
};

const POLICIES: Record<ForbiddenPolicy, string> = {
  dead: "In each security group and direction, no policy may be covered wholly by the policies above it, by one or by several together. A DROP of everything at the end is exempt, and groups of one list are judged each for itself.",
  "unresolved-source":
    "No policy may name a security group, an address template or a service template that is not in the input; members of template groups count as well.",
  "zero-prefix":
    "No policy may have an IPv4 source or destination 0.0.0.0/n with n above 0. Templates are not judged: for them the vendor does not say how it is stored.",
  "host-bits": "No policy may have a CIDR with bits set behind its prefix.",
  "early-drop-all":
    "Where several groups are bound, none but the last may drop all of IPv4 or all of IPv6 while a later one would admit some of it.",
  "group-source":
    "Where a filter refuses the gateway, no ACCEPT on that port may have a security group as source.",
};

const DEPLOYMENT_WORDS = { cvm: "on CVMs", container: "in containers" };
const HOP_WORDS = {
  clb: "the CLB's security groups",
  target: "the target's security groups",
  acl: "the network ACL of the target's subnet",
};

const SOURCE_WORDS: Record<RuleSource, string> = {
  "gateway.private": "the gateway's private ranges (of a dedicated instance: its `vpcSources`)",
  "gateway.public": "the gateway's public VIPs (of a dedicated instance: its `publicEgress`)",
  clients: "the clients that call the gateway",
  "microservice.callers":
    "the clients that call the gateway (or the gateway's private ranges, or both, as `microservices.sources` of the config says)",
  route: "everyone whom the target behind it must admit, and its replies to them,",
};
const PORT_WORDS: Record<PortName, string> = {
  "listener.port": "the listener's port",
  "target.port": "the target's service or container port",
  "hop.port": "the port that is called there",
};

/** `For APIs of shared instances whose backend is a VPC upstream or a Kubernetes cluster` */
function subjectOf({ gateway, backend, deployment }: Selector): string {
  const gateways = gateway ? ` of ${or(gateway)} instances` : "";
  const runs = deployment ? ` ${or(deployment.map((one) => DEPLOYMENT_WORDS[one]))}` : "";
  const backends = backend
    ? ` whose backend is ${or(backend.map((one) => textOf(BACKENDS[one].words)))}${runs}`
    : "";
  return backends === "" ? `For every API${gateways}` : `For APIs${gateways}${backends}`;
}

function hopsOf({ hop }: Selector): string {
  return or(
    (hop ?? (["clb", "acl", "target"] as const)).map((one) => HOP_WORDS[one]),
    "and",
  );
}

function sourceText(source: RequiredSource): string {
  return source.kind === "name" ? SOURCE_WORDS[source.name] : source.range.text;
}

/** `a`, `a or b`, `a, b or c` */
function or(items: readonly string[], word = "or"): string {
  return items.length < 2
    ? items.join("")
    : `${items.slice(0, -1).join(", ")} ${word} ${items.at(-1)}`;
}
