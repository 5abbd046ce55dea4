// Sentences of src/fix, by key: titles and cautions of fixes, and why there is none.
import { counted, nth, sentences } from "../sentences.ts";

export const fix = sentences({
  "fix.policy": (index, group) => `policy ${nth(index)} of ${group}`,
  "fix.egress-policy": (index, group) => `egress policy ${nth(index)} of ${group}`,
  "fix.acl-entry": (index, acl) => `entry ${nth(index)} of ${acl}`,
  "fix.the-default": () => "the default",
  "fix.template": (id) => `address template ${id}`,
  "fix.missing-addresses": (count) =>
    `the ${counted(count, "missing address", "missing addresses")}`,
  "fix.missing-ranges": (count) => `the ${counted(count, "missing range")}`,

  "fix.move": (index, group, before) =>
    `move policy ${nth(index)} of ${group} up, before policy ${nth(before)}`,
  "fix.accept-before": (what, index, group) =>
    `accept ${what} before policy ${nth(index)} of ${group}`,
  "fix.accept-at-end": (what, group) => `accept ${what} at the end of ${group}`,
  "fix.accept-before-entry": (what, index, acl, direction) =>
    `accept ${what} before ${direction} entry ${nth(index)} of ${acl}`,
  "fix.accept-at-end-of-acl": (what, acl, direction) =>
    `accept ${what} at the end of the ${direction} entries of ${acl}`,
  "fix.remove": (policy) => `remove ${policy}`,
  "fix.rests-on-members": (group) =>
    `That it never decides rests on who is a member of ${group} today; members change without an edit here.`,
  "fix.remove-dead": (policy) => `remove ${policy}, which never decides`,
  "fix.write-source": (source, policy) => `write ${source} as the source of ${policy}`,
  "fix.write-destination": (source, policy) => `write ${source} as the destination of ${policy}`,

  "fix.overrides": (policies) =>
    `It overrides ${policies}, an explicit DROP of something narrower than everything. Make sure that it is not a quarantine.`,
  "fix.includes-subnet": (subnet) =>
    `The ranges include your own subnet ${subnet}: machines there are admitted as well.`,
  "fix.includes-subnets": (subnets) =>
    `The ranges include your own subnets ${subnets}: machines there are admitted as well.`,
  "fix.also-admits": (deciders) => `It also admits what ${deciders} refuses in these ranges.`,
  "fix.opens-the-same": (group, resources) =>
    `${group} is also bound to ${resources}: the change opens the same traffic there.`,
  "fix.opens-there": (group, resources, traffic) =>
    `${group} is also bound to ${resources}: there the change opens ${traffic}.`,
  "fix.opens-parts": (resources) => `It opens other parts of that on ${resources}.`,
  "fix.opens-others": (resources) => `It also opens traffic on ${resources}.`,
  "fix.moves-one": (index, group) =>
    `Policy ${nth(index)} of ${group} says the same too far down to have effect: the fix moves it up.`,
  "fix.moves-several": (indexes, group) =>
    `Policies ${indexes} of ${group} say the same too far down to have effect: the fix moves them up.`,
  "fix.removes-one": (index, group, action) =>
    `Policy ${nth(index)} of ${group} (${action}) would decide nothing any more: the fix removes it.`,
  "fix.removes-several": (indexes, group, actions) =>
    `Policies ${indexes} of ${group} (${actions}) would decide nothing any more: the fix removes them.`,
  "fix.unknown-action": () => "unknown",
  "fix.makes-room": (index, group) =>
    `${group} is full: to make room the fix also removes policy ${nth(index)}, which decides nothing.`,
  "fix.makes-more-room": (indexes, group) =>
    `${group} is full: to make room the fix also removes policies ${indexes}, which decide nothing.`,
  "fix.wide": (sources) =>
    `Where the Internet is meant, a policy says ${sources}: private and reserved addresses are admitted as well.`,
  "fix.doubt": () =>
    "Whether it suffices also hangs on what the input does not say about earlier policies.",
  "fix.admits-other-calls": () =>
    "It also admits what later entries refuse of the same calls, by the caller's port.",
  "fix.priority": () =>
    "Entries are matched by priority: give the new ones a priority that puts them there.",
  "fix.chosen-for-others": (chosen, own, others) =>
    `${chosen} is edited rather than ${own}, where it would also open ${others}.`,
  "fix.chosen-for-want": (chosen, own, why) => `${chosen} is edited rather than ${own}: ${why}.`,

  "fix.would-refuse": (resource) => `${resource} would refuse what it admits today`,
  "fix.would-admit": (resource) => `${resource} would admit more than the route demands`,
  "fix.breaks": (list, trouble) => `accepting it in ${list} would break something else: ${trouble}`,
  "fix.removal-breaks": (policy, trouble) =>
    `removing ${policy} would break something else: ${trouble}`,
  "fix.removal-changes": (policy) => `removing ${policy} would change what passes`,
  "fix.too-much": () => "it would admit more than the route demands",
  "fix.no-place": (list) => `no place in ${list} admits exactly what is refused`,
  "fix.no-group": () => "the group to edit is not in the input",
  "fix.no-acl": () => "there is no network ACL",
  "fix.unknown-acl": () => "the network ACL is not known",
  "fix.no-policies": (group) => `the policies of ${group} are not in the input`,
  "fix.no-address": (index, group) => `policy ${nth(index)} of ${group} has no address to rewrite`,
  "fix.other-meaning": (source) => `${source} would not mean the same`,
  "fix.triple-before": (direction, acl, sources, before) =>
    `add an ${direction} entry to ${acl} that accepts ${sources} before entry ${nth(before)}. ${TRIPLE}`,
  "fix.triple-at-end": (direction, acl, sources) =>
    `add an ${direction} entry to ${acl} that accepts ${sources}. ${TRIPLE}`,
  "fix.full": (group, length, limit, missing) =>
    `${group} holds ${length} of at most ${limit} ingress policies and needs one more: first remove or join ${missing}`,
  "fix.full-for-several": (group, length, limit, missing, needs) =>
    `${group} holds ${length} of at most ${limit} ingress policies and needs ${needs} more: first remove or join ${missing}, or put the ranges into one address template and accept that`,
  "fix.keep-alive": () =>
    "first state whether the listener keeps connections alive: its targets then see another source",
  "fix.no-sources": () => "the sources are not known, so there is nothing to admit",
  "fix.look-first": () =>
    "only addresses are refused that should not be added without a look at the vendor's page",

  "fix.shared-template": (count, groups, sources) =>
    `the same ${counted(count, "source is", "sources are")} missing in ${groups}: one address template with ${sources} would serve them all, in one policy each`,
  "fix.shared-templates": (count, groups, sources, templates) =>
    `the same ${counted(count, "source is", "sources are")} missing in ${groups}: a group of ${counted(templates, "address template")} with ${sources} would serve them all, in one policy each`,
  "fix.more-groups": (groups, count) => `${groups} and ${counted(count, "more group")}`,
});

const TRIPLE =
  "Its port cannot be proved, since the vendor's pages disagree whether it is the source or the destination port";
