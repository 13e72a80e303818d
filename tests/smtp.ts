import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

export type Received = { from: string; to: string[]; source: string };

/** A mail server of a test's own; `answer` refuses a recipient by its code. */
export async function startSmtp(
  options: SMTPServerOptions & { host?: string; answer?: (to: string) => number | null } = {},
) {
  const { host = "127.0.0.1", answer, ...more } = options;
  const received: Received[] = [];
  const tried: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    onRcptTo({ address }, _session, done) {
      tried.push(address);
      const code = answer?.(address) ?? null;
      done(code ? Object.assign(new Error(`no ${address} here`), { responseCode: code }) : null);
    },
    onData(stream, { envelope }, done) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        received.push({
          from: envelope.mailFrom ? envelope.mailFrom.address : "",
          to: envelope.rcptTo.map(({ address }) => address),
          source: Buffer.concat(parts).toString("utf8"),
        });
        done();
      });
    },
    ...more,
  });
  server.on("error", () => {});
  await new Promise<void>((resolve) => {
    server.listen(0, host, () => resolve());
  });
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    url: `${more.secure ? "smtps" : "smtp"}://${host}:${port}`,
    received,
    tried,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
      }),
  };
}

/** One header of a mail, unfolded and decoded; null where it is not there. */
export function headerOf({ source }: Received, name: string): string | null {
  const [head = ""] = source.split(/\r?\n\r?\n/, 1);
  const line = head
    .replaceAll(/\r?\n[ \t]+/g, " ")
    .split(/\r?\n/)
    .find((text) => text.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  return line ? decodedWords(line.slice(name.length + 1).trim()) : null;
}

const decodedWords = (text: string) =>
  text
    .replaceAll(/\?=\s+=\?/g, "?==?")
    .replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, way: string, word: string) =>
      way.toLowerCase() === "b"
        ? Buffer.from(word, "base64").toString("utf8")
        : unquoted(word.replaceAll("_", " ")),
    );

const unquoted = (text: string) =>
  Buffer.from(
    text
      .replaceAll(/=\r?\n/g, "")
      .replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) =>
        String.fromCodePoint(Number.parseInt(hex, 16)),
      ),
    "latin1",
  ).toString("utf8");

/** The plain and the HTML part of a mail, decoded. */
export function partsOf({ source }: Received): { text: string; html: string } {
  const boundary = /boundary="([^"]+)"/.exec(source)?.[1] ?? "none";
  const parts = source.split(`--${boundary}`).map((part) => {
    const [head = "", ...body] = part.trim().split(/\r?\n\r?\n/);
    const text = body.join("\r\n\r\n");
    if (/encoding: base64/i.test(head))
      return { head, text: Buffer.from(text, "base64").toString("utf8") };
    return { head, text: /encoding: quoted-printable/i.test(head) ? unquoted(text) : text };
  });
  const of = (type: string) => parts.find(({ head }) => head.includes(`Content-Type: ${type}`));
  return { text: of("text/plain")?.text ?? "", html: of("text/html")?.text ?? "" };
}
