/** The rooms and the doors between them; tests/architecture plants a break of each and sees it found. */
const room = (name) => `^${name}/`;
const values = { dependencyTypesNot: ["type-only"] };
const notTests = "\\.test\\.tsx?$";

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "no-unresolved",
      comment: "An import that leads nowhere passes every other rule.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "domain-is-pure",
      comment:
        "Rules must run in a test, a browser and a database transaction alike: few, pure packages come in.",
      severity: "error",
      from: { path: room("domain"), pathNot: notTests },
      to: {
        pathNot: [room("domain"), "node_modules/(zod|chinese-days|canonicalize)/"],
      },
    },
    {
      name: "db-knows-only-domain",
      severity: "error",
      from: { path: room("db"), pathNot: [notTests, "^db/seed/"] },
      to: { path: ["^(app|components|server|packages|scripts|tests|bench)/"] },
    },
    {
      name: "services-know-no-transport",
      comment: "A service is called from tRPC, a script and a test; it must not notice which.",
      severity: "error",
      from: { path: "^server/(services|jobs|connectors|audit)/", pathNot: notTests },
      to: {
        path: [
          "^server/(trpc|api|auth)/",
          "^(app|components)/",
          "node_modules/(next|react|@trpc)/",
        ],
      },
    },
    {
      name: "only-services-touch-tables",
      comment: "app → trpc → services → db. Skipping a room skips its authorization and its audit.",
      severity: "error",
      from: { path: "^(app|components|server/(trpc|api))/", pathNot: notTests },
      to: { path: "^db/(?!(client|personas)\\.ts$)|node_modules/drizzle-orm/", ...values },
    },
    {
      name: "app-enters-by-its-doors",
      comment:
        "A page asks tRPC, a route asks the open API or the sign-in; neither calls a service.",
      severity: "error",
      from: { path: room("app"), pathNot: notTests },
      to: { path: "^(db|packages|scripts|tests|bench)/|^server/(services|jobs|connectors|audit)/" },
    },
    {
      name: "one-pool",
      comment: "Everything else is handed its connection, so a transaction cannot be forgotten.",
      severity: "error",
      from: {
        path: "^(app|components|domain|server)/",
        pathNot: ["^server/(trpc/context|api/context|auth/.*|jobs/.*)\\.ts$", notTests],
      },
      to: { path: "^db/client\\.ts$", ...values },
    },
    {
      name: "components-never-import-server",
      severity: "error",
      from: { path: room("components"), pathNot: notTests },
      to: { path: "^(app|server|db|packages|scripts|tests|bench)/", ...values },
    },
    {
      name: "components-know-only-the-router-type",
      severity: "error",
      from: { path: room("components"), pathNot: notTests },
      to: { path: "^(app|server|db)/", pathNot: "^server/trpc/root\\.ts$" },
    },
    {
      name: "packages-stand-alone",
      comment:
        "What a bank installs, and what plays the outside world, knows nothing of the rooms.",
      severity: "error",
      from: { path: "^packages/([^/]+)/", pathNot: notTests },
      to: { pathNot: ["^packages/$1/", "node_modules/"], dependencyTypesNot: ["core"] },
    },
    {
      name: "nobody-imports-app",
      severity: "error",
      from: { pathNot: room("app") },
      to: { path: room("app") },
    },
    {
      name: "nobody-ships-commands-or-tests",
      severity: "error",
      from: { path: "^(app|components|domain|server|db|packages)/", pathNot: notTests },
      to: { path: "^(scripts|tests|bench)/" },
    },
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "types"],
    },
  },
};
