// IP network functions of Terraform: cidrhost, cidrnetmask, cidrsubnet, cidrsubnets. Pure.
import { message } from "../../../../words/index.ts";
import { formatIp, parseAddress } from "./ip.ts";
import { listNode, scalarNode, type Node } from "../values.ts";
import {
  numberArgument,
  refuse,
  textArgument,
  type CallContext,
  type Functions,
} from "./function.ts";

interface Network {
  readonly bits: 32 | 128;
  /** Without host bits. */
  readonly base: bigint;
  readonly prefix: number;
}

export const NETWORKS: Functions = {
  cidrhost: (args, context) => {
    const network = networkAt(args, context);
    const number = BigInt(Math.trunc(numberArgument(args, 1, context)));
    const size = 1n << BigInt(network.bits - network.prefix);
    if (number >= size || number < -size) refuse(message("terraform.host-beyond"), context);
    const host = number < 0n ? size + number : number;
    return scalarNode(formatIp(network.base + host, network.bits), context.place);
  },
  cidrnetmask: (args, context) => {
    const { bits, prefix } = networkAt(args, context);
    if (bits === 128) refuse(message("terraform.no-netmask"), context);
    const all = (1n << 32n) - 1n;
    return scalarNode(formatIp(all ^ ((1n << BigInt(32 - prefix)) - 1n), 32), context.place);
  },
  cidrsubnet: (args, context) => {
    const network = networkAt(args, context);
    const [more, number] = [numberArgument(args, 1, context), numberArgument(args, 2, context)];
    const prefix = network.prefix + more;
    if (
      more < 0 ||
      !Number.isInteger(prefix) ||
      prefix > network.bits ||
      number < 0 ||
      number >= 2 ** more
    )
      refuse(message("terraform.subnet-beyond"), context);
    const base = network.base + (BigInt(number) << BigInt(network.bits - prefix));
    return scalarNode(`${formatIp(base, network.bits)}/${prefix}`, context.place);
  },
  cidrcontains: (args, context) => {
    const network = networkAt(args, context);
    const given = textArgument(args, 1, context);
    const inner = parseAddress(given)
      ? networkOf(`${given}/${parseAddress(given)!.bits}`, context)
      : networkOf(given, context);
    if (inner.bits !== network.bits) refuse(message("terraform.two-families"), context);
    const hosts = BigInt(network.bits - network.prefix);
    const isInside =
      inner.prefix >= network.prefix && inner.base >> hosts === network.base >> hosts;
    return scalarNode(isInside, context.place);
  },
  cidrsubnets: (args, context) => {
    const network = networkAt(args, context);
    const end = network.base + (1n << BigInt(network.bits - network.prefix));
    let at = network.base;
    const subnets = args.slice(1).map((_, i): Node => {
      const prefix = network.prefix + numberArgument(args, i + 1, context);
      if (!Number.isInteger(prefix) || prefix > network.bits || prefix <= network.prefix - 1)
        refuse(message("terraform.prefix-beyond"), context);
      const size = 1n << BigInt(network.bits - prefix);
      const base = ((at + size - 1n) / size) * size;
      at = base + size;
      return at > end
        ? refuse(message("terraform.too-many-subnets"), context)
        : scalarNode(`${formatIp(base, network.bits)}/${prefix}`, context.place);
    });
    return listNode(subnets, context.place);
  },
};

function networkAt(args: readonly Node[], context: CallContext): Network {
  return networkOf(textArgument(args, 0, context), context);
}

function networkOf(cidr: string, context: CallContext): Network {
  const [address = "", length = ""] = cidr.split("/");
  const ip = parseAddress(address);
  const prefix = /^\d{1,3}$/.test(length) ? Number(length) : -1;
  if (!ip || prefix < 0 || prefix > ip.bits) return refuse(message("terraform.no-cidr"), context);
  const hosts = BigInt(ip.bits - prefix);
  return { bits: ip.bits, base: (ip.value >> hosts) << hosts, prefix };
}
