// Sentences of src/report/sarif, by key.
import { counted, sentences } from "../sentences.ts";

export const reportSarif = sentences({
  "report.sarif-root": () => "The root of the repository.",
  "report.complaint-what": () => "An input is wrong or cannot be read.",
  "report.complaint-why": () =>
    "Nothing is proven about what a wrong or unreadable input describes.",
  "report.complaint-help": () =>
    "Correct the input at the place named, or leave it out of the run.",
  "report.left-out-what": () => "There are more results than can be uploaded.",
  "report.left-out-why": () =>
    "Code scanning rejects an upload that is too large, so the least severe results are left out.",
  "report.left-out-help": () =>
    "Settle the most severe results first, or split the inputs over several runs.",
  "report.notice-what": () => "Something about the run is worth knowing.",
  "report.notice-why": () => "It has no effect on the results.",
  "report.notice-help": () => "Nothing needs to be done.",
  "report.assumption-what": () => "Something that the input does not say was taken for granted.",
  "report.assumption-why": () => "What a closed input does not mention is taken not to be there.",
  "report.assumption-help": () => "Where it is otherwise, state it in the input.",
  "report.left-out": (count, total) =>
    `${count} of ${total} results, the least severe ones, are left out: code scanning takes 25,000 results and 10 MB in one upload; the JSON report holds all of them`,
  "report.more-of-kind": (count) => `And ${count} more of this kind`,

  "report.traffic-stays": () => "The admitted traffic stays as it is.",
  "report.traffic-changes": () => "It changes which traffic is admitted.",
  "report.overrides": () => "It overrides an explicit DROP.",
  "report.hop-clb": () => "CLB",
  "report.hop-target": () => "target",
  "report.hop-acl": () => "network ACL",
  "report.hop-groups": (hop, groups) => `${hop}, security groups ${groups}`,

  "report.here": (what) => `Here: ${what}`,
  "report.at": (place, what) => `At ${place}: ${what}`,
  "report.path-of": (path) => `Path: ${path}`,
  "report.more-routes": (count) => `And ${counted(count, "more route")}.`,
  "report.see-also": (places) => `See also: ${places}`,
  "report.and-more": (count) => `and ${count} more`,
  "report.more": (count) => `${count} more`,
  "report.example": (source, service) => `For example: ${source} to ${service}.`,
  "report.fix": (fix) => `Fix: ${fix}`,
  "report.help-line": (help) => `Help: ${help}`,
  "report.not-met": (rule) => `Rule ${rule} is not met`,
  "report.vendor-page": (page) => `Vendor page: ${page}`,
  "report.examples": (rule) => `For examples, run: sglint explain ${rule}`,
});
