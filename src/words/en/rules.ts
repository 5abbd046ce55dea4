// Sentences of src/rule, by key: what rules ask, and what is said of refused traffic. What is forbidden has its own file.
import { counted, listed, nth, sentences } from "../sentences.ts";

export const rules = sentences({
  "rules.no-demand": (hop, backend) =>
    `nothing says who must be admitted at the ${hop} hop of a ${backend} backend`,
  "rules.add-demand": (hop, backend) =>
    `say it in a rule of your own: \`for: { backend: ${backend}, hop: ${hop} }\` and \`require\``,
  "rules.not-one-kind": (kinds, found) => `a rule demands exactly one of ${kinds}; found ${found}`,
  "rules.idle-scope": (word, kind, words) =>
    `"${word}" under "for" narrows nothing of this "${kind}", which ${words === "" ? "speaks of the whole input" : `knows ${words} only`}: leave it out`,
  "rules.none": () => "none",
  "rules.judged-nothing": (rule, says) =>
    `rule ${rule} judged nothing, so it proves nothing here: this input has nothing of which it speaks. It says: ${says}`,
  "rules.unmet-domain": (domain, called) =>
    `\`domains:\` names ${domain}, which no backend of the input calls, so it has no effect (called are: ${called})`,
  "rules.unmet-product": (product) =>
    `\`ranges:\` has addresses of ${product}, which is the product of no gateway and the source of no path of the input, so they have no effect`,
  "rules.port-of-other-hop": (port, hop) =>
    `"${port}" is the port of a ${hop} hop: add "hop: ${hop}" under "for", or use hop.port`,
  "rules.no-source": (name, names) =>
    `"${name}" is neither a name of sources (${names}) nor an address`,
  "rules.route-at-target": () =>
    '"route" is what the target behind a hop demands: add "hop: acl" or "hop: clb" under "for"',

  "rules.source-gateway-private": () =>
    "the gateway's private ranges (of a dedicated instance: its `vpcSources`)",
  "rules.source-gateway-public": () =>
    "the gateway's public VIPs (of a dedicated instance: its `publicEgress`)",
  "rules.source-clients": () => "the clients that call the gateway",
  "rules.source-callers": () =>
    "the clients that call the gateway (or the gateway's private ranges, or both, as `microservices.sources` of the config says)",
  "rules.source-route": () =>
    "everyone whom the target behind it must admit, and its replies to them,",
  "rules.source-path": () => "the sources that the path says itself",
  "rules.port-listener": () => "the listener's port",
  "rules.port-target": () => "the target's service or container port",
  "rules.port-hop": () => "the port that is called there",
  "rules.on-cvm": () => "on CVMs",
  "rules.in-container": () => "in containers",
  "rules.hop-clb": () => "the CLB's security groups",
  "rules.hop-target": () => "the target's security groups",
  "rules.hop-acl": () => "the network ACL of the target's subnet",
  "rules.either": (...items) => listed(items, "or"),
  "rules.each": (...items) => listed(items),
  "rules.of-instances": (kinds) => ` of ${kinds} instances`,
  "rules.every-api": (instances) => `For every API${instances}`,
  "rules.apis-whose": (instances, backends, deployments) =>
    `For APIs${instances} whose backend is ${backends}${deployments === "" ? "" : ` ${deployments}`}`,

  "rules.require": (apis, hops, sources, port) =>
    `${apis}, ${hops} must admit ${sources} on ${port}.`,
  "rules.expect": () =>
    "For every declared path that says reachable, each filter on the way must admit all of its sources; for one that says blocked, no packet of them may pass all filters.",
  "rules.same": (apis) =>
    `${apis}, all nodes of the cluster must carry the same security groups in the same order. Nodes whose groups are unknown are left out.`,
  "rules.have-targets": () =>
    "Every API and declared path must lead to at least one target of weight above 0; a CLB needs a listener on the called port and, for HTTP(S), a forwarding rule for the request.",
  "rules.have-groups": (apis, hops) =>
    `${apis} and every declared path, at least one group should be bound wherever ${hops} would be asked.`,
  "rules.cover": () => "For every API that states both, `timeout` must be above `responseTime`.",
  "rules.decide": () =>
    "No route may be undetermined: every fact on which a verdict hangs must be in the input. A missing fact that decides nothing is not reported.",

  "rules.two": (first, second) => `${first} and ${second}`,
  "rules.and-more": (first, more) => `${first} and ${more} more`,
  "rules.more-behind": (shown, more) => `${shown} and ${more} more`,
  "rules.instances": () => "instances",
  "rules.and-instances": (message, more) => `${message} (and ${counted(more, "more instance")})`,
  "rules.seen-as": () => "seen as",
  "rules.admitted": () => "admitted",

  "rules.timeout-short": (api, timeout, takes) =>
    `${api} gives up after ${timeout} s, and its backend takes ${takes} s`,
  "rules.timeout-label": (timeout, takes) =>
    `timeout ${timeout} s is not above the response time of ${takes} s`,
  "rules.timeout-seen": () => "504 Gateway Time-out, whatever the security groups admit",
  "rules.timeout-help": (api, takes) =>
    `raise the backend timeout of ${api} above ${takes} s, or make the backend answer sooner`,
  "rules.not-compared": (count, apis) =>
    `the time-outs of ${counted(count, "API")} (${apis}) were not compared with what the backend takes, because the input does not tell both: add \`timeout\` and \`responseTime\` in seconds under \`gateways:\` to check them`,
  "rules.cannot-decide": (routes, fact) => `cannot decide ${routes}: ${fact}`,
  "rules.timeout-long": (api, timeout, limit) =>
    `${api} sets a time-out of ${timeout} s, above every limit that the vendor documents (${limit} s at most)`,
  "rules.timeout-long-label": (timeout) => `time-out of ${timeout} s`,
  "rules.timeout-long-help": (api, limit) =>
    `set the backend timeout of ${api} to at most ${limit} s, or to the limit that the vendor's page names for its kind of backend`,

  "rules.admitted-today": () => "admitted today",
  "rules.admits": (resource, service, what) => `${resource} on ${service}: ${what}`,
  "rules.nothing-certain": () => "nothing for certain",

  "rules.no-address": (path, why) => `path "${path}" cannot work: ${why}`,
  "rules.declared-reachable": () => "declared reachable here",
  "rules.give-address": () =>
    "give it an address of that family, or declare the path from sources of the other one; no policy helps",
  "rules.no-answer": (why, routes, count) =>
    `${why}, so ${routes} ${Number(count) === 1 ? "gets" : "get"} no answer`,
  "rules.no-answer-seen": () => "an error of the CLB or a 504 Gateway Time-out",
  "rules.add-listener": () =>
    "give the CLB a listener on that port that leads to at least one target of weight above 0, or correct the port, domain or path of the backend",
  "rules.add-target": () => "add at least one target of weight above 0",
  "rules.no-group": (names) =>
    `no security group is bound to ${names}: other limits are not checked`,
  "rules.no-group-label": () => "no security group is bound",
  "rules.no-group-help": () =>
    "check by hand what else may refuse: Cloud Firewall, the host's own firewall, a load balancer that calls itself (loopback), and ports that carriers block",

  "rules.nodes-differ": (cluster, nodes, count) =>
    `nodes of cluster ${cluster} do not share their security groups: ${nodes} ${Number(count) === 1 ? "differs" : "differ"}`,
  "rules.has-groups": (node, groups) => `${node} has ${groups}`,
  "rules.groups": () => "groups",
  "rules.groups-of": (groups, nodes) => `${groups}: ${nodes}`,
  "rules.without-groups": () => "no group",
  "rules.pods-move": (advice) => `${advice}: a pod may be moved to any of them`,
  "rules.bind-the-same": (cluster) =>
    `bind the same groups, in the same order, to every node of ${cluster}`,
  "rules.bind-as": (group, odd, usual) => `bind ${group} to ${odd}, as on ${usual}`,
  "rules.bind-in-order": (groups, odd, usual) =>
    `bind ${groups}, in this order, to ${odd}, as on ${usual}`,

  "rules.open": (sources, where, path) =>
    `${sources} can reach ${where}, which path "${path}" declares blocked`,
  "rules.partly-open": (sources, where, path) =>
    `${sources} can partly reach ${where}, which path "${path}" declares blocked`,
  "rules.where": (resource, service) => `${resource} on ${service}`,
  "rules.where-through": (resource, service, way) => `${resource} on ${service} through ${way}`,
  "rules.policy-admits": (index, what) => `policy ${nth(index)} admits ${what}`,
  "rules.entry-admits": (index, what) => `entry ${nth(index)} admits ${what}`,
  "rules.nothing-filters": () => "nothing filters here",
  "rules.declared-blocked": () => "declared blocked here",
  "rules.close-path": () =>
    "remove or narrow the policy that admits it, or declare `expect: reachable`",
  "rules.dropped-silently": () => "a time-out: the packets are dropped in silence",
  "rules.row": (sources, service) => `${sources} -> ${service}`,
  "rules.replies": (sources, service) => `replies to ${sources} on ${service}`,
  "rules.every-service": () => "every service",
  "rules.soft": () =>
    "these addresses are listed only until the vendor's upgrade, or look like a slip of its page: check the page before you open them",

  "rules.cannot-reach": (sources, target, service) =>
    `${sources} cannot reach ${target} on ${service}`,
  "rules.cannot-fully-reach": (sources, target, service) =>
    `${sources} cannot fully reach ${target} on ${service}`,
  "rules.through-acl": (clause, acl) => `${clause} through network ACL ${acl}`,
  "rules.some-replies": (target, service, sources) =>
    `some replies of ${target} (${service}) cannot reach ${sources}`,
  "rules.replies-cannot": (target, service, sources) =>
    `replies of ${target} (${service}) cannot reach ${sources}`,
  "rules.replies-cannot-fully": (target, service, sources) =>
    `replies of ${target} (${service}) cannot fully reach ${sources}`,
  "rules.policy-drops": (index, what) => `policy ${nth(index)} drops ${what}`,
  "rules.entry-drops": (direction, index, what) => `${direction} entry ${nth(index)} drops ${what}`,
  "rules.default-drops": (groups, what) =>
    `no policy of ${groups} admits ${what}: the default drops it`,
  "rules.acl-default-drops": (direction, acl, what) =>
    `no ${direction} entry of ${acl} admits ${what}: the default drops it`,
  "rules.to-replies": (what) => `replies to ${what}`,
  "rules.on-ports": (what, ports) => `${what} on ${ports}`,
  "rules.ranges": (touched, all, unit) => ` (${touched} of ${all} ${unit})`,
  "rules.ranges-partly": (touched, all, unit) => ` (${touched} of ${all} ${unit}, in part)`,
  "rules.ranges-some-partly": (touched, all, unit, partly) =>
    ` (${touched} of ${all} ${unit}, ${partly} of them in part)`,
  "rules.not-admitted": () => "not admitted",
  "rules.whole": (whole, all, unit) => `${whole} of ${all} ${unit} whole`,
  "rules.504": () => "504 Gateway Time-out",
  "rules.504-sometimes": () => "504 Gateway Time-out, for some calls",
  "rules.ranges-label": () => "ranges",
  "rules.published": (title, url) => `${title} (${url})`,
  "rules.published-on": (title, date, url) => `${title}, published table of ${date} (${url})`,
  "rules.note": () => "note",
  "rules.contradictions": (pages) =>
    `not every page of the vendor lists the missing ranges: ${pages}`,
  "rules.ephemeral": () => "replies go to ports 1024-65535; only some of them are refused",
  "rules.undecided": () => "not decided",
  "rules.undecided-why": (what, why) => `${what}: ${why}`,

  "rules.nobody": () => "nobody",
  "rules.plain-ranges": () => "ranges",
  "rules.gateway": () => "gateway",
  "rules.gateway-ranges": () => "gateway ranges",
  "rules.instance-ranges": () => "ranges of the dedicated instance",
  "rules.instance-egress": () => "egress addresses of the dedicated instance",
  "rules.gateway-vips": () => "gateway VIPs",
  "rules.clients": () => "clients",
  "rules.client-ranges": () => "client ranges",
  "rules.nodes": () => "nodes",
  "rules.internet": () => "the Internet",
  "rules.whole-internet": () => "the whole Internet",
  "rules.older-page": (what, ranges, url) => `the page on ${what} lists only ${ranges} (${url})`,
  "rules.no-clients": () => "no clients are declared",
  "rules.add-clients": () => "add `clients: [...]` to sglint.yaml, or pass --clients",
  "rules.no-node": (id) => `${id} has no node`,
  "rules.read-nodes": () => "read it again when it has nodes, or name their addresses in a path",
  "rules.no-egress": (id) => `${id} has no public address to call from`,
  "rules.allow-egress": () =>
    "let its dedicated instance call the Internet, or use a backend in a VPC",
  "rules.shared-has-no-nodes": (id) =>
    `${id} is declared as shared, and so has no addresses in a VPC`,
  "rules.write-nodes": (id) =>
    `write \`instance: { vpcSources: [...] }\` in ${id}, or a pack such as api-gateway.private in the path`,
  "rules.no-private-ranges": (product, region) =>
    `the private ranges of ${product} in ${region} are not known`,
  "rules.add-private-ranges": (product, region) =>
    `add them to sglint.yaml: ranges: [{ product: ${product}, regions: [{ id: ${region}, private: [...] }] }]`,
  "rules.no-public-vips": (product, region) =>
    `the public VIPs of ${product} in ${region} are not known`,
  "rules.add-public-vips": (product, region) =>
    `add them to sglint.yaml: ranges: [{ product: ${product}, regions: [{ id: ${region}, publicVips: [...] }] }]`,
  "rules.vips-in-part": (title, region) =>
    `the published VIPs of ${title} in ${region} are known only in part`,
  "rules.add-all-vips": (product, region) =>
    `read the whole list on the vendor's page and add it to sglint.yaml: ranges: [{ product: ${product}, regions: [{ id: ${region}, publicVips: [...] }] }]`,

  "rules.as-declared": () => "as declared",
  "rules.outside-unknown": (address, fact, remedy) =>
    `${address} is outside of the input, and ${fact}: ${remedy}`,
  "rules.outside": (address, vips) =>
    `${address} is outside of the input: its firewall must admit ${vips}`,
  "rules.outside-in-part": (address, vips, facts) =>
    `${address} is outside of the input: its firewall must admit ${vips} (the list is not complete: ${facts})`,
  "rules.test-public": () => "any machine on the public network",
  "rules.test-may-be-refused": () =>
    "the security groups may admit the gateway's VIPs only, and then refuse the tester",
  "rules.test-balancer": (balancer) =>
    `another CVM in the VPC of ${balancer}, against its private IP`,
  "rules.test-microservice": (id) => `another instance of the same namespace as ${id}`,
  "rules.test-any-microservice": () => "another instance of the same namespace as the microservice",
  "rules.test-instance": (id) => `another CVM in the same VPC as ${id}`,
  "rules.test-admitted": () => "make sure that the groups admit the machine you test from",
  "rules.test-proves-nothing": (resource) =>
    `the groups of ${resource} refuse every other machine of its VPC that the input knows, so a failing test proves nothing`,
});
