// The fewest CIDR x services policies that cover a need within what is allowed, on the binary trie of one address
// family. Pure sets: knows nothing of groups, positions or declared ranges.
import type { Family } from "../net/address.ts";
import { covers, meetLines, overlaps, uniteLines } from "../net/line.ts";
import { EVERY_SERVICE, type ServiceSet } from "../net/service.ts";
import type { Traffic } from "../net/traffic.ts";
import { key } from "../model/key.ts";

/** One policy: the CIDR `lo/bits` x services. */
export interface Pick {
  readonly family: Family;
  readonly lo: bigint;
  readonly bits: number;
  readonly services: ServiceSet;
}

/** Neighbouring addresses that need the same and may get the same. */
interface Atom {
  readonly lo: bigint;
  readonly hi: bigint;
  readonly need: ServiceSet;
  readonly cap: ServiceSet;
}

interface Node {
  readonly lo: bigint;
  readonly bits: number;
  /** Atoms that overlap the node. */
  readonly from: number;
  readonly to: number;
}

interface Answer {
  readonly cost: number;
  readonly picks: readonly Pick[];
}

/** The nearest chosen policy above a node: whatever it admits is needed no more. */
interface Above {
  readonly key: string;
  readonly cap: ServiceSet;
}

const NOTHING: Answer = { cost: 0, picks: [] };

/**
 * `need` must lie within `allowed`. A policy at a node may admit what every address of the node is allowed; it
 * costs one, and its whole gain is what it takes from the need below. Ties go to the narrower choice.
 */
export function fewestPicks(family: Family, need: Traffic, allowed: Traffic): readonly Pick[] {
  const width = family === 4 ? 32 : 128;
  const atoms = atomsOf(family, need, allowed);
  const known = new Map<string, Answer>();
  const search = (node: Node, above: Above): Answer => {
    const wanted = needOf(atoms, node);
    if (covers(above.cap, wanted)) return NOTHING;
    const cap = isWritable(family, node) ? capOf(atoms, node) : [];
    if (covers(cap, wanted) || node.bits === width)
      return { cost: 1, picks: [narrowed(family, atoms, node, wanted)] };
    const place = key`${String(node.lo)} ${node.bits} ${{ own: above.key }}`;
    const found = known.get(place);
    if (found) return found;
    const halves = halvesOf(atoms, node, width);
    const under = (top: Above) => halves.map((half) => search(half, top)).reduce(both);
    const apart = under(above);
    const answer =
      covers(above.cap, cap) || apart.cost <= 1
        ? apart
        : cheaper(apart, () =>
            both(
              { cost: 1, picks: [{ family, ...node, services: meetLines(cap, wanted) }] },
              under({ key: `${node.lo}/${node.bits}`, cap }),
            ),
          );
    known.set(place, answer);
    return answer;
  };
  return search({ lo: 0n, bits: 0, from: 0, to: atoms.length }, { key: "", cap: [] }).picks;
}

function cheaper(apart: Answer, other: () => Answer): Answer {
  const joint = other();
  return joint.cost < apart.cost ? joint : apart;
}

function both(a: Answer, b: Answer): Answer {
  if (a.cost === 0) return b;
  return b.cost === 0 ? a : { cost: a.cost + b.cost, picks: [...a.picks, ...b.picks] };
}

/** Nothing narrower than everything that begins at 0.0.0.0 can be written. */
function isWritable(family: Family, { lo, bits }: { lo: bigint; bits: number }): boolean {
  return family === 6 || lo !== 0n || bits === 0 || bits === 32;
}

function needOf(atoms: readonly Atom[], { from, to }: Node): ServiceSet {
  let need: ServiceSet = [];
  for (let i = from; i < to; i++) need = uniteLines(need, atoms[i]!.need);
  return need;
}

function capOf(atoms: readonly Atom[], { from, to }: Node): ServiceSet {
  let cap = EVERY_SERVICE;
  for (let i = from; i < to && cap.length > 0; i++) cap = meetLines(cap, atoms[i]!.cap);
  return cap;
}

function halvesOf(atoms: readonly Atom[], { lo, bits, from, to }: Node, width: number): Node[] {
  const middle = lo + (1n << BigInt(width - bits - 1));
  let cut = from;
  while (cut < to && atoms[cut]!.hi <= middle) cut++;
  const shared = cut < to && atoms[cut]!.lo < middle;
  return [
    { lo, bits: bits + 1, from, to: shared ? cut + 1 : cut },
    { lo: middle, bits: bits + 1, from: cut, to },
  ];
}

/** The smallest CIDR that holds all that is needed below the node. */
function narrowed(family: Family, atoms: readonly Atom[], node: Node, services: ServiceSet): Pick {
  const width = family === 4 ? 32 : 128;
  const end = node.lo + (1n << BigInt(width - node.bits));
  const needed = atoms.slice(node.from, node.to).filter(({ need }) => need.length > 0);
  const first = needed[0]!.lo > node.lo ? needed[0]!.lo : node.lo;
  const last = (needed.at(-1)!.hi < end ? needed.at(-1)!.hi : end) - 1n;
  const size = (first ^ last).toString(2).replace(/^0$/, "").length;
  const small = { lo: (first >> BigInt(size)) << BigInt(size), bits: width - size };
  const { lo, bits } = isWritable(family, small) ? small : node;
  return { family, lo, bits, services };
}

/** Both sets cut at every boundary of either; together the atoms are the whole line. */
function atomsOf(family: Family, need: Traffic, allowed: Traffic): Atom[] {
  const end = 1n << (family === 4 ? 32n : 128n);
  const lines = [...need, ...allowed].flatMap((one): readonly (number | bigint)[] =>
    family === 4 ? one.v4 : one.v6,
  );
  const texts = new Set(["0", String(end), ...lines.map(String)]);
  const cuts = [...texts].map(BigInt).toSorted((a, b) => (a < b ? -1 : 1));
  return cuts.slice(0, -1).map((lo, i) => ({
    lo,
    hi: cuts[i + 1]!,
    need: servicesAt(family, need, lo),
    cap: servicesAt(family, allowed, lo),
  }));
}

function servicesAt(family: Family, traffic: Traffic, at: bigint): ServiceSet {
  const here = traffic.filter(({ v4, v6 }) =>
    family === 4 ? overlaps(v4, [Number(at), Number(at) + 1]) : overlaps(v6, [at, at + 1n]),
  );
  return here.map((one) => one.services).reduce(uniteLines, []);
}
