/**
 * Preloaded into every child: ends it when the process that started it is gone, even by kill -9.
 * That process holds the other end of stdin and never writes to it.
 */
process.stdin.resume();
process.stdin.once("close", () => process.kill(process.pid, "SIGTERM"));
process.stdin.unref?.();
