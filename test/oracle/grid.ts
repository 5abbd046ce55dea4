// One packet per elementary cell: both lines are cut wherever any policy or demand begins or ends, so that a
// cell is judged as one and checking one packet of it proves all of it.
import type { Line } from "../../src/net/line.ts";
import type { Block, Traffic } from "../../src/net/traffic.ts";
import { spansOf, type Packet, type RawPolicy } from "./oracle.ts";

export interface Grid {
  readonly addresses: readonly { readonly family: 4 | 6; readonly at: bigint }[];
  readonly services: readonly number[];
}

/** The cuts of the oracle's reading and of the engine's, so that neither can hide a boundary from the other. */
export function gridOf(rows: readonly RawPolicy[], blocks: readonly Block[]): Grid {
  const [v4, v6, services] = [new Cuts(2n ** 32n), new Cuts(2n ** 128n), new Cuts(2n ** 24n)];
  for (const row of rows) {
    const spans = spansOf(row);
    for (const { family, first, last } of spans.sources)
      (family === 4 ? v4 : v6).add(first, last + 1n);
    for (const { first, last } of spans.services) services.add(first, last + 1n);
  }
  for (const one of blocks) {
    v4.add(...one.v4.map(BigInt));
    v6.add(...one.v6);
    services.add(...one.services.map(BigInt));
  }
  return {
    addresses: [
      ...v4.sorted().map((at) => ({ family: 4 as const, at })),
      ...v6.sorted().map((at) => ({ family: 6 as const, at })),
    ],
    services: services.sorted().map(Number),
  };
}

export function packetAt(grid: Grid, row: number, column: number): Packet {
  const { family, at } = grid.addresses[row]!;
  const service = grid.services[column]!;
  return { family, address: at, protocol: Math.floor(service / 65536), port: service % 65536 };
}

export function* packetsOf(grid: Grid): Generator<Packet> {
  for (let row = 0; row < grid.addresses.length; row++)
    for (let column = 0; column < grid.services.length; column++) yield packetAt(grid, row, column);
}

/** Counts boundaries instead of trusting the set algebra. */
function onLine<T extends number | bigint>(line: Line<T>, point: number | bigint): boolean {
  let inside = false;
  for (const end of line) if (end <= point) inside = !inside;
  return inside;
}

export function holds(traffic: Traffic, packet: Packet): boolean {
  const service = packet.protocol * 65536 + packet.port;
  return traffic.some(
    (one) =>
      onLine(one.services, service) &&
      (packet.family === 4 ? onLine(one.v4, packet.address) : onLine(one.v6, packet.address)),
  );
}

/** For each cell the place in `parts` of the set that holds it, -1 for none; throws where two hold it. */
export function ownersOf(grid: Grid, parts: readonly Traffic[]): Int32Array {
  const width = grid.services.length;
  const owners = new Int32Array(grid.addresses.length * width).fill(-1);
  parts.forEach((part, owner) => {
    for (const one of part) {
      const columns = grid.services.flatMap((service, i) =>
        onLine(one.services, service) ? [i] : [],
      );
      grid.addresses.forEach(({ family, at }, row) => {
        if (!(family === 4 ? onLine(one.v4, at) : onLine(one.v6, at))) return;
        for (const column of columns) {
          const cell = row * width + column;
          if (owners[cell] !== -1) throw new Error(`parts ${owners[cell]} and ${owner} overlap`);
          owners[cell] = owner;
        }
      });
    }
  });
  return owners;
}

/** A set's lines are strictly ascending pairs: what every later comparison relies on. */
export function isWellFormed(traffic: Traffic): boolean {
  const ascending = (line: Line<number> | Line<bigint>) =>
    line.length % 2 === 0 && line.every((end, i) => i === 0 || line[i - 1]! < end);
  return traffic.every(
    (one) =>
      [one.v4, one.v6, one.services].every(ascending) &&
      one.services.length > 0 &&
      one.v4.length + one.v6.length > 0,
  );
}

class Cuts {
  private readonly points = new Map<string, bigint>([["0", 0n]]);
  constructor(private readonly end: bigint) {}

  add(...points: readonly bigint[]): void {
    for (const point of points) if (point < this.end) this.points.set(String(point), point);
  }

  sorted(): bigint[] {
    return [...this.points.values()].toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  }
}
