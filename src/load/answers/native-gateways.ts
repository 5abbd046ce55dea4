// Cloud-native gateways (tse): their nodes stand in the user's own VPC and call backends from there. Services and
// routes of the gateway itself are not read, so that only declared paths ask about them.
import type {
  CloudNativeAPIGatewayNode as Node,
  DescribeCloudNativeAPIGatewayResult as SavedGateway,
} from "tencentcloud-sdk-nodejs/tencentcloud/services/tse/v20201207/tse_models.js";
import type { AddressRange } from "../../net/address.ts";
import type { Id } from "../../model/inventory.ts";
import { key } from "../../model/key.ts";
import { inside, type Place } from "../../model/place.ts";
import { factOf, isUnknown, Unknown, type Known } from "../../model/unknown.ts";
import { message } from "../../words/index.ts";
import { tccli } from "../vendor/calls.ts";
import { once, recordsIn, unsaved, type Desk } from "./desk.ts";
import { knownIps, type Fields } from "./fields.ts";
import type { RegionOf } from "./regions.ts";

const NODES = "DescribeCloudNativeAPIGatewayNodes";

export function joinNativeGateways(desk: Desk, regionOf: RegionOf): void {
  const saved = desk.elements<SavedGateway>("DescribeCloudNativeAPIGateways");
  for (const { id, place, answer } of once(desk.draft, saved, "cloud-native gateway"))
    desk.draft.gateways.push({
      id,
      product: "cloud-native-gateway",
      region: regionOf(answer.file, place),
      instance: {
        kind: "dedicated",
        id,
        vpcSources: readNodes(desk, id, place),
        publicEgress: unread("public egress", id, place),
      },
      clients: unread("clients", id, place),
      apis: [],
      place,
    });
}

function readNodes(desk: Desk, id: Id, place: Place): Known<readonly AddressRange[]> {
  const answers = desk.about(NODES, id);
  if (answers.length === 0 || desk.isTruncated(NODES, id))
    return unsaved(desk, "nodes", NODES, id, place);
  const pages = answers.map(({ content, place: at }) => {
    const list = inside(at, "NodeList");
    const nodes = recordsIn(desk.draft, content.NodeList, list, `nodes of ${id}`);
    const ips = nodes.map(([node]: [Fields<Node>, Place]) => node.NodeIp);
    return knownIps(
      desk.draft,
      { noun: "nodes", of: id, save: tccli(NODES), place: at },
      ips,
      "NodeList",
    );
  });
  return pages.find(isUnknown) ?? pages.flatMap((page) => (isUnknown(page) ? [] : page));
}

function unread(noun: string, id: Id, place: Place): Unknown {
  const [reason, remedy] = [
    message("answers.not-read", noun, id),
    message("answers.write-in-path"),
  ];
  return new Unknown(factOf(key`${{ own: noun }} of ${id}`, reason, remedy, place));
}
