// Security groups with the rules that the stack gives them, in whichever dialect.
import { message, say } from "../../../words/index.ts";
import type { Direction } from "../../../model/list.ts";
import type { Mark } from "../../../model/finding.ts";
import type { Id, Policy, Related, SecurityGroup } from "../../../model/inventory.ts";
import type { Place } from "../../../model/place.ts";
import { isUnknown, type Fact, type Known, type Unknown } from "../../../model/unknown.ts";
import type { Resource } from "../resource.ts";
import { complainAt, flaw, lacking, maybeAbsent, ofType, type Ground } from "./ground.ts";
import { boundBy, linkedId, type Bound } from "./links.ts";
import { complainOfLoose, looseRules, wholePolicies, type RuleResource } from "./loose-rules.ts";
import { attribute, nodeText } from "./nodes.ts";
import {
  complainOfType,
  directionOf,
  settledOrder,
  singleRule,
  surelyClash,
  type SingleRule,
} from "./rule.ts";
import type { ResourceOf } from "./typed.ts";

type LiteRule = ResourceOf<"tencentcloud_security_group_lite_rule">;
type SingleRules = readonly ResourceOf<"tencentcloud_security_group_rule">[];

interface RuleResources {
  readonly sets: Bound<"tencentcloud_security_group_rule_set">;
  readonly lites: Bound<"tencentcloud_security_group_lite_rule">;
  readonly singles: Bound<"tencentcloud_security_group_rule">;
  /** Those that stand in the list of a group. */
  readonly listed: Set<RuleResource>;
}

export function mapGroups(ground: Ground, reordered: readonly string[]): void {
  const rules: RuleResources = {
    listed: new Set(),
    sets: boundBy(ground, "tencentcloud_security_group_rule_set", "security_group_id"),
    lites: boundBy(ground, "tencentcloud_security_group_lite_rule", "security_group_id"),
    singles: boundBy(ground, "tencentcloud_security_group_rule", "security_group_id"),
  };
  const declared = ofType(ground, "tencentcloud_security_group");
  for (const resource of declared) {
    const { address, place, body } = resource;
    const name = nodeText(attribute(body, "name"));
    const base = {
      id: address,
      name,
      place,
      membersUnknown: members(ground, address, place),
      related: callsOf(resource),
    };
    const unknown = resource.certain ? null : maybeAbsent(ground, resource);
    ground.draft.groups.push(
      unknown
        ? { ...base, ingress: unknown, egress: unknown }
        : withRules(ground, base, rules, true),
    );
  }
  const own = new Set(declared.map(({ address }) => address));
  const owners = new Set([rules.sets, rules.lites, rules.singles].flatMap((each) => each.owners));
  for (const id of owners)
    if (!own.has(id)) ground.draft.groups.push(foreignGroup(ground, id, rules));
  mapLoose(ground, rules);
  for (const resource of ofType(ground, "tencentcloud_security_group_lite_rule"))
    liteFlaws(ground, resource, reordered.includes(resource.address));
}

function mapLoose(ground: Ground, { listed }: RuleResources): void {
  const all: RuleResource[] = [
    ...ofType(ground, "tencentcloud_security_group_rule_set"),
    ...ofType(ground, "tencentcloud_security_group_lite_rule"),
    ...ofType(ground, "tencentcloud_security_group_rule"),
  ];
  for (const resource of ofType(ground, "tencentcloud_security_group_rule"))
    complainOfType(ground, resource);
  const loose = all.filter((resource) => !listed.has(resource));
  for (const resource of loose)
    ground.draft.groups.push({
      ...baseOf(ground, resource.address, resource),
      ...looseRules(ground, resource),
    });
  complainOfLoose(ground, loose);
}

/** A group of elsewhere: rule_set and lite_rule still say all of its rules, single ones only some. */
function foreignGroup(ground: Ground, id: Id, rules: RuleResources): SecurityGroup {
  const first = [...rules.sets.of(id), ...rules.lites.of(id), ...rules.singles.of(id)][0]!;
  return withRules(ground, baseOf(ground, id, first), rules, false);
}

function baseOf(ground: Ground, id: Id, first: RuleResource): Base {
  const { place } = first;
  return {
    id,
    name: null,
    place,
    membersUnknown: members(ground, id, place),
    related: callsOf(first),
  };
}

type Base = Omit<SecurityGroup, "ingress" | "egress" | "unordered">;

function withRules(
  ground: Ground,
  base: Base,
  rules: RuleResources,
  declared: boolean,
): SecurityGroup {
  const { id } = base;
  const [sets, lites, singles] = [rules.sets.of(id), rules.lites.of(id), rules.singles.of(id)];
  const [only] = [...sets, ...lites];
  const open = openness(ground, base, rules, declared);
  const both = (list: (direction: Direction) => Known<readonly Policy[]>) => ({
    ...base,
    ingress: list("ingress"),
    egress: list("egress"),
  });
  if (open) return both(() => open);
  for (const resource of [...sets, ...lites, ...singles]) rules.listed.add(resource);
  if (only) return both((direction) => wholePolicies(ground, only, id, direction));
  return fromSingles(ground, base, singles);
}

