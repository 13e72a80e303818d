import { createTransport } from "nodemailer";
import { MailAddress } from "@/domain/notifications/mail";

/** One mail, ready to go. Its id makes the Message-ID: sent twice, it is still the same message. */
export type Letter = {
  id: string;
  to: string;
  language: string;
  subject: string;
  text: string;
  html: string;
};

/** What became of it; `problem` is a code of ours, never the server's words, which quote addresses. */
type Posted = { isSent: true } | { isSent: false; problem: string; isFinal: boolean };

export type Post = {
  send(letter: Letter): Promise<Posted>;
  close(): void;
};

type Sender = {
  /** `smtp://` or `smtps://`, with user and password where the server asks for them; `?from=` names the sender. */
  url: string;
  /** The site's own address: who the mail is from, where nothing else is said. */
  site: string;
  /** Certificates to trust besides the system's. */
  ca?: string | Buffer;
};

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** A conversation takes less than two minutes, or is over: well within what a mail is lent for. */
const timeouts = { connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 45_000 };

/**
 * How to reach the server. Off this machine nothing is said in clear: `smtps` begins with TLS, `smtp`
 * must be able to change to it before anybody signs in, and certificates are checked either way.
 */
export function transportOf({ url, ca }: Omit<Sender, "site">) {
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === "smtps:";
  const isLocal = loopback.has(hostname);
  return {
    host: hostname.replace(/^\[|\]$/g, ""),
    port: Number(port) || (secure ? 465 : 587),
    secure,
    ...(secure ? {} : isLocal ? { ignoreTLS: true } : { requireTLS: true }),
    tls: { minVersion: "TLSv1.2", ...(ca && { ca }) } as const,
    ...(username && {
      auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    }),
    ...timeouts,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** A way to hand mail over to the operator's server, a letter at a time. */
export function openPost(sender: Sender): Post {
  const { hostname } = new URL(sender.site);
  const from = new URL(sender.url).searchParams.get("from") ?? `no-reply@${hostname}`;
  const transport = createTransport(transportOf(sender));
  return {
    async send({ id, to, language, subject, text, html }) {
      // The library reads a list in whatever it is given: two addresses, or a line break, would be more mail.
      if (!MailAddress.safeParse(to).success)
        return { isSent: false, problem: "ADDRESS", isFinal: true };
      try {
        await transport.sendMail({
          messageId: `<${id}@${hostname}>`,
          envelope: { from, to: [to] },
          from: { name: "", address: from },
          to: { name: "", address: to },
          subject,
          text,
          html,
          headers: {
            "Content-Language": language,
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
          },
        });
        return { isSent: true };
      } catch (error) {
        return { isSent: false, ...problemOf(error) };
      }
    },
    close: () => transport.close(),
  };
}

const codes: Record<string, string> = {
  EAUTH: "AUTH",
  ETLS: "TLS",
  ETIMEDOUT: "TIMEOUT",
  EENVELOPE: "ENVELOPE",
  EMESSAGE: "MESSAGE",
  EDNS: "UNREACHABLE",
  ECONNECTION: "UNREACHABLE",
  ESOCKET: "UNREACHABLE",
};

/** Final only where the server said no to this mail; anything about the server itself may pass. */
function problemOf(error: unknown): { problem: string; isFinal: boolean } {
  const {
    code = "",
    responseCode,
    command = "",
  } = error as {
    code?: string;
    responseCode?: number;
    command?: string;
  };
  if (code === "EAUTH" || code === "ETLS" || !responseCode)
    return { problem: codes[code] ?? "UNREACHABLE", isFinal: false };
  const isAboutThisMail = /^(RCPT TO|DATA)$/.test(command);
  return {
    problem: `SMTP_${responseCode}`,
    isFinal: responseCode >= 500 && isAboutThisMail,
  };
}
