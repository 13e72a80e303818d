import type { TestProject } from "vitest/node";
import { asAdmin } from "@/scripts/postgres-roles";
import { startScratch, type Scratch } from "@/scripts/scratch-cluster";

/** What a test file needs to make itself a database; see tests/database.ts. */
type TestCluster = {
  port: number;
  adminPassword: string;
  migratorPassword: string;
  personaSecret: string;
};

declare module "vitest" {
  interface ProvidedContext {
    /** Absent in the projects without a database. */
    cluster?: TestCluster;
  }
}
declare global {
  var testCluster: Promise<Scratch> | undefined;
  var testClusterUsers: number | undefined;
}

export const templateDatabase = "template_migrated";

/** Vitest's global setup: one cluster and one migrated template, however many projects ask. */
export async function setup(project: TestProject) {
  globalThis.testClusterUsers = (globalThis.testClusterUsers ?? 0) + 1;
  const { cluster, secrets } = await (globalThis.testCluster ??= startTemplate());
  project.provide("cluster", {
    port: cluster.port,
    adminPassword: secrets.postgresPassword,
    migratorPassword: secrets.migratorPassword,
    personaSecret: secrets.personaSecret,
  });
}

export async function teardown() {
  globalThis.testClusterUsers = (globalThis.testClusterUsers ?? 1) - 1;
  if (globalThis.testClusterUsers > 0) return;
  const started = globalThis.testCluster;
  globalThis.testCluster = undefined;
  await (await started)?.stop();
}

async function startTemplate() {
  const scratch = await startScratch({ database: templateDatabase, durable: false });
  await asAdmin(scratch.cluster, (admin) =>
    admin.query(`alter database ${templateDatabase} with is_template true allow_connections false`),
  );
  return scratch;
}
