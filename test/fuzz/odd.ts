// Values that no reader should trip over, and values of the field that are nearly right.
import type { Dice } from "../cloud/seed.ts";

const ESC = "\u001b";

/** Texts that mean something to some layer below: prototypes, terminals, encodings, templates, regular expressions. */
const ODD_TEXTS: readonly string[] = [
  "",
  " ",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "\u0000",
  `${ESC}[2J${ESC}]0;x\u0007`,
  "\u202eevil\u202c",
  "\u2066x\u2069\u200b\ufeff",
  "\ud800",
  "x\udc00\ud800y",
  "a\r\nb\rc\u2028d",
  "::error file=x::pwned",
  "e\u0301\u{1f468}\u200d\u{1f469}",
  "中文 安全组",
  "%s %d %{x} %%",
  "${var.x}",
  "$${x}",
  "${",
  "%{ if true }x%{ endif }",
  "${jsonencode({a=[1]})}",
  "../../../etc/passwd",
  "/dev/zero",
  "-rf",
  "--config=x",
  "a'b\"c`d\\",
  "(a+)+$",
  "<script>",
  "null",
  "~",
  "yes",
  "0x1F",
  "1e400",
  "-0",
  ".nan",
  "2026-02-30",
  "<<",
  "*a",
  "&a b",
  "!!binary x",
  "# no comment",
  "a: b",
  "|",
  "- x",
  "\t",
];

export const ODD_NUMBERS: readonly number[] = [
  0,
  -0,
  -1,
  1.5,
  65_535,
  65_536,
  2 ** 31,
  2 ** 53,
  2 ** 53 + 2,
  1e21,
  1e308,
  -1e308,
  5e-324,
  Infinity,
  NaN,
];

/** Addresses, ports, protocols, ids: in their forms, beyond their bounds, half written. */
export const NEARLY: readonly string[] = [
  ..."0.0.0.0/0 ::/0 10.0.0.0/8 9.0.0.0/8 100.64.0.0/10 10.0.0.1 10.0.0.1/33 10.0.0.300 1.2.3 0.0.0.0 255.255.255.255 255.255.255.255/32 128.0.0.0/1 0.0.0.0/1 010.0.0.1 10.0.0.9-10.0.0.1 0.0.0.0-255.255.255.255".split(
    " ",
  ),
  ..."fe80::1%eth0 ::ffff:10.0.0.1 2402:4e00::/32 2402:4e00::/129 ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff :: 1:2:3:4:5:6:7:8:9 64:ff9b::/96".split(
    " ",
  ),
  ..."80 0 65535 65536 1-65535 90-80 80,443 80,,443 8000-9000,22 ALL all -1 1-2-3".split(" "),
  ..."TCP tcp UDP ICMP ICMPv6 GRE ALL 6 sctp tcp:80 udp:53,54 TCP:8000-9000 icmp:8".split(" "),
  ..."ACCEPT DROP accept Deny sg-a sg-web ins-a lb-a ipm-a ipmg-a ppm-a ppmg-a acl-a subnet-a vpc-a eni-a cls-a ms-a clients internet gateway.private api-gateway.private api-gateway.publicVips".split(
    " ",
  ),
  ..."ACCEPT#10.0.0.0/8#80#TCP DROP#0.0.0.0/0#ALL#ALL ACCEPT##80#TCP ACCEPT#::/0#80,443#UDP ACCEPT#sg-a#ALL#ICMP ACCEPT#10.0.0.0/8#80#TCP#x".split(
    " ",
  ),
  ..."http://10.0.0.1:80 https://[2402:4e00::1]:8443/x http://user:pass@h:99999 HTTP SECRET mock upstream cvm clb ap-guangzhou ap-nowhere".split(
    " ",
  ),
];

export function oddText(dice: Dice): string {
  if (dice.chance(0.5)) return dice.pick(NEARLY);
  const text = dice.pick(ODD_TEXTS);
  if (dice.chance(0.05)) return (text || "x").repeat(dice.pick([100, 5_000, 70_000]));
  return dice.chance(0.2) ? text + dice.pick(ODD_TEXTS) : text;
}

/** A text with something odd in it, or in its place. */
export function odder(text: string, dice: Dice): string {
  const at = dice.below(text.length + 1);
  if (dice.chance(0.4)) return oddText(dice);
  if (dice.chance(0.3)) return text.replaceAll(/\d+/g, () => String(dice.below(300)));
  return text.slice(0, at) + oddText(dice) + text.slice(dice.chance(0.5) ? at : at + 1);
}