/** Why the rules of a group are not known although rule resources name it, or because some may. */
function openness(
  ground: Ground,
  { id, place }: Base,
  rules: RuleResources,
  declared: boolean,
): Unknown | null {
  const [sets, lites, singles] = [rules.sets.of(id), rules.lites.of(id), rules.singles.of(id)];
  const whole = [...sets, ...lites];
  if (whole.length > 1 || (whole.length === 1 && singles.length > 0)) {
    mixedFlaw(ground, id, [...whole, ...singles]);
    return lacking(ground, id, "list of rules", message("terraform.written-by-several"), place);
  }
  const uncertain = [...whole, ...singles].find(({ certain }) => !certain);
  if (uncertain) return maybeAbsent(ground, uncertain);
  if (whole.length > 0) return null;
  const doubt = rules.sets.doubt(id) ?? rules.lites.doubt(id) ?? rules.singles.doubt(id);
  if (doubt) return doubt;
  return declared
    ? null
    : lacking(ground, id, "list of rules", message("terraform.holds-others"), place);
}

function fromSingles(ground: Ground, base: Base, singles: SingleRules): SecurityGroup {
  const side = (direction: Direction) =>
    settledOrder(
      singles
        .filter((resource) => (directionOf(resource) ?? direction) === direction)
        .map((resource) => singleRule(ground, resource, base.id, direction)),
    );
  const [ingress, egress] = [side("ingress"), side("egress")];
  const policies = ({ rules }: ReturnType<typeof side>) => rules.map(({ policy }) => policy);
  const clash = ingress.clash;
  const group = { ...base, ingress: policies(ingress), egress: policies(egress) };
  if (!clash) return group;
  const { fact } = lacking(
    ground,
    base.id,
    "order of ingress rules",
    message("terraform.single-rule-order"),
    base.place,
  );
  orderFlaw(ground, base.id, clash);
  const remedy = say("terraform.write-one-rule-set");
  return { ...group, unordered: { ...fact, remedy } };
}

function orderFlaw(
  ground: Ground,
  group: Id,
  [{ policy: one }, { policy: other }]: readonly [SingleRule, SingleRule],
): void {
  const { place } = one;
  const related = [{ place: other.place, label: nounOf(other) }];
  // Which packets another group, a template or an unknown value stands for is not looked into here.
  const headline = say(
    surelyClash(one, other) ? "terraform.order-clash" : "terraform.order-may-clash",
    group,
  );
  flaw(ground, "order-dependent", { group, place, related }, headline, say("terraform.order-help"));
}

function nounOf({ action }: Policy): string {
  return isUnknown(action) ? say("terraform.other-rule") : say("terraform.other-rule-is", action);
}

function mixedFlaw(ground: Ground, group: Id, all: readonly Resource[]): void {
  const [first, ...others] = all;
  const related: Mark[] = others.map(({ place, address }) => ({
    place,
    label: say("terraform.writes-too", address),
  }));
  const headline = say("terraform.mixed-rules", all.length, group);
  const help = say("terraform.keep-one-rule-set");
  flaw(ground, "mixed-rule-resources", { group, place: first!.place, related }, headline, help);
  complainAt(ground, first!.place, say("terraform.mixed-loose", group));
}

function liteFlaws(ground: Ground, resource: LiteRule, isReorder: boolean): void {
  const { address, place } = resource;
  const group = linkedId(ground, resource.body, "security_group_id");
  const rewrite = say("terraform.rewrite-lite");
  flaw(
    ground,
    "deprecated-lite-rule",
    { group, place },
    say("terraform.deprecated-type", address),
    rewrite,
  );
  if (isReorder)
    flaw(
      ground,
      "reordered-lite-rules",
      { group, place },
      say("terraform.only-reorders", address),
      say("terraform.rewrite-or-look", rewrite),
    );
}

/** What is declared elsewhere may carry the group too. */
function members(ground: Ground, address: string, place: Place): Fact {
  const { fact } = lacking(
    ground,
    address,
    "full list of members",
    message("terraform.members-elsewhere"),
    place,
  );
  return {
    ...fact,
    remedy: say("terraform.name-addresses"),
  };
}

/** Calls of the modules that hold a resource, outermost first, each with the module's own address. */
function callsOf({ module, calls }: Pick<Resource, "module" | "calls">): readonly Related[] {
  const steps = module.match(/module\.[^.[]+(?:\[(?:\d+|"(?:[^"\\]|\\.)*")\])?/g) ?? [];
  return calls.map((place, i) => ({
    place,
    label: say("terraform.called-as", steps.slice(0, i + 1).join(".") || "a module"),
  }));
}
