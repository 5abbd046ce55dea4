// What other clouds print: their words are near the vendor's and ours, and mean other things. Decides only whose a value is.
import { isList, isRecord, type Json } from "../read/plain.ts";

/** The name of the cloud that printed a value; null for one that may be the vendor's or a person's. */
export function otherCloud(value: unknown): string | null {
  if (!isRecord(value)) return null;
  return CLOUDS.find(({ printed }) => printed(value))?.name ?? null;
}

interface Cloud {
  readonly name: string;
  readonly printed: (value: Json) => boolean;
}

const CLOUDS: readonly Cloud[] = [
  { name: "AWS", printed: (value) => someElement(value, isOfAws) },
  { name: "Alibaba Cloud", printed: isOfAlibaba },
  { name: "Volcengine", printed: ({ ResponseMetadata }) => isRecord(ResponseMetadata) },
  {
    name: "Baidu Cloud",
    printed: (value) => "isTruncated" in value && ("maxKeys" in value || "marker" in value),
  },
  {
    name: "Huawei Cloud or OpenStack",
    printed: (value) =>
      Object.hasOwn(value, RULES) ||
      someElement(value, (element) => OPENSTACK.some((key) => Object.hasOwn(element, key))),
  },
];

function isOfAws(element: Json): boolean {
  return Object.keys(element).some((key) => key === "GroupId" || key.endsWith("Arn"));
}

/** `{ "Permissions": { "Permission": [...] } }`, and listeners whose ports are called otherwise. */
function isOfAlibaba(value: Json): boolean {
  if (!("RequestId" in value)) return false;
  const isPair = ([key, held]: [string, unknown]) => {
    if (!isRecord(held)) return false;
    const [only, another] = Object.keys(held);
    const isOne = only !== undefined && another === undefined;
    return isOne && isList(held[only]) && [`${only}s`, `${only}es`].includes(key);
  };
  const { Listeners } = value;
  return (
    Object.entries(value).some(isPair) ||
    (isList(Listeners) && Listeners.some((one) => isRecord(one) && "ListenerProtocol" in one))
  );
}

const RULES = "security_group_rules";
const OPENSTACK = [
  RULES,
  "project_id",
  "tenant_id",
  "enterprise_project_id",
  "admin_state_up",
  "provisioning_status",
];

/** Elements of one list are all of a kind. */
const ENOUGH = 20;

/** Whether some list at the top has such an element. */
function someElement(value: Json, is: (element: Json) => boolean): boolean {
  return Object.values(value).some(
    (list) => isList(list) && list.slice(0, ENOUGH).some((one) => isRecord(one) && is(one)),
  );
}
