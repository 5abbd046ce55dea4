// Sound Terraform that uses every form of the syntax, and ways to damage it by numbers.

export const SEEDS: readonly string[] = [
  `resource "tencentcloud_security_group_rule_set" "s" {
  security_group_id = tencentcloud_security_group.b[0].id
  # comment
  dynamic "ingress" {
    for_each = var.rules
    content {
      action     = "ACCEPT"
      cidr_block = ingress.value.cidr
      port       = try(ingress.value["port"], "ALL")
    }
  }
  ingress {
    action = var.on ? "ACCEPT" : "DROP"
    port   = "80,\${local.port}-90"
  }
}
`,
  `resource "tencentcloud_security_group_lite_rule" "l" {
  ingress = concat([for r in var.cidrs : "ACCEPT#\${r.cidr}#\${r.port}#TCP" if r.on], [
    "DROP#0.0.0.0/0#ALL#ALL", // last
  ])
  tags = { a = 1, b = "x", (var.k) = -2
    c : !true
  }
  x = { for k, v in m : k => v... if v != null }
  y = a.*.id[0]
  z = b[*].c.d
}
locals { n = (1 + 2) * 3 - 4 / 5 % 6 }
variable "v" {
  type    = list(object({ a = string, b = optional(number, 3) }))
  default = null
}
`,
  `resource "tencentcloud_instance" "i" {
  user_data = <<-EOT
    #!/bin/sh
    echo \${var.x} $\${y}
    %{ for i in var.l ~}
    item \${i}
    %{ endfor ~}
    %{ if var.a == "b" }yes%{ else }no%{ endif }
  EOT
  name = "a \\"q\\" \\n \\u4e2d 中文 %%{x}"
  /* block
     comment */
  count = var.n >= 1 && var.m < 3 || !var.o ? 1 : 0
  deep { inner { a = [1, 2.5, [true, false]] } }
}
output "o" { value = format("%s", tencentcloud_instance.i.0.id) }
`.replace(
    "deep { inner { a = [1, 2.5, [true, false]] } }",
    "deep {\n    inner { a = [1, 2.5, [true, false]] }\n  }",
  ),
];

const TOKENS: readonly string[] = [
  "{",
  "}",
  "[",
  "]",
  "(",
  ")",
  '"',
  "=",
  "\n",
  " ",
  ",",
  ".",
  "*",
  "?",
  ":",
  "${",
  "}",
  "%{",
  "~",
  "#",
  "//",
  "/*",
  "*/",
  "<<EOT\n",
  "EOT",
  "-",
  "!",
  "==",
  "=>",
  "...",
  "a",
  "1",
  "1e5",
  "0x1",
  "1.",
  ".5",
  "for",
  "in",
  "if",
  "null",
  "true",
  "\\",
  "\\n",
  "\t",
  "\r\n",
  "中",
  "::",
  '"x"',
  "a = 1",
  "\n\n",
  ";",
  "|",
  "&&",
  "$",
  "%",
  "@",
  "'",
  "<",
  ">",
  "endif",
  "%{ if a }",
  "%{ endif }",
  "x {",
  "}\n",
  "${}",
  "[*]",
  ".*",
  ".0",
  "_",
  "-a",
];

/** The same numbers make the same damage. Each three of them are one blow. */
export function damaged(text: string, numbers: readonly number[]): string {
  let out = text;
  for (let i = 0; i + 2 < numbers.length; i += 3) {
    const [kind, where, what] = [
      numbers[i]! % 5,
      numbers[i + 1]! % (out.length + 1),
      numbers[i + 2]!,
    ];
    out = blow(out, kind, where, what);
  }
  return out;
}

function blow(text: string, kind: number, where: number, what: number): string {
  const [head, tail] = [text.slice(0, where), text.slice(where)];
  if (kind === 0) return head + tail.slice(1);
  if (kind === 1) return head + TOKENS[what % TOKENS.length]! + tail;
  if (kind === 2) return head + tail.slice(1 + (what % 8));
  if (kind === 3) return head + text.slice(what % (text.length + 1)).slice(0, what % 12) + tail;
  const lines = text.split("\n");
  const line = where % lines.length;
  return (
    what % 2 === 0
      ? lines.toSpliced(line, 1)
      : lines.toSpliced(line, 0, lines[what % lines.length]!)
  ).join("\n");
}
