// DescribeInstances of cvm and DescribeClusterInstances of tke share the key `InstanceSet`: which of the two an answer is.
import { hasPrefixOf } from "../../../model/id.ts";
import type { Content, Hint } from "../call.ts";

const NODE_ONLY = [
  "InstanceRole",
  "DrainStatus",
  "LanIP",
  "InstanceAdvancedSettings",
  "NodePoolId",
];
const CVM_ONLY = [
  "SecurityGroupIds",
  "PrivateIpAddresses",
  "VirtualPrivateCloud",
  "Placement",
  "InstanceType",
];

export function holdsNodes(_: Content, first: Content | null, { file, wrapper }: Hint): boolean {
  if (first !== null && NODE_ONLY.some((key) => Object.hasOwn(first, key))) return true;
  if (first !== null && CVM_ONLY.some((key) => Object.hasOwn(first, key))) return false;
  const named = "ClusterId" in wrapper || /(^|\/)cls-[^/]*$/.test(file);
  return named && (first === null || isCvmId(first));
}

export function holdsCvms(content: Content, first: Content | null, hint: Hint): boolean {
  if (holdsNodes(content, first, hint)) return false;
  return first === null || CVM_ONLY.some((key) => Object.hasOwn(first, key)) || isCvmId(first);
}

function isCvmId({ InstanceId: id }: Content): boolean {
  return id === null || id === undefined || (typeof id === "string" && hasPrefixOf("instance", id));
}
