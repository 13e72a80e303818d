import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";

const Report = z.object({
  summary: z.object({
    totalCruised: z.number(),
    violations: z.array(
      z.object({ rule: z.object({ name: z.string() }), from: z.string(), to: z.string() }),
    ),
  }),
});
const Config = z.object({ forbidden: z.array(z.object({ name: z.string() })) });

const root = path.resolve(import.meta.dirname, "../..");
const cruiser = path.join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");

function cruise(cwd: string, rooms: string[]) {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [cruiser, ...rooms, "--config", ".dependency-cruiser.cjs", "--output-type", "json"],
    { cwd, encoding: "utf8", maxBuffer: 256 * 1024 * 1024 },
  );
  if (!stdout) throw new Error(stderr);
  return Report.parse(JSON.parse(stdout)).summary;
}

test("every import goes through a door that exists", () => {
  const { totalCruised, violations } = cruise(root, [
    "app",
    "components",
    "domain",
    "server",
    "db",
    "packages",
  ]);

  // With TypeScript 7 installed dependency-cruiser reads no .ts file and reports success.
  expect(totalCruised).toBeGreaterThan(150);
  expect(violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
});

/** One break of each door. */
const planted: [rule: string, file: string, source: string][] = [
  ["no-cycles", "domain/a.ts", `import { b } from "@/domain/b"; export const a = () => b;`],
  [
    "no-unresolved",
    "domain/lost.ts",
    `import { no } from "@/domain/nowhere"; export const x = no;`,
  ],
  [
    "domain-is-pure",
    "domain/clock.ts",
    `import { hrtime } from "node:process"; export const x = hrtime;`,
  ],
  [
    "domain-is-pure",
    "domain/react.ts",
    `import { useState } from "react"; export const x = useState;`,
  ],
  [
    "db-knows-only-domain",
    "db/upward.ts",
    `import { verb } from "@/server/services/verb"; export const x = verb;`,
  ],
  [
    "services-know-no-transport",
    "server/services/web.ts",
    `import { root } from "@/server/trpc/root"; export const x = root;`,
  ],
  [
    "services-know-no-transport",
    "server/jobs/web.ts",
    `import { headers } from "next/headers"; export const x = headers;`,
  ],
  [
    "only-services-touch-tables",
    "server/trpc/tables.ts",
    `import { rows } from "@/db/schema/rows"; export const x = rows;`,
  ],
  [
    "only-services-touch-tables",
    "server/api/tables.ts",
    `import { sql } from "drizzle-orm"; export const x = sql;`,
  ],
  [
    "app-enters-by-its-doors",
    "app/page.tsx",
    `import { verb } from "@/server/services/verb"; export const x = verb;`,
  ],
  [
    "one-pool",
    "server/services/pool.ts",
    `import { connect } from "@/db/client"; export const x = connect;`,
  ],
  [
    "components-never-import-server",
    "components/card.tsx",
    `import { root } from "@/server/trpc/root"; export const x = root;`,
  ],
  [
    "components-know-only-the-router-type",
    "components/list.tsx",
    `import type { Row } from "@/db/schema/rows"; export type X = Row;`,
  ],
  [
    "packages-stand-alone",
    "packages/sandbox/room.ts",
    `import { a } from "@/domain/pure"; export const x = a;`,
  ],
  [
    "packages-stand-alone",
    "packages/bank-sdk/other.ts",
    `import { x } from "@/packages/sandbox/room"; export const y = x;`,
  ],
  [
    "nobody-imports-app",
    "components/layout.tsx",
    `import { x } from "@/app/page"; export const y = x;`,
  ],
  [
    "nobody-ships-commands-or-tests",
    "server/tool.ts",
    `import { tool } from "@/scripts/tool"; export const x = tool;`,
  ],
];
/** What the rules must let pass. */
const allowed: [file: string, source: string][] = [
  ["domain/pure.ts", `import { z } from "zod"; export const a = z;`],
  // The other half of the cycle, which is reported once.
  ["domain/b.ts", `import { a } from "@/domain/a"; export const b = () => a;`],
  ["db/client.ts", `export const connect = 1;`],
  [
    "db/schema/rows.ts",
    `import { sql } from "drizzle-orm"; export const rows = sql; export type Row = 1;`,
  ],
  ["server/services/verb.ts", `import { rows } from "@/db/schema/rows"; export const verb = rows;`],
  [
    "server/trpc/root.ts",
    `import { verb } from "@/server/services/verb"; export const root = verb; export type AppRouter = 1;`,
  ],
  ["server/trpc/context.ts", `import { connect } from "@/db/client"; export const x = connect;`],
  [
    "components/client.tsx",
    `import type { AppRouter } from "@/server/trpc/root"; export type X = AppRouter;`,
  ],
  [
    "packages/sandbox/main.ts",
    `import { createServer } from "node:http"; import { z } from "zod"; export const x = [createServer, z];`,
  ],
  ["scripts/tool.ts", `import { verb } from "@/server/services/verb"; export const tool = verb;`],
];

test("a break of each door is found, and nothing else", () => {
  const copy = mkdtempSync(path.join(tmpdir(), "doors-"));
  try {
    for (const file of [".dependency-cruiser.cjs", "tsconfig.json", "package.json"])
      cpSync(path.join(root, file), path.join(copy, file));
    symlinkSync(path.join(root, "node_modules"), path.join(copy, "node_modules"));
    for (const [file, source] of [...allowed, ...planted.map(([, ...rest]) => rest)]) {
      mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
      writeFileSync(path.join(copy, file), source);
    }

    const { violations } = cruise(copy, [
      "app",
      "components",
      "domain",
      "server",
      "db",
      "packages",
      "scripts",
    ]);

    const found = new Set(violations.map(({ rule, from }) => `${rule.name}: ${from}`));
    expect([...found]).toEqual(
      expect.arrayContaining(planted.map(([rule, file]) => `${rule}: ${file}`)),
    );
    const broken = new Set(violations.map(({ from }) => from));
    expect(allowed.map(([file]) => file).filter((file) => broken.has(file))).toEqual([]);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
});

test("every rule has its planted break", () => {
  const config = createRequire(import.meta.url)(path.join(root, ".dependency-cruiser.cjs"));
  const rules = Config.parse(config).forbidden.map(({ name }) => name);
  expect(new Set(planted.map(([rule]) => rule))).toEqual(new Set(rules));
});
