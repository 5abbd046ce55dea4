// Upstreams of API Gateway as backends: their nodes are the targets. May not resolve domains.
import type {
  UpstreamInfo,
  UpstreamNode,
} from "tencentcloud-sdk-nodejs/tencentcloud/services/apigateway/v20180808/apigateway_models.js";
import { parseIp } from "../../net/address.ts";
import type { Backend, Id, Target } from "../../model/inventory.ts";
import { inside, type Place } from "../../model/place.ts";
import type { Known } from "../../model/unknown.ts";
import { message, say } from "../../words/index.ts";
import type { Draft } from "../merge/draft.ts";
import { idIn } from "../read/forms.ts";
import { isAbsent, type Json } from "../read/plain.ts";
import { tccli } from "../vendor/calls.ts";
import type { Telling } from "./answers.ts";
import { once, recordsIn, tellingOf, type Desk, type Element } from "./desk.ts";
import { filledText, known, knownPort, shown, unreadField, untold, type Fields } from "./fields.ts";
import { unresolvedBackend, type ApiSubject } from "./unresolved.ts";

export interface Upstreams {
  readonly draft: Draft;
  readonly upstreams: ReadonlyMap<Id, Element<UpstreamInfo>>;
  /** Why some are missing, where the source says so. */
  readonly told: Telling | undefined;
}

export function readUpstreams(desk: Desk): Upstreams {
  const { draft } = desk;
  const all = once(draft, desk.elements<UpstreamInfo>("DescribeUpstreams"), "upstream");
  const upstreams = new Map(all.map((upstream) => [upstream.id, upstream]));
  return { draft, upstreams, told: tellingOf(desk, "DescribeUpstreams") };
}

export function upstreamBackend(
  { draft, upstreams, told }: Upstreams,
  id: Id | null,
  subject: ApiSubject,
): Known<Backend> {
  if (id === null) return unresolvedBackend(subject, say("answers.no-upstream-id"));
  const save = tccli("DescribeUpstreams");
  const upstream = upstreams.get(id);
  if (!upstream)
    return unresolvedBackend(
      subject,
      say("answers.no-upstream", id),
      message("answers.save", save),
      told,
    );
  const { fields, place } = upstream;
  const question = { noun: "nodes", of: id, save, place };
  if (!Array.isArray(fields.Nodes) && !isAbsent(fields.Nodes)) {
    const why = say("answers.malformed", "Nodes", shown(fields.Nodes), say("read.list", "nodes"));
    return unreadField(draft, question, inside(place, "Nodes"), why);
  }
  const nodes = recordsIn(draft, fields.Nodes, inside(place, "Nodes"), `nodes of ${id}`);
  if (nodes.length === 0 && filledText(fields.UpstreamType)?.toUpperCase() === "K8S")
    return unresolvedBackend(
      subject,
      say("answers.unlisted-nodes", id),
      message("answers.declare-k8s"),
    );
  if (isAbsent(fields.Nodes)) return untold(question);
  return { kind: "upstream", targets: nodes.map(([node, at]) => readNode(draft, id, node, at)) };
}

function readNode(draft: Draft, upstream: Id, value: Json, place: Place): Target {
  const node: Fields<UpstreamNode> = value;
  const instance = idIn(node.VmInstanceId);
  const host = filledText(node.Host);
  const address = host === null ? null : parseIp(host);
  const name = instance ?? host ?? "a node";
  const ask = (noun: string) => ({
    noun: `${noun} of node ${name}`,
    of: upstream,
    save: tccli("DescribeUpstreams"),
    place,
  });
  const why =
    host === null
      ? message("answers.no-host", upstream)
      : message("answers.domain-host", shown(host), upstream);
  return {
    to: instance
      ? { kind: "instance", id: instance }
      : address?.ok
        ? { kind: "ip", address }
        : untold(ask("address"), why),
    port: knownPort(draft, ask("port"), node.Port, "Port"),
    weight: known(draft, ask("weight"), node.Weight, "Weight", say("answers.weight"), (v) =>
      typeof v === "number" && v >= 0 ? v : undefined,
    ),
    place,
  };
}
