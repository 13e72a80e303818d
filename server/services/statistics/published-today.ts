import type { PersonaDatabase } from "@/db/client";
import type { PublishedStatistics } from "@/domain/oversight/published";
import { shanghaiDay } from "@/domain/shared/calendar";
import { getPublishedStatistics } from "./get-published-statistics";

let edition: { day: string; statistics: Promise<PublishedStatistics> } | null = null;

/** The day's edition: counted once a day by each process, however often it is looked at. */
export function publishedToday(context: {
  db: PersonaDatabase;
  now: Date;
}): Promise<PublishedStatistics> {
  const day = shanghaiDay(context.now);
  // Who came before midnight and is served after it has the new one: the old would be counted again.
  if (!edition || edition.day < day) {
    const fresh = { day, statistics: getPublishedStatistics(context) };
    const tryAgain = () => {
      if (edition === fresh) edition = null;
    };
    // Neither a failure nor an installation not yet filled is the day's edition.
    fresh.statistics.then(({ quarters }) => quarters.length === 0 && tryAgain(), tryAgain);
    edition = fresh;
  }
  return edition.statistics;
}
