// The sentence: (inventory, rules, ranges) -> findings. Pure; reads no file, prints nothing.
import { editWriter, type EditWriter } from "./fix/edit/index.ts";
import { holdersOf, type Bearer, type Edited, type FixGround } from "./fix/ground.ts";
import { proveRepair } from "./fix/repair.ts";
import { seekFix } from "./fix/seek.ts";
import { sharedTemplates } from "./fix/template.ts";
import { policyBook } from "./judge/compile.ts";
import type { Finding, Fix, Report, RouteResult } from "./model/finding.ts";
import type { Id, Inventory } from "./model/inventory.ts";
import { news } from "./model/notice.ts";
import { locateLine } from "./model/place.ts";
import type { Assumed, Hop, Route } from "./model/route.ts";
import type { RangePack } from "./model/ranges.ts";
import { routesOf } from "./model/routes/index.ts";
import { isUnknown } from "./model/unknown.ts";
import { compareText } from "./net/print.ts";
import { directAccess } from "./rule/direct-access.ts";
import { briefly, findingId, mergeFindings, RANK, type FindingDraft } from "./rule/draft.ts";
import { everyBinding } from "./rule/kinds/forbid/policies.ts";
import { find } from "./rule/kinds/index.ts";
import { settled } from "./rule/candidates.ts";
import { routeJudge, type JudgedHop, type JudgedRoute } from "./rule/judged.ts";
import type { Rule } from "./rule/rule.ts";
import type { LintSettings } from "./rule/settings.ts";
import { sourceBook, type SourceBook } from "./rule/sources.ts";
import { mergeInstances, type OfInstances } from "./rule/instances.ts";
import { packNotices } from "./rule/pack-notices.ts";
import { routeReason } from "./rule/reason.ts";
import { unmet } from "./rule/unmet.ts";
import { shownComplaint, shownFinding } from "./model/shown.ts";
import { VERSION } from "./version.ts";
import { say } from "./words/index.ts";
import { namesText } from "./words/names.ts";

export { DEFAULT_SETTINGS, type LintSettings } from "./rule/settings.ts";

export function lint(
  inventory: Inventory,
  asWritten: readonly Rule[],
  packs: ReadonlyMap<string, RangePack>,
  settings: LintSettings,
): Report {
  const book = policyBook(inventory);
  const sources = sourceBook(inventory, packs, settings);
  const rules = asWritten.map((rule) => withSeverity(rule, settings));
  const judge = routeJudge(inventory, book, rules, sources);
  const routes = settled(routesOf({ inventory, domains: settings.domains }).map(judge));
  const assumptions = new Set(inventory.assumptions);
  if (routes.length > 0) assumptions.add(say("lint.groups-only"));
  for (const line of assumedBy(routes)) assumptions.add(line);
  const told: string[] = [];
  const seen = {
    inventory,
    book,
    routes,
    assume: (line: string) => void assumptions.add(line),
    tell: (line: string) => void told.push(line),
  };
  const inForce = rules.filter(({ info }) => settings.severities.get(info.id) !== "off");
  const drafts = mergeInstances(mergeFindings(inForce.flatMap((rule) => find(rule, seen))));
  const ground = groundOf(inventory, book, rules, sources, routes);
  const write = editWriter(inventory);
  const findings = drafts.map((draft) => withEdits(findingOf(draft, ground), inventory, write));
  return {
    tool: { name: "sglint", version: VERSION },
    complete:
      inventory.complaints.length === 0 &&
      routes.every(({ verdict }) => verdict !== "undetermined"),
    routes: routes.map(routePrinter(inventory, book, sources)),
    findings: sortFindings(findings.map(shownFinding)),
    complaints: inventory.complaints.map(shownComplaint),
    assumptions: [...assumptions],
    notices: [
      ...inventory.notices,
      ...packNotices(inventory, packs, settings).map(news),
      ...[...told, ...unmet(rules, seen, settings)].map(news),
      ...sharedTemplates(findings.flatMap(({ fix }) => fix ?? [])).map(news),
    ],
    rules: rules.map(({ info }) => info),
  };
}

