import { expect, test, vi, type Mock } from "vitest";
import { announcements } from "@/server/jobs/announcements";
import { poolOf, urls } from "@/tests/database";

const connections = async () =>
  (
    await poolOf("admin").query(
      "select from pg_stat_activity where datname = current_database() and usename = 'xyd_worker'",
    )
  ).rowCount;
const until = (count: number) =>
  vi.waitUntil(async () => (await connections()) === count, { timeout: 20_000 });
/** Announces, and waits until that is heard. */
async function announceTo(heard: Mock<() => void>) {
  await poolOf("admin").query(
    "insert into app.events (name, subject_id, at) values ('loan.repaid', gen_random_uuid(), clock_timestamp())",
  );
  await vi.waitUntil(() => heard.mock.calls.length > 0, { timeout: 20_000 });
}

test("told to listen again and again, it has one connection, and hears by it", async () => {
  const heard = vi.fn<() => void>();
  const heed = announcements(urls.persona("worker"), heard);
  await Promise.all(Array.from({ length: 5 }, () => heed.listen()));
  await heed.listen();
  expect(await connections()).toBe(1);
  await announceTo(heard);
  expect(heard).toHaveBeenCalledTimes(1);
  await heed.stop();
  await until(0);
});

test("one that was lost is made anew", async () => {
  const heard = vi.fn<() => void>();
  const heed = announcements(urls.persona("worker"), heard);
  await heed.listen();
  await poolOf("admin").query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = 'xyd_worker'",
  );
  await until(0);
  await vi.waitUntil(
    async () => {
      await heed.listen();
      return (await connections()) === 1;
    },
    { timeout: 20_000 },
  );
  await announceTo(heard);
  expect(heard).toHaveBeenCalledTimes(1);
  await heed.stop();
  await until(0);
});

test("stopped while it still connects, it leaves no connection behind", async () => {
  const heed = announcements(urls.persona("worker"), () => {});
  const listening = heed.listen();
  await heed.stop();
  await listening;
  expect(await until(0)).toBe(true);
});
