// What a file is that is none of our inputs, as its name and its outermost keys tell: for messages only, so that nobody
// has to guess why it was passed over. Decides nothing.
import { keysIn, topKeys } from "../../load/text/signs.ts";
import { otherCloud } from "../../load/vendor/other-clouds.ts";
import { say } from "../../words/index.ts";

export interface Stranger {
  /** `a Kubernetes manifest` */
  readonly noun: string;
  /** It looks so much like an input that passing it over is told unasked. */
  readonly isNear: boolean;
}

/** Characters in which keys are looked for. */
const HEAD = 100_000;

export function strangerOf(file: string, text: string): Stranger {
  const head = text.slice(0, HEAD);
  const keys = topKeys(head);
  const has = (...names: readonly string[]) => names.every((name) => keys.has(name));
  const far = (noun: string): Stranger => ({ noun, isNear: false });
  const near = (noun: string): Stranger => ({ noun, isNear: true });
  const [name = ""] = /[^/]*$/.exec(file) ?? [];
  if (name.endsWith(".tfvars")) return far(say("cli.is-tfvars"));
  if (has("apiVersion", "kind")) return far(say("cli.is-kubernetes"));
  if (has("openapi") || has("swagger")) return far(say("cli.is-openapi"));
  const cloud = isAws(head, has) ? "AWS" : cloudOf(text);
  if (cloud !== null) return near(say("cli.is-cloud", cloud));
  if (has("Response") || has("RequestId") || [...keys.keys()].some(isSet))
    return near(say("cli.is-other-call", wordsOf(head)));
  if (/^package(-lock)?\.json$/.test(name)) return far(say("cli.is-package"));
  if (has("services")) return far(say("cli.is-compose"));
  if (has("jobs") && (has("on") || has("stages"))) return far(say("cli.is-workflow"));
  if (/\{\{[-\s]*[.\w$"]/.test(head)) return far(say("cli.is-template"));
  if (has("id", "title", "severity")) return far(say("cli.is-rule"));
  if (keys.size === 0) return far(say("cli.is-keyless"));
  return far(say("cli.is-unknown", ...[...keys.keys()].slice(0, 3).map(short)));
}

/** `SecurityGroupLimitSet`: the vendor calls lists so, also where an answer was taken out of its `Response`. */
function isSet(key: string): boolean {
  return /^[A-Z][a-z]\w*Set$/.test(key);
}

/** Keys without which no other cloud is looked for, and characters of what is looked into. */
const PRINTED =
  /"(?:RequestId|ResponseMetadata|isTruncated|security_group_rules|(?:enterprise_)?project_id|tenant_id|admin_state_up|provisioning_status)"/;
const MOST = 2 ** 22;

function cloudOf(text: string): string | null {
  if (text.length > MOST || !PRINTED.test(text)) return null;
  try {
    return otherCloud(JSON.parse(text));
  } catch {
    return null;
  }
}

/** CloudFormation and what `aws` prints: its words are near ours, and mean other things. */
function isAws(head: string, has: (...names: readonly string[]) => boolean): boolean {
  if (has("AWSTemplateFormatVersion") || has("Reservations")) return true;
  const lists = ["SecurityGroups", "LoadBalancers", "Listeners", "TargetHealthDescriptions"];
  const words = ["GroupId", "LoadBalancerArn", "ListenerArn", "TargetHealth", "IpPermissions"];
  return lists.some((key) => has(key)) && keysIn(head, words).size > 0 && !has("RequestId");
}

/** Keys by which a reader knows the call. */
function wordsOf(head: string): string {
  const inner = /"?Response"?\s*:\s*\{/.exec(head);
  const keys = [...topKeys(inner ? head.slice(inner.index + inner[0].length - 1) : head).keys()];
  const own = keys.filter((key) => !["RequestId", "TotalCount", "Response"].includes(key));
  return own.slice(0, 3).map(short).join(", ");
}

function short(key: string): string {
  return key.length > 40 ? `${key.slice(0, 40)}...` : key;
}
