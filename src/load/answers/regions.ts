// The region of a folder of answers. Few answers carry it; zones such as `ap-guangzhou-3` do.
import type { Instance } from "tencentcloud-sdk-nodejs/tencentcloud/services/cvm/v20170312/cvm_models.js";
import type { LoadBalancer } from "tencentcloud-sdk-nodejs/tencentcloud/services/clb/v20180317/clb_models.js";
import type {
  NetworkInterface,
  Subnet,
} from "tencentcloud-sdk-nodejs/tencentcloud/services/vpc/v20170312/vpc_models.js";
import { message, say } from "../../words/index.ts";
import type { Place } from "../../model/place.ts";
import { factOf, Unknown, type Known } from "../../model/unknown.ts";
import type { Desk } from "./desk.ts";
import { isRecord } from "../read/plain.ts";

/** The region of the answers beside a file; unknown where no zone tells it, or several do. */
export type RegionOf = (file: string, place: Place) => Known<string>;

export function regionsOf(desk: Desk): RegionOf {
  const found = new Map<string, Set<string>>();
  const add = (file: string, zone: unknown) => {
    const region =
      typeof zone === "string" ? /^([a-z]{2}-[a-z-]{2,40})-\d{1,3}$/.exec(zone)?.[1] : null;
    if (!region) return;
    const regions = found.get(folderOf(file)) ?? new Set();
    found.set(folderOf(file), regions.add(region));
  };
  for (const { fields, answer } of desk.elements<Instance>("DescribeInstances"))
    add(answer.file, isRecord(fields.Placement) ? fields.Placement.Zone : null);
  for (const { fields, answer } of desk.elements<NetworkInterface>("DescribeNetworkInterfaces"))
    add(answer.file, fields.Zone);
  for (const { fields, answer } of desk.elements<Subnet>("DescribeSubnets"))
    add(answer.file, fields.Zone);
  for (const { fields, answer } of desk.elements<LoadBalancer>("DescribeLoadBalancers"))
    add(answer.file, isRecord(fields.MasterZone) ? fields.MasterZone.Zone : null);
  const assumed = new Set<string>();
  return (file, place) => {
    const folder = folderOf(file);
    const [region, another] = [...(found.get(folder) ?? [])].toSorted();
    if (region === undefined || another !== undefined) return unknownRegion(region, another, place);
    if (!assumed.has(folder))
      desk.draft.assumptions.push(
        say("answers.one-region", folder === "" ? say("answers.the-answers") : folder, region),
      );
    assumed.add(folder);
    return region;
  };
}

function folderOf(file: string): string {
  return file.slice(0, Math.max(0, file.lastIndexOf("/")));
}

function unknownRegion(
  one: string | undefined,
  another: string | undefined,
  place: Place,
): Unknown {
  const reason =
    one === undefined || another === undefined
      ? message("answers.no-region")
      : message("answers.several-regions", one, another);
  return new Unknown(factOf("region", reason, message("answers.pass-region"), place));
}
