// Every function by the rule of its page in Terraform's documentation. The expected values are those of the
// documentation's examples and of Terraform 1.11 itself.
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { isError, valueOf } from "./hcl-values.ts";

interface Rule {
  readonly name: string;
  /** What the documentation says of it. */
  readonly rule: string;
  readonly cases: readonly (readonly [expression: string, value: unknown])[];
  readonly errors?: readonly string[];
}

const RULES: readonly Rule[] = [
  {
    name: "abs",
    rule: "absolute value",
    cases: [["abs(-3)", 3]],
    errors: ['abs("x")'],
  },
  {
    name: "ceil",
    rule: "closest whole number that is greater or equal",
    cases: [
      ["ceil(1.2)", 2],
      ["ceil(-0.5)", 0],
    ],
  },
  {
    name: "floor",
    rule: "closest whole number that is less or equal",
    cases: [["floor(-1.2)", -2]],
  },
  {
    name: "log",
    rule: "logarithm in a base",
    cases: [["log(8,2)", 3]],
  },
  {
    name: "max",
    rule: "greatest of its numbers; a list is spread with ...",
    cases: [
      ["max(1,5,3)", 5],
      ["max([1,5]...)", 5],
    ],
  },
  {
    name: "min",
    rule: "smallest of its numbers",
    cases: [["min(1,5,3)", 1]],
  },
  {
    name: "parseint",
    rule: "text in a base from 2 to 62 as a whole number",
    cases: [
      ['parseint("ff",16)', 255],
      ['parseint("-10",2)', -2],
      ['parseint("zz",36)', 1295],
    ],
  },
  {
    name: "pow",
    rule: "first number raised to the second",
    cases: [["pow(2,10)", 1024]],
  },
  {
    name: "signum",
    rule: "-1, 0 or 1 for the sign",
    cases: [
      ["signum(-9)", -1],
      ["signum(0)", 0],
    ],
  },
  {
    name: "sum",
    rule: "sum of a list",
    cases: [["sum([1,2,3.5])", 6.5]],
  },
  {
    name: "range",
    rule: "start inclusive, limit exclusive, step 1 or -1 unless given",
    cases: [
      ["range(3)", [0, 1, 2]],
      ["range(1,4)", [1, 2, 3]],
      ["range(1,8,2)", [1, 3, 5, 7]],
      ["range(4,1)", [4, 3, 2]],
      ["range(10,5,-2)", [10, 8, 6]],
      ["range(0)", []],
      ["range(0,1,0.5)", [0, 0.5]],
    ],
  },
  {
    name: "chomp",
    rule: "removes newlines at the end",
    cases: [[String.raw`chomp("a\n\n")`, "a"]],
  },
  {
    name: "endswith",
    rule: "whether the text ends with the suffix",
    cases: [['endswith("hello","lo")', true]],
  },
  {
    name: "startswith",
    rule: "whether the text starts with the prefix",
    cases: [
      ['startswith("hello","he")', true],
      ['startswith("a","")', true],
    ],
  },
  {
    name: "format",
    rule: "verbs, width and precision as in the specification syntax",
    cases: [
      ['format("Hello, %s!", "A")', "Hello, A!"],
      ['format("%d %05d %x %X %b %o", 42, 42, 255, 255, 5, 8)', "42 00042 ff FF 101 10"],
      [
        'format("%.2f|%8.3f|%-8s|%8s|", 3.14159, 3.14159, "ab", "cd")',
        "3.14|   3.142|ab      |      cd|",
      ],
      ['format("%v %v %v %v", 1, "a", true, [1,"b"])', '1 a true [1,"b"]'],
      ['format("%q %#v", "x", "y")', '"x" "y"'],
      ['format("%t", true)', "true"],
      ['format("%%")', "%"],
      ['format("%s", 1.5)', "1.5"],
      ['format("%e", 123456)', "1.234560e+05"],
      ['format("%g", 0.1)', "0.1"],
      ['format("%+d", 3)', "+3"],
      ['format("%[2]s %[1]s", "a", "b")', "b a"],
      ['format("%5d|%-5d|%5s", 1, 2, "中")', "    1|2    |    中"],
      ['format("%05.1f", 3.14159)', "003.1"],
      ['format("%3d%%", 50)', " 50%"],
    ],
    errors: ['format("%s %s","a")', 'format("%s","a","b")'],
  },
  {
    name: "formatlist",
    rule: "one text per element; single values are repeated",
    cases: [
      ['formatlist("%s-%s", ["a","b"], "x")', ["a-x", "b-x"]],
      ['formatlist("%s", ["a"])', ["a"]],
    ],
  },
  {
    name: "indent",
    rule: "spaces before all lines but the first",
    cases: [[String.raw`indent(2,"a\nb")`, "a\n  b"]],
  },
  {
    name: "join",
    rule: "elements with the separator between",
    cases: [
      ['join(",",["a","b"])', "a,b"],
      ['join("-",[1,2])', "1-2"],
      ['join(",", toset(["b","a"]))', "a,b"],
    ],
    errors: ['join(",", ["a", null])'],
  },
  {
    name: "lower",
    rule: "all letters to lower case",
    cases: [
      ['lower("ABC")', "abc"],
      ['lower("ÄÖ")', "äö"],
      ['lower("ΟΔΟΣ \u0130")', "οδοσ i"],
    ],
  },
  {
    name: "upper",
    rule: "all letters to upper case",
    cases: [
      ['upper("abc")', "ABC"],
      ['upper("groß \u1f80\u1fb3 ﬁ")', "GROß \u1f88\u1fbc ﬁ"],
    ],
    errors: ["upper(null)"],
  },
  {
    name: "title",
    rule: "first letter of each word to upper case",
    cases: [
      ['title("hello world-foo bar_baz")', "Hello World-Foo Bar_baz"],
      ['title("élan vital")', "Élan Vital"],
      [`title("it's a.b 3rd")`, "It'S A.B 3rd"],
      ['title("a’b a—b a·b a\u00a0b")', "A’b A—b A·b A\u00a0B"],
      ['title("ǆ ß ა")', "ǅ ß ა"],
    ],
  },
  {
    name: "regex",
    rule: "whole match; list of groups; map of named groups; no match is an error",
    cases: [
      ['regex("[a-z]+","53453453.345345aaabbbccc23454")', "aaabbbccc"],
      [String.raw`regex("(\\d\\d\\d\\d)-(\\d\\d)-(\\d\\d)","2019-02-01")`, ["2019", "02", "01"]],
      [
        'regex("^(?:(?P<scheme>[^:/?#]+):)?(?://(?P<authority>[^/?#]*))?","https://terraform.io/docs/")',
        { authority: "terraform.io", scheme: "https" },
      ],
      ['regex("(a|b)+c","ababc")', ["b"]],
      ['regex("a.c","abc")', "abc"],
      ['regex("(?i)ABC","abc")', "abc"],
      ['regex("[[:digit:]]+","ab12")', "12"],
    ],
  },
  {
    name: "regexall",
    rule: "list of all matches, empty where there is none",
    cases: [
      ['regexall("[a-z]+","1234abcd5678efgh9")', ["abcd", "efgh"]],
      ['regexall("[a-z]+","123456789")', []],
      [
        String.raw`regexall("(\\w)(\\d)","a1b2")`,
        [
          ["a", "1"],
          ["b", "2"],
        ],
      ],
    ],
  },
  {
    name: "can",
    rule: "false where the expression is an error",
    cases: [
      ['can(regex("^[a-z]+$","ABC"))', false],
      ["can(1)", true],
      ["can({}.a)", false],
      ['can(regex("z","abc"))', false],
    ],
  },
  {
    name: "replace",
    rule: "every occurrence; a pattern between slashes is a regular expression with $1",
    cases: [
      ['replace("1 + 2 + 3","+","-")', "1 - 2 - 3"],
      ['replace("hello world","/w.*d/","everybody")', "hello everybody"],
      [String.raw`replace("foo-bar","/(\\w+)-(\\w+)/","$2-$1")`, "bar-foo"],
      ['replace("foo-bar","/(\\\\w+)-(\\\\w+)/","$${2}x")', "barx"],
      ['replace("aaa","","-")', "-a-a-a-"],
    ],
  },
  {
    name: "split",
    rule: "list of the parts; an empty text is one part",
    cases: [
      ['split(",","a,b,c")', ["a", "b", "c"]],
      ['split(",","")', [""]],
      ['split("","abc")', ["a", "b", "c"]],
      ['split("ab","")', [""]],
    ],
  },
  {
    name: "strcontains",
    rule: "whether a text is inside",
    cases: [['strcontains("abc","b")', true]],
  },
  {
    name: "strrev",
    rule: "letters in reverse order",
    cases: [['strrev("hello")', "olleh"]],
  },
  {
    name: "substr",
    rule: "offset and length in characters; negative offset from the end, -1 for the rest",
    cases: [
      ['substr("hello world",1,4)', "ello"],
      ['substr("hello",-3,-1)', "llo"],
      ['substr("hello",1,-1)', "ello"],
      ['substr("héllo",0,2)', "hé"],
    ],
  },
  {
    name: "trim",
    rule: "removes characters of the set from both ends",
    cases: [
      ['trim("?!hello?!","!?")', "hello"],
      ['trim("aaa","a")', ""],
    ],
  },
  {
    name: "trimprefix",
    rule: "removes the prefix where it is there",
    cases: [
      ['trimprefix("helloworld","hello")', "world"],
      ['trimprefix("a","")', "a"],
    ],
  },
  {
    name: "trimsuffix",
    rule: "removes the suffix where it is there",
    cases: [['trimsuffix("helloworld","world")', "hello"]],
  },
  {
    name: "trimspace",
    rule: "removes white space from both ends",
    cases: [
      [String.raw`trimspace("  a b \n")`, "a b"],
      [String.raw`trimspace("\t中 ")`, "中"],
    ],
  },
  {
    name: "alltrue",
    rule: "true for an empty list, or when all are true",
    cases: [
      ['alltrue([true,"true"])', true],
      ["alltrue([])", true],
      ["alltrue([true,false])", false],
      ["alltrue([null])", false],
    ],
  },
  {
    name: "anytrue",
    rule: "false for an empty list, true when any is",
    cases: [
      ["anytrue([false,true])", true],
      ["anytrue([])", false],
      ["anytrue([null])", false],
    ],
  },
  {
    name: "chunklist",
    rule: "chunks of a size; 0 makes one chunk",
    cases: [
      ['chunklist(["a","b","c"],2)', [["a", "b"], ["c"]]],
      ['chunklist(["a","b"],0)', [["a", "b"]]],
      ["chunklist([],2)", []],
    ],
  },
  {
    name: "coalesce",
    rule: "first that is neither null nor empty, in the common type",
    cases: [
      ['coalesce("","b")', "b"],
      ["coalesce(null,2)", 2],
      ['coalesce("",null,"x")', "x"],
      ['coalesce(1,"a")', "1"],
    ],
  },
  {
    name: "coalescelist",
    rule: "first list that is not empty",
    cases: [['coalescelist([],["a"])', ["a"]]],
  },
  {
    name: "compact",
    rule: "without null and empty texts",
    cases: [
      ['compact(["a","",null,"b"])', ["a", "b"]],
      ["compact([])", []],
    ],
  },
  {
    name: "concat",
    rule: "lists to one list",
    cases: [['concat(["a"],["b","c"],[])', ["a", "b", "c"]]],
    errors: ['concat([1],toset(["a"]))'],
  },
  {
    name: "contains",
    rule: "whether the value is an element",
    cases: [
      ['contains(["a","b"],"b")', true],
      ["contains([1,2],3)", false],
      ['contains(["1"], 1)', false],
    ],
  },
  {
    name: "distinct",
    rule: "first of equal elements, in order",
    cases: [
      ['distinct(["a","b","a"])', ["a", "b"]],
      ['distinct([1,"1"])', ["1"]],
      ["distinct([[1],[1]])", [[1]]],
    ],
  },
  {
    name: "element",
    rule: "wraps around at the end of the list",
    cases: [
      ['element(["a","b","c"],1)', "b"],
      ['element(["a","b","c"],3)', "a"],
    ],
    errors: ["element([], 0)"],
  },
  {
    name: "flatten",
    rule: "nested lists to one flat list, at any depth",
    cases: [
      ['flatten([["a","b"],[],["c",["d"]]])', ["a", "b", "c", "d"]],
      [
        'flatten([for k, v in {x=["1","2"]} : [for p in v : {k=k,p=p}]])',
        [
          { k: "x", p: "1" },
          { k: "x", p: "2" },
        ],
      ],
    ],
  },
  {
    name: "index",
    rule: "index of the element; an error where there is none",
    cases: [['index(["a","b"],"b")', 1]],
    errors: ['index([1,2],"2")'],
  },
  {
    name: "keys",
    rule: "keys in lexicographical order",
    cases: [
      ["keys({b=1,a=2})", ["a", "b"]],
      ["keys({})", []],
    ],
  },
  {
    name: "values",
    rule: "values in the order of keys",
    cases: [
      ["values({b=1,a=2})", [2, 1]],
      ["values({})", []],
    ],
  },
  {
    name: "length",
    rule: "elements, keys, or characters",
    cases: [
      ["length([1,2])", 2],
      ["length({a=1})", 1],
      ['length("中文é")', 3],
      ['length("")', 0],
      ['length(toset(["a","a"]))', 1],
    ],
    errors: ["length(null)"],
  },
  {
    name: "lookup",
    rule: "value of the key, else the default",
    cases: [
      ['lookup({a="x"},"a","d")', "x"],
      ['lookup({a="x"},"z","d")', "d"],
      ['lookup({a={b=1}}, "a", null).b', 1],
      ['lookup({},"a","b")', "b"],
    ],
    errors: ['lookup({a=1},"b")'],
  },
  {
    name: "matchkeys",
    rule: "values whose key at the same index is wanted",
    cases: [
      ['matchkeys(["i-1","i-2","i-3"],["a","b","a"],["a"])', ["i-1", "i-3"]],
      ['matchkeys([],[],["a"])', []],
    ],
  },
  {
    name: "merge",
    rule: "later maps win; null is skipped",
    cases: [
      ["merge({a=1,b=2},{b=3})", { a: 1, b: 3 }],
      ["merge({a=1},null)", { a: 1 }],
      ['merge({a=1},{a="x"})', { a: "x" }],
    ],
  },
  {
    name: "one",
    rule: "null for none, the element for one",
    cases: [
      ["one([])", null],
      ['one(["x"])', "x"],
      ['one(toset(["x"]))', "x"],
    ],
  },
  {
    name: "reverse",
    rule: "elements in reverse order",
    cases: [["reverse([1,2,3])", [3, 2, 1]]],
  },
  {
    name: "setintersection",
    rule: "elements that all sets have",
    cases: [['setintersection(["a","b"],["b","c"])', ["b"]]],
  },
  {
    name: "setproduct",
    rule: "all combinations, in order for lists",
    cases: [
      [
        'setproduct(["a","b"],[1,2])',
        [
          ["a", 1],
          ["a", 2],
          ["b", 1],
          ["b", 2],
        ],
      ],
      [
        'setproduct(toset(["a","b"]),toset(["x"]))',
        [
          ["a", "x"],
          ["b", "x"],
        ],
      ],
    ],
  },
  {
    name: "setsubtract",
    rule: "elements of the first that the second lacks",
    cases: [['setsubtract(["a","b","c"],["a","c"])', ["b"]]],
  },
  {
    name: "setunion",
    rule: "elements of any set",
    cases: [['setunion(["a"],["c","b"])', ["a", "b", "c"]]],
    errors: ["setunion()"],
  },
  {
    name: "slice",
    rule: "start inclusive, end exclusive",
    cases: [
      ['slice(["a","b","c"],1,2)', ["b"]],
      ["slice([1,2,3],0,3)", [1, 2, 3]],
    ],
  },
  {
    name: "sort",
    rule: "texts in lexicographical order",
    cases: [
      ['sort(["b","a","C"])', ["C", "a", "b"]],
      ["sort([3,10,2])", ["10", "2", "3"]],
    ],
  },
  {
    name: "transpose",
    rule: "swaps keys and values of a map of lists",
    cases: [['transpose({a=["1","2"],b=["2"]})', { "1": ["a"], "2": ["a", "b"] }]],
  },
  {
    name: "zipmap",
    rule: "keys and values to a map",
    cases: [
      ['zipmap(["a","b"],[1,2])', { a: 1, b: 2 }],
      ["zipmap([],[])", {}],
    ],
  },
  {
    name: "base64encode",
    rule: "Base64 of the UTF-8 bytes",
    cases: [['base64encode("Hello 中")', "SGVsbG8g5Lit"]],
  },
  {
    name: "base64decode",
    rule: "text of Base64",
    cases: [['base64decode("SGVsbG8=")', "Hello"]],
  },
  {
    name: "jsonencode",
    rule: "JSON with sorted keys and escaped <, > and &",
    cases: [
      ['jsonencode({b=[1,"<&>"],a=null})', '{"a":null,"b":[1,"\\u003c\\u0026\\u003e"]}'],
      [String.raw`jsonencode("a\u2028b")`, '"a\\u2028b"'],
      ["jsonencode(1.10)", "1.1"],
      ["jsonencode([])", "[]"],
    ],
  },
  {
    name: "jsondecode",
    rule: "value of JSON",
    cases: [
      [String.raw`jsondecode("{\"a\":[1,true,null,1.5]}")`, { a: [1, true, null, 1.5] }],
      ['jsondecode("1")', 1],
    ],
  },
  {
    name: "yamldecode",
    rule: "value of YAML with the old words for bool",
    cases: [
      [
        String.raw`yamldecode("a: 1\nb: [x, y]\nc: on\nd: 0o17\ne: ~")`,
        { a: 1, b: ["x", true], c: true, d: 15, e: null },
      ],
    ],
  },
  {
    name: "csvdecode",
    rule: "one map per line",
    cases: [
      [
        String.raw`csvdecode("a,b\n1,2\n3,4")`,
        [
          { a: "1", b: "2" },
          { a: "3", b: "4" },
        ],
      ],
    ],
  },
  {
    name: "urlencode",
    rule: "URL encoding, + for a space",
    cases: [['urlencode("a b&c=中!*()~\'")', "a+b%26c%3D%E4%B8%AD%21%2A%28%29~%27"]],
  },
  {
    name: "md5",
    rule: "hexadecimal digest",
    cases: [['md5("hello")', "5d41402abc4b2a76b9719d911017c592"]],
  },
  {
    name: "sha1",
    rule: "hexadecimal digest",
    cases: [['sha1("hello")', "aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d"]],
  },
  {
    name: "sha256",
    rule: "hexadecimal digest",
    cases: [
      ['sha256("hello")', "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"],
    ],
  },
  {
    name: "base64sha256",
    rule: "digest in Base64",
    cases: [['base64sha256("hello")', "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ="]],
  },
  {
    name: "cidrhost",
    rule: "address of a host number; negative from the end",
    cases: [
      ['cidrhost("10.12.127.0/20",16)', "10.12.112.16"],
      ['cidrhost("10.12.127.0/20",-1)', "10.12.127.255"],
      ['cidrhost("fd00:fd12:3456:7890:00a2::/72",34)', "fd00:fd12:3456:7890::22"],
      ['cidrhost("10.0.0.0/8",256)', "10.0.1.0"],
    ],
    errors: ['cidrhost("10.0.0.5/33",1)'],
  },
  {
    name: "cidrnetmask",
    rule: "mask of an IPv4 prefix",
    cases: [['cidrnetmask("172.16.0.0/12")', "255.240.0.0"]],
  },
  {
    name: "cidrsubnet",
    rule: "network of a number with more bits",
    cases: [
      ['cidrsubnet("172.16.0.0/12",4,2)', "172.18.0.0/16"],
      ['cidrsubnet("10.1.2.0/24",4,15)', "10.1.2.240/28"],
      ['cidrsubnet("fd00:fd12:3456:7890::/56",16,162)', "fd00:fd12:3456:7800:a200::/72"],
    ],
    errors: ['cidrsubnet("10.0.0.0/8",8,256)'],
  },
  {
    name: "cidrsubnets",
    rule: "consecutive networks with more bits each",
    cases: [
      [
        'cidrsubnets("10.1.0.0/16",4,4,8,4)',
        ["10.1.0.0/20", "10.1.16.0/20", "10.1.32.0/24", "10.1.48.0/20"],
      ],
      ['cidrsubnets("fd00::/8",8,8)', ["fd00::/16", "fd01::/16"]],
    ],
  },
  {
    name: "try",
    rule: "first argument without an error",
    cases: [
      ['try({}.a,"x")', "x"],
      ['try(["a"][5],"x")', "x"],
    ],
  },
  {
    name: "tobool",
    rule: "true and false as texts, null stays",
    cases: [
      ['tobool("true")', true],
      ["tobool(null)", null],
    ],
    errors: ['tobool("yes")'],
  },
  {
    name: "tolist",
    rule: "elements of one type",
    cases: [
      ['tolist(["a",1])', ["a", "1"]],
      ['tolist(toset(["b","a"]))', ["a", "b"]],
    ],
  },
  {
    name: "tomap",
    rule: "values of one type",
    cases: [['tomap({a=1,b="x"})', { a: "1", b: "x" }]],
  },
  {
    name: "tonumber",
    rule: "decimal texts",
    cases: [
      ['tonumber("1.5")', 1.5],
      ['tonumber("1e3")', 1000],
    ],
    errors: ['tonumber(" 1")', 'tonumber("0x10")'],
  },
  {
    name: "toset",
    rule: "no element twice, in order",
    cases: [
      ['toset(["c","b","b"])', ["b", "c"]],
      ["toset([3,1,2])", [1, 2, 3]],
      ["toset([]) ", []],
    ],
  },
  {
    name: "tostring",
    rule: "shortest decimal digits",
    cases: [
      ["tostring(1.50)", "1.5"],
      ["tostring(true)", "true"],
      ["tostring(10000000000000000000000)", "10000000000000000000000"],
      ["tostring(0.1)", "0.1"],
      ["tostring(null)", null],
    ],
  },
  {
    name: "basename",
    rule: "last part of a path",
    cases: [
      ['basename("foo/bar.txt")', "bar.txt"],
      ['basename("foo/")', "foo"],
    ],
  },
  {
    name: "dirname",
    rule: "path without its last part",
    cases: [
      ['dirname("foo/bar/baz.txt")', "foo/bar"],
      ['dirname("foo")', "."],
      ['dirname("/foo")', "/"],
    ],
  },
  {
    name: "yamlencode",
    rule: "keys sorted and quoted, sequences in a mapping not indented",
    cases: [
      [
        'yamlencode({ b = ["x", 2], a = null, c = {}, d = [] })',
        '"a": null\n"b":\n- "x"\n- 2\n"c": {}\n"d": []\n',
      ],
      ["yamlencode([[1, { k = true, l = 2 }]])", '- - 1\n  - "k": true\n    "l": 2\n'],
      ['yamlencode("a\\nb")', "|-\n  a\n  b\n"],
      ['yamlencode({ t = "a\\nb\\n", u = "x\\n\\n" })', '"t": |\n  a\n  b\n"u": |+\n  x\n\n...\n'],
      ['yamlencode({ t = " a\\nb" })', '"t": |2-\n   a\n  b\n'],
      ['yamlencode("a \\nb")', '"a \\nb"\n'],
      ["yamlencode(true)", "true\n...\n"],
      ['yamlencode("")', '""\n'],
      [
        String.raw`yamlencode("tab\t \"q\" \u00e9 \U0001f600")`,
        '"tab\\t \\"q\\" \u00e9 \\U0001F600"\n',
      ],
      ['yamlencode({ "a\\nb" = 1 })', "? |-\n  a\n  b\n: 1\n"],
      [
        `yamlencode({ k = "${"word ".repeat(18)}end" })`,
        `"k": "${"word ".repeat(15)}word\n  word word end"\n`,
      ],
      ['yamldecode(yamlencode([{ cidr = "10.0.0.0/8", port = "22" }]))[0].port', "22"],
    ],
  },
  {
    name: "yamldecode",
    rule: "of the old forms, only words for true and false; what comes later wins",
    cases: [
      [String.raw`yamldecode("a: &x {p: 1, q: 2}\nb:\n  p: 3\n  <<: *x")["b"]`, { p: 1, q: 2 }],
      [
        String.raw`yamldecode("[2024-01-02, 0x1F, 017, 1_000, '5', .5, +3, off]")`,
        ["2024-01-02T00:00:00Z", 31, 17, "1_000", "5", 0.5, 3, false],
      ],
      [String.raw`yamldecode("a: 1\na: 2")`, { a: 2 }],
      ['yamldecode("!!str 5")', "5"],
      ['yamldecode("")', null],
    ],
    errors: [
      'yamldecode("!x 1")',
      'yamldecode("[.nan]")',
      'yamldecode("&a [*a]")',
      String.raw`yamldecode("1\n---\n2")`,
    ],
  },
  {
    name: "textencodebase64",
    rule: "the bytes of a text in an encoding of IANA",
    cases: [
      ['textencodebase64("Hello World", "UTF-16LE")', "SABlAGwAbABvACAAVwBvAHIAbABkAA=="],
      ['textdecodebase64("SABlAGwAbABvACAAVwBvAHIAbABkAA==", "UTF-16LE")', "Hello World"],
      ['textencodebase64("\u00e9", "ISO-8859-1")', "6Q=="],
      ['textencodebase64("a", "UTF-16")', "/v8AYQ=="],
      ['textdecodebase64("AGE=", "utf-16be")', "a"],
    ],
    errors: [
      'textencodebase64("\u20ac", "ISO-8859-1")',
      'textdecodebase64("/w==", "UTF-8")',
      'textdecodebase64("AGE", "UTF-16BE")',
    ],
  },
  {
    name: "base64decode",
    rule: "only UTF-8; line ends do not count",
    cases: [[String.raw`base64decode("YW\nI=")`, "ab"]],
    errors: ['base64decode("/w==")'],
  },
  {
    name: "base64gunzip",
    rule: "what gzip had packed",
    cases: [[`base64gunzip("${gzipSync("10.0.0.0/8").toString("base64")}")`, "10.0.0.0/8"]],
    errors: ['base64gunzip("YWI=")'],
  },
  {
    name: "timecmp",
    rule: "-1, 0 or 1, whatever the offsets",
    cases: [
      ['timecmp("2017-11-22T00:00:00Z", "2017-11-22T00:00:00Z")', 0],
      ['timecmp("2017-11-22T00:00:00Z", "2017-11-22T01:00:00Z")', -1],
      ['timecmp("2017-11-22T01:00:00Z", "2017-11-22T00:00:00-01:00")', 0],
      ['timecmp("2017-11-22T01:00:00.5Z", "2017-11-22T01:00:00Z")', 1],
      ['timecmp("2017-11-22T01:00:00,5Z", "2017-11-22T01:00:00.50Z")', 0],
      ['timecmp("2017-11-22T1:00:00Z", "2017-11-22T01:00:00+00:00")', 0],
    ],
    errors: [
      'timecmp("2017-02-29T00:00:00Z", "2017-11-22T00:00:00Z")',
      'timecmp("2017-11-22", "")',
      'timecmp("2017-11-22T01:00:00,Z", "2017-11-22T01:00:00Z")',
      'timecmp("2017-11-22t01:00:00z", "2017-11-22T01:00:00Z")',
    ],
  },
  {
    name: "timeadd",
    rule: "a duration later, at the same offset",
    cases: [
      ['timeadd("2017-11-22T00:00:00Z", "10m")', "2017-11-22T00:10:00Z"],
      ['timeadd("2017-12-31T23:30:00+08:00", "1h30m0.5s")', "2018-01-01T01:00:00+08:00"],
      ['timeadd("2016-03-01T00:00:00Z", "-24h")', "2016-02-29T00:00:00Z"],
    ],
    errors: [
      'timeadd("2017-11-22T00:00:00Z", "1d")',
      'timeadd("2017-11-22T00:00:00Z", "9999999h")',
    ],
  },
  {
    name: "formatdate",
    rule: "letters stand for parts of a time, quotes for themselves",
    cases: [
      ['formatdate("DD MMM YYYY hh:mm ZZZ", "2018-01-02T23:12:01Z")', "02 Jan 2018 23:12 UTC"],
      [
        'formatdate("EEEE, DD-MMM-YY hh:mm:ss ZZZ", "2018-01-02T23:12:01Z")',
        "Tuesday, 02-Jan-18 23:12:01 UTC",
      ],
      [
        'formatdate("EEE, DD MMM YYYY hh:mm:ss ZZZ", "2018-01-02T23:12:01-08:00")',
        "Tue, 02 Jan 2018 23:12:01 -0800",
      ],
      ['formatdate("MMM DD, YYYY", "2018-01-02T23:12:01Z")', "Jan 02, 2018"],
      ['formatdate("HH:mmaa", "2018-01-02T23:12:01Z")', "11:12pm"],
      [`formatdate("h'h'm'm' 'it''s'", "2018-01-02T23:12:01Z")`, "23h12m it's"],
    ],
    errors: [
      'formatdate("YYY", "2018-01-02T23:12:01Z")',
      `formatdate("'x", "2018-01-02T23:12:01Z")`,
    ],
  },
  {
    name: "cidrcontains",
    rule: "whether an address or a network lies in another",
    cases: [
      ['cidrcontains("192.168.2.0/20", "192.168.2.1")', true],
      ['cidrcontains("192.168.2.0/24", "192.168.2.0/22")', false],
      ['cidrcontains("fe80::/48", "fe80::1")', true],
    ],
    errors: ['cidrcontains("10.0.0.0/8", "fe80::1")'],
  },
  {
    name: "urldecode",
    rule: "what urlencode had made",
    cases: [['urldecode("Hello%2C+World%21")', "Hello, World!"]],
    errors: ['urldecode("%zz")'],
  },
  {
    name: "uuidv5",
    rule: "a name in a namespace, hashed",
    cases: [
      ['uuidv5("dns", "www.terraform.io")', "a5008fae-b28c-5ba5-96cd-82b4c53552d6"],
      [
        'uuidv5("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "www.terraform.io")',
        "a5008fae-b28c-5ba5-96cd-82b4c53552d6",
      ],
    ],
    errors: ['uuidv5("tcp", "x")', 'uuidv5("", "x")'],
  },
  {
    name: "dirname",
    rule: "what stands before the last slash, without dots",
    cases: [
      ['dirname("a/b/")', "a/b"],
      ['dirname("./a/b")', "a"],
      ['dirname("b")', "."],
      ['dirname("/b")', "/"],
    ],
  },
  {
    name: "convert",
    rule: "a value of a type that is written out",
    cases: [
      ['convert("22", number)', 22],
      ["convert([1, true], list(string))", ["1", "true"]],
      ['convert(["b", "a", "b"], set(string))', ["a", "b"]],
      ['convert({ a = "1", b = 2 }, object({ a = number }))', { a: 1 }],
      ["convert({ a = 1 }, map(string))", { a: "1" }],
      ["convert(null, string)", null],
    ],
    errors: ['convert("x", number)', "convert([1], map(string))", "convert(1)"],
  },
  { name: "list", rule: "gone since 0.12", cases: [], errors: ['list("a")', 'map("a", 1)'] },
];

describe.each(RULES)("$name: $rule", ({ cases, errors = [] }) => {
  test.each(cases)("%s", async (expression, value) => {
    expect(await valueOf(expression)).toEqual(value);
  });

  test.each(errors)("refused: %s", async (expression) => {
    expect(await isError(expression)).toBe(true);
  });
});

describe("what is not evaluated is unknown, and named", () => {
  test.each([
    ["provider::aws::arn_parse(1)", "provider::aws::arn_parse(), a function of a provider"],
    ['base64gzip("a")', "base64gzip()"],
    ['abspath("a")', "abspath()"],
    ['dirname(abspath("a"))', "abspath()"],
    ['basename("${abspath("a")}/b")', "abspath()"],
    ["path.cwd", "path.cwd"],
    ["basename(path.cwd)", "path.cwd"],
    ['textencodebase64("a", "GBK")', 'the encoding "GBK"'],
    ['rsadecrypt("a", "b")', "rsadecrypt()"],
  ])("%s", async (expression, named) => {
    expect(await valueOf(expression)).toContain(named);
    expect(await isError(expression)).toBe(false);
  });
});
