// Sentences of src/fix/edit, by key.
import { nth, sentences } from "../sentences.ts";

export const fixEdit = sentences({
  "fix-edit.answer": () =>
    "what the cloud answered is not edited; `--fix-as tccli` prints commands that change the cloud",
  "fix-edit.comments-lost": () => "the list would be empty, and its comments would be lost",
  "fix-edit.fetched-module": (list) =>
    `the ${list} rules stand in a module that was fetched; change it where it is kept`,
  "fix-edit.field-elsewhere": (field) => `the ${field} of this policy is written elsewhere`,
  "fix-edit.list-behind-anchor": (list) =>
    `the ${list} list is written once for several places, by a YAML anchor or merge key`,
  "fix-edit.list-computed": () => "the list of these rules is computed; change what it is made of",
  "fix-edit.list-elsewhere": (list) => `the ${list} list does not stand in its group`,
  "fix-edit.list-in-files": (list, id) => `the ${list} list of ${id} is written in several files`,
  "fix-edit.list-shared": (who) => `the list of these rules is used in several places: ${who}`,
  "fix-edit.list-unread": (list, id) => `the ${list} list of ${id} could not be read`,
  "fix-edit.more-readers": (readers, more) => `${readers} and ${more} more`,
  "fix-edit.no-list": (id) => `${id} is not in the input`,
  "fix-edit.no-order": () =>
    "the order of security_group_rule resources is not defined; write the rules as one tencentcloud_security_group_rule_set",
  "fix-edit.no-policy": (group, list, index) => `${group} has no ${list} policy ${nth(index)}`,
  "fix-edit.no-priority": (count, low, below, list, id) =>
    `no ${Number(count) === 1 ? "priority is" : `${count} priorities are`} free between ${low} and ${below} in the ${list} entries of ${id}; renumber them first`,
  "fix-edit.no-rules": (id) =>
    `${id} has no rules here to put new ones among; add a tencentcloud_security_group_rule_set`,
  "fix-edit.no-rules-like": (id) =>
    `${id} has no rules here to put new ones among; add a tencentcloud_security_group_rule_set like those of the other groups`,
  "fix-edit.no-terraform-rule": (source) => `${source} cannot be written as a Terraform rule`,
  "fix-edit.no-terraform-source": () => "this source cannot be written as a Terraform rule",
  "fix-edit.nothing": () => "there is nothing to write",
  "fix-edit.odd-group": () => "the group is laid out in a way that is not edited safely",
  "fix-edit.odd-list": () => "the list is laid out in a way that is not edited safely",
  "fix-edit.odd-resources": () =>
    "the rule resources are laid out in a way that is not edited safely",
  "fix-edit.odd-rules": () => "the rules are laid out in a way that is not edited safely",
  "fix-edit.policy-behind-anchor": (list, index) =>
    `${list} policy ${nth(index)} is written once for several places, by a YAML anchor`,
  "fix-edit.reader": (file, line, address) => `${file}:${line} (${address})`,
  "fix-edit.readers-unknown": (why) => `it cannot be known who else uses these rules: ${why}`,
  "fix-edit.rule-mentioned": (who) =>
    `another part of the configuration refers to this rule: ${who}`,
  "fix-edit.rules-computed": (list) =>
    `the ${list} rules come from an expression; change what it is made of`,
  "fix-edit.rules-of-variable": (list) =>
    `the ${list} rules come from a variable; change its value`,
  "fix-edit.rules-shared": (who) => `these rules are used in several places: ${who}`,
  "fix-edit.several-ways": (list) => `the ${list} rules are written in several ways`,
  "fix-edit.source-computed": () =>
    "the source of this rule comes from an expression; change what it is made of",
  "fix-edit.terraform-acl": () =>
    "entries of a Terraform network ACL are not edited; change them by hand",
  "fix-edit.terraform-json": () =>
    "only .tf files are edited; write it into the configuration that this was made from",
  "fix-edit.text-with-errors": () => "the file could not be read whole",
  "fix-edit.told": (what, who) => `${what}: ${who}`,
  "fix-edit.unlike": (source) => `${source} cannot be written like the other rules`,
  "fix-edit.written-once": (list, index) =>
    `${list} rule ${nth(index)} is written once for several rules, by count, for_each, a loop or a module that is called more than once`,
});
