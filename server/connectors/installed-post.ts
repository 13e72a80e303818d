import { openPost, type Post } from "@/server/connectors/mail";
import { env } from "@/server/env";

let post: Post | null = null;

/** The operator's mail server; null where none is set up, and notices stand in the application only. */
export function installedPost(): Post | null {
  if (env.SMTP_URL && !post) post = openPost({ url: env.SMTP_URL, site: env.APP_URL });
  return post;
}
