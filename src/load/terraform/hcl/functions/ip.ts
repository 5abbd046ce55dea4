// IP addresses as numbers, for the arithmetic of the network functions only. Pure.
import { isIPv4, isIPv6 } from "node:net";

export function parseAddress(
  text: string,
): { readonly value: bigint; readonly bits: 32 | 128 } | null {
  if (isIPv4(text))
    return {
      value: text.split(".").reduce((sum, part) => sum * 256n + BigInt(part), 0n),
      bits: 32,
    };
  if (!isIPv6(text) || text.includes("%")) return null;
  const plain = text.replace(
    /(\d+)\.(\d+)\.(\d+)\.(\d+)$/,
    (_, a, b, c, d) =>
      `${(Number(a) * 256 + Number(b)).toString(16)}:${(Number(c) * 256 + Number(d)).toString(16)}`,
  );
  const [head = "", tail] = plain.split("::");
  const parts = (side: string) => (side === "" ? [] : side.split(":"));
  const [left, right] = [parts(head), parts(tail ?? "")];
  const zeros =
    tail === undefined ? [] : Array.from({ length: 8 - left.length - right.length }, () => "0");
  const value = [...left, ...zeros, ...right].reduce(
    (sum, part) => sum * 65_536n + BigInt(`0x${part}`),
    0n,
  );
  return { value, bits: 128 };
}

export function formatIp(value: bigint, bits: 32 | 128): string {
  if (bits === 32) return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join(".");
  const groups = Array.from({ length: 8 }, (_, i) =>
    ((value >> BigInt(112 - i * 16)) & 0xffffn).toString(16),
  );
  const text = groups.join(":");
  const longest = [...text.matchAll(/(?<=^|:)0(?::0)+(?=:|$)/g)].sort(
    (a, b) => b[0].length - a[0].length,
  )[0];
  if (!longest) return text;
  const before = text.slice(0, longest.index).replace(/:$/, "");
  const after = text.slice(longest.index + longest[0].length).replace(/^:/, "");
  return `${before}::${after}`;
}