/** What routes take for granted, all of a kind in one sentence. */
function assumedBy(routes: readonly JudgedRoute[]): string[] {
  const all = routes.flatMap(({ route }) => route.assumes ?? []);
  const said = (wanted: Assumed["kind"]) => {
    const ids = new Set(all.flatMap(({ kind, of }) => (kind === wanted ? [of] : [])));
    return ids.size === 0 ? [] : [say(`lint.${wanted}`, namesText([...ids], 5, 3))];
  };
  return [...said("listener-snat"), ...said("caller-egress")];
}

/** A level that the user set replaces the rule's own before it looks. */
function withSeverity(rule: Rule, { severities }: LintSettings): Rule {
  const severity = severities.get(rule.info.id);
  if (severity === undefined || severity === "off" || severity === rule.info.severity) return rule;
  return { ...rule, info: { ...rule.info, severity } };
}

/** The module calls through which the text in question came to be this group. */
function callsOf({ list }: FindingDraft, { groups }: Inventory): Finding["related"] {
  return (list?.kind === "group" ? groups.get(list.id)?.related : undefined) ?? [];
}

function findingOf(draft: OfInstances, ground: FixGround): Finding {
  const fix = fixFor(draft.first, ground);
  return {
    id: findingId(draft),
    rule: draft.rule.info.id,
    severity: draft.severity,
    message: draft.message(briefly(draft.resources), briefly(draft.targets)),
    verdict: draft.verdict,
    resource: draft.resources[0] ?? null,
    list: draft.list,
    mark: draft.mark,
    related: [...draft.related, ...callsOf(draft, ground.inventory)],
    instances: draft.instances,
    routes: draft.routes,
    blocked: draft.blocked,
    decidedBy: draft.decidedBy,
    witness: draft.witness,
    notes: draft.notes,
    fix: fix !== null && "policies" in fix ? fix : null,
    help: helpOf(draft, fix),
    state: "new",
  };
}

function fixFor(
  { refused, repair, resources }: FindingDraft,
  ground: FixGround,
): Fix | { why: string } | null {
  if (repair !== null) return proveRepair(ground, repair, resources);
  if (refused === null) return null;
  const { hop, demand, refusal } = refused;
  return seekFix(ground, { ...demand, hop, refusal, resources });
}

/** What to do by hand, and why it is not offered as a fix. */
function helpOf({ help, repair }: FindingDraft, fix: ReturnType<typeof fixFor>): string | null {
  if (fix === null || !("why" in fix)) return help;
  if (help === null) return fix.why;
  return repair === null ? help : say("lint.no-fix", help, fix.why);
}

/** The fix as edits of the text, or why it is not written there. */
function withEdits(finding: Finding, inventory: Inventory, write: EditWriter): Finding {
  if (finding.fix === null) return finding;
  const written = write(finding.fix.changes);
  const { list } = finding.fix;
  const fix: Fix = {
    ...finding.fix,
    edits: "edits" in written ? written.edits : [],
    withheld: "edits" in written ? null : written.withheld,
    version: (list.kind === "group" ? inventory.groups.get(list.id)?.version : null) ?? null,
  };
  return { ...finding, fix };
}

