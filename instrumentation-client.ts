import { config } from "zod/v4/core";

// It would try `new Function` to see whether it may, which the content security policy reports.
config({ jitless: true });
