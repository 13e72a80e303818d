import { poolOf } from "@/tests/database";

/** Whoever has to wait by now waits for hours: however slow the machine is, the wait is not over before it is asked for. */
export const prolongWaits = () =>
  poolOf("admin").query(
    "update auth.throttles set blocked_until = blocked_until + interval '3 hours'",
  );