function groundOf(
  inventory: Inventory,
  book: FixGround["book"],
  rules: readonly Rule[],
  sources: SourceBook,
  routes: readonly JudgedRoute[],
): FixGround {
  const bindings = new Map<Id, Bearer[]>();
  for (const binding of everyBinding(inventory))
    for (const group of new Set(binding.groups)) {
      const list = bindings.get(group);
      if (list) list.push(binding);
      else bindings.set(group, [binding]);
    }
  const shut = routes.filter(({ route }) => route.path?.expect === "blocked");
  return {
    inventory,
    book,
    bindings: (group) => bindings.get(group) ?? [],
    knowsHolders: holdersOf(inventory),
    newTrouble: (edited) => {
      const affected = shut.filter(({ route }) => route.hops.some((hop) => isEdited(hop, edited)));
      if (affected.length === 0) return null;
      const after = edited.kind === "group" ? edited.book : book;
      const judgeAgain = routeJudge(inventory, after, rules, sources);
      const broken = affected.find(
        ({ route, verdict }) => judgeAgain(asEdited(route, edited)).verdict !== verdict,
      );
      return broken ? say("lint.opens-path", broken.route.path!.name) : null;
    },
  };
}

function isEdited({ guard }: Hop, edited: Edited): boolean {
  if (guard.kind === "acl")
    return edited.kind === "acl" && !isUnknown(guard.acl) && guard.acl.id === edited.acl.id;
  return edited.kind === "group" && !isUnknown(guard.groups) && guard.groups.includes(edited.group);
}

/** Hops hold their network ACL themselves; groups are looked up. */
function asEdited(route: Route, edited: Edited): Route {
  if (edited.kind === "group") return route;
  const hops = route.hops.map((hop) =>
    hop.guard.kind === "acl" && isEdited(hop, edited)
      ? { ...hop, guard: { ...hop.guard, acl: edited.acl } }
      : hop,
  );
  return { ...route, hops };
}

/** Routes that share their hops share what is said of them. */
function routePrinter(
  inventory: Inventory,
  book: FixGround["book"],
  sources: SourceBook,
): (judged: JudgedRoute) => RouteResult {
  const hopResults = new WeakMap<readonly JudgedHop[], RouteResult["hops"]>();
  const probes = new WeakMap<readonly JudgedHop[], RouteResult["directAccess"]>();
  const kept = <T>(
    cache: WeakMap<readonly JudgedHop[], T>,
    hops: readonly JudgedHop[],
    make: () => T,
  ) => {
    const value = cache.has(hops) ? cache.get(hops)! : make();
    cache.set(hops, value);
    return value;
  };
  return ({ route, hops, verdict, facts }) => ({
    id: route.id,
    gateway: route.gateway?.id ?? null,
    api: route.api?.id ?? null,
    path: route.path?.name ?? null,
    backend: { type: route.backend.kind, id: route.backend.id },
    target: route.target,
    verdict,
    expected: route.path?.expect ?? null,
    hops: kept(hopResults, hops, () => hops.map(hopResult)),
    reason: routeReason(route, verdict, facts, sources),
    directAccess:
      route.backend.kind === "http"
        ? directAccess(route, inventory, book)
        : kept(probes, hops, () => directAccess(route, inventory, book)),
  });
}

function hopResult({ hop, demands, verdict }: JudgedHop): RouteResult["hops"][number] {
  return {
    kind: hop.kind,
    resource: hop.resource,
    port: hop.port,
    verdict,
    groups: hop.guard.kind === "groups" && !isUnknown(hop.guard.groups) ? hop.guard.groups : [],
    note: demands[0]?.judgement.note ?? null,
    place: hop.place,
  };
}

/** By severity, file, line, column, rule; then id, so that equal runs print equal bytes. */
function sortFindings(findings: readonly Finding[]): Finding[] {
  const keyed = findings.map((finding) => {
    const at = finding.mark ? locateLine(finding.mark.place) : null;
    return { finding, file: at?.file ?? "", line: at?.line ?? 0, column: at?.column ?? 0 };
  });
  keyed.sort(
    (a, b) =>
      RANK[a.finding.severity] - RANK[b.finding.severity] ||
      compareText(a.file, b.file) ||
      a.line - b.line ||
      a.column - b.column ||
      compareText(a.finding.rule, b.finding.rule) ||
      compareText(a.finding.id, b.finding.id),
  );
  return keyed.map(({ finding }) => finding);
}
