// Protocol and port of a policy, whatever it is read from -> a service. A port beside a protocol without ports (ALL, ICMP,
// ICMPv6, GRE) cannot be stored: what it stands for is unknown.
import { parseService, type ServiceReading } from "../../net/service.ts";
import { bounded, LONGEST } from "./forms.ts";

export interface ServiceSlip {
  readonly ok: false;
  /** `stray`: the port, for it stands beside a protocol that has none. */
  readonly at: "protocol" | "port" | "stray";
  readonly why: string;
}

/** Absent or empty: every protocol, every port. */
export function serviceOf(
  protocol: string | null | undefined,
  port: string | null | undefined,
): ServiceReading | ServiceSlip {
  const alone = parseService(protocol, null);
  if (!alone.ok) return { ...alone, at: "protocol" };
  const whole = bounded(port ?? "", (text) => parseService(protocol, text), LONGEST.ports);
  return whole.ok ? whole : { ...whole, at: isPorted(alone) ? "port" : "stray" };
}

/** Whether a port may stand beside it. */
export function hasPorts(protocol: string | null): boolean {
  const alone = parseService(protocol, null);
  return alone.ok && isPorted(alone);
}

function isPorted({ text }: ServiceReading): boolean {
  return text === "tcp" || text === "udp";
}
