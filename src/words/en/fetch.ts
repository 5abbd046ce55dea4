// Sentences of src/load/fetch, by key.
import { counted, sentences } from "../sentences.ts";

export const fetch = sentences({
  "fetch.twice": (others, account, regions, file) =>
    `this and ${others} are snapshots of account ${account} in ${regions}; name the one that counts: \`sglint check ${file}\``,
  // Why a call had no answer.
  "fetch.interrupted": () => "the fetch was interrupted",
  "fetch.out-of-time": () => "the time for the whole fetch was up",
  "fetch.too-slow": (seconds) => `no answer within ${seconds} s`,
  "fetch.no-reason": () => "no reason given",
  "fetch.no-json": () =>
    "the answer is not the JSON of this API; is there a proxy or a login page between?",
  "fetch.too-long": () =>
    "the answer is longer than any of this API; is there something else between?",
  "fetch.not-its-form": () => "the answer is not of this API's form",
  "fetch.redirected": (host) => `redirected to ${host}, which is not asked`,
  "fetch.code-timeout": () => "timeout",
  "fetch.code-unresolved": () => "unknown host",
  "fetch.code-untrusted": () => "untrusted certificate",
  "fetch.code-network": () => "no connection",
  "fetch.code-malformed": () => "unreadable answer",
  "fetch.code-refused": () => "redirection",

  // Lists that do not fit together.
  "fetch.lists-fewer": (count, total) => `lists ${count} of ${total}`,
  "fetch.lists-unsteadily": (count) => `lists ${count} and changed each time it was read`,
  "fetch.read-until-it-fitted": (call, region) =>
    `${call} of ${region}: the list changed while it was read; it was read again until it fitted`,
  "fetch.never-fitted": (call, region, lists) =>
    `${call} of ${region}: the list changed while it was read; it ${lists}`,

  // Credentials and endpoints.
  "fetch.environment": () => "environment variables",
  "fetch.section": (path, profile) => `${path} [${profile}]`,
  "fetch.not-set": (...names) => `environment: ${names.join(" and ")} not set`,
  "fetch.file-unread": (path, why) => `${path}: ${why}`,
  "fetch.no-section": (path, profile) => `${path}: no section [${profile}]`,
  "fetch.section-lacks-keys": (path, profile) =>
    `${path}: [${profile}] lacks secret_id or secret_key`,
  "fetch.not-tccli": (path) => `${path}: not the JSON that tccli writes`,
  "fetch.tccli-lacks-keys": (path) => `${path}: lacks secretId or secretKey`,
  "fetch.no-role": () => "the metadata service of CVM names no role of this machine",
  "fetch.role-without-keys": (role) =>
    `the metadata service gave no credentials for the role "${role}"`,
  "fetch.no-pod": (...names) => `${names.join(", ")} not set: is this a TKE pod?`,
  "fetch.no-token": (path) => `the token file ${path} cannot be read`,
  "fetch.pod-without-keys": () => "STS gave no credentials for this pod's role",
  "fetch.pod-refused": (code) => `STS gave no credentials for this pod's role: ${code}`,
  "fetch.endpoint-no-url": () => "is no URL; expected http://HOST:PORT or https://HOST",
  "fetch.endpoint-protocol": (protocol) =>
    `starts with ${protocol}//; expected http://HOST:PORT or https://HOST`,
  "fetch.endpoint-password": () => "holds a password; expected http://HOST:PORT or https://HOST",
  "fetch.endpoint-path": () =>
    'names a path, and every call goes to "/"; expected http://HOST:PORT or https://HOST',

  // Fetches that are taken up again.
  "fetch.account-changed": (call, region) =>
    `the account changed between two sittings: ${call} of ${region} is answered otherwise today, and was read again`,
  "fetch.of-an-earlier-sitting": (call, region, count) =>
    `${call} of ${region}: ${counted(count, "answer is", "answers are")} of an earlier sitting; others of it were asked again, and none had changed`,
  "fetch.no-journal": () => "it is no journal of sglint; delete it to start anew",
  "fetch.other-journal": (version) =>
    `another version of sglint wrote it (format ${version}); delete it to start anew`,
  "fetch.empty-journal": () => "it is empty; delete it to start anew",
  "fetch.no-snapshot": () => "it is no snapshot; leave --resume out to write another file",
  "fetch.is-redacted": () =>
    "it is redacted: its ids are aliases that no call knows; fetch again without --resume",
  "fetch.is-complete": () => "it is complete; leave --resume out to read the account again",

  // What a snapshot lacks, and why.
  "fetch.denied": (call, code) => `${call} is not permitted (${code})`,
  "fetch.unavailable": (call, code) => `${call} is not available (${code})`,
  "fetch.gone": (call, code) => `${call} found nothing any more (${code})`,
  "fetch.throttled": (call, code) => `${call} was throttled all the time (${code})`,
  "fetch.unanswered": (call, code) => `${call} was not answered in time (${code})`,
  "fetch.failed": (call, code) => `${call} failed (${code})`,
  "fetch.incomplete": (call, lists) => `${call} ${lists}`,
  "fetch.tells-nothing": (key) => `answered without ${key}`,
  "fetch.lists-nameless": (count, id) => `lists ${counted(count, "element")} without ${id}`,
  "fetch.unasked": (call) => `${call} was not asked: the fetch ended early`,
  "fetch.permit": (call) =>
    `permit ${call} (\`sglint fetch --print-policy\` prints the whole policy), then fetch again with --resume`,
  "fetch.declare": () => "declare what it would tell in a definitions file or in sglint.yaml",
  "fetch.resume": () => "fetch again with --resume",
  "fetch.about": (clause, ...ids) => `${clause} for ${ids.join(", ")}`,
  "fetch.about-more": (clause, more, ...ids) => `${clause} for ${ids.join(", ")} and ${more} more`,
  "fetch.failure": (clause, region, said, remedy) =>
    `${clause} in ${region}: ${said}; what it would tell is unknown: ${remedy}`,
  "fetch.with-request": (said, request) => `${said} (request id ${request})`,
  "fetch.passed-over": (service, region, clause) =>
    `${service} in ${region} was passed over, as ${clause}: it is withdrawn, not activated, or not in this region`,
  "fetch.cut-off": (call, region, lists) =>
    `${call} of ${region} ${lists}: the rest is unknown; fetch again with --resume`,
  "fetch.pending": (call, region, left, asked) =>
    `${call} of ${region} was not asked for ${left} of ${asked}: the fetch ended early; fetch again with --resume`,
  "fetch.unknown-is": (what, noun, id, clause) =>
    `the ${what} of ${noun} ${id} is unknown: ${clause}`,
  "fetch.unknown-are": (what, noun, id, clause) =>
    `the ${what} of ${noun} ${id} are unknown: ${clause}`,

  // The file.
  "fetch.newer-format": (version, most) =>
    `this snapshot has format ${version}, and this sglint reads up to ${most}; update sglint, or fetch again`,
  "fetch.no-regions": () => '"regions" is empty; fetch again',
  "fetch.silent-region": (region) =>
    `not one call of ${region} was answered: there is no such region, or the account may not use it; correct --region and fetch again`,
  "fetch.foreign-region": (region, count, ...named) =>
    `the answer is of "${region}", and the header names ${named.join(", ") || "no region"}: ${counted(count, "answer is", "answers are")} not read; fetch again`,
  "fetch.miscounted": (call, region, found, due) =>
    `${call} of ${region}: the header counts ${counted(due, "answer")}, and the file holds ${found}; it was changed after the fetch; fetch again`,
  "fetch.unexplained": () =>
    "the header says that the snapshot is not complete, and nothing in it says why; fetch again",
  "fetch.an-account": () => "an account",
  "fetch.account": (id) => `account ${id}`,
  "fetch.holds": (file, whose, start, end, ...regions) =>
    `${file} holds ${whose} in ${regions.join(", ")}, read from ${start} to ${end}`,
  "fetch.holds-sittings": (file, whose, start, end, sittings, ...regions) =>
    `${file} holds ${whose} in ${regions.join(", ")}, read in ${counted(sittings, "sitting")} from ${start} to ${end}`,
  "fetch.whole-members": (region, file) =>
    `The members of the security groups of ${region} are the CVMs and network interfaces in ${file}: the credentials of the fetch could see all of them.`,
  "fetch.no-gateway": (why) =>
    `no gateway was read: ${why}; gateways and paths of sglint.yaml or definitions are judged against the snapshot`,
  "fetch.no-service": (...regions) =>
    `${regions.join(", ")} ${regions.length === 1 ? "has" : "have"} no API Gateway service to judge`,
});
