import { serve } from "@/scripts/serve";
import { runCommand } from "@/scripts/stop";

await runCommand(() => serve({ web: "start", enterprises: 3000, durable: true }));
// A start that was interrupted may have left something waiting.
process.exit();
