import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { headerOf, partsOf, startSmtp } from "@/tests/smtp";
import { openPost, transportOf, type Letter } from "./mail";

const site = "https://xinyidai.example";
const letter: Letter = {
  id: "0199a1b2-0000-7000-8000-000000000001",
  to: "li@example.com",
  language: "zh-CN",
  subject: "信易贷 · 您的授权有消息",
  text: "江畔银行还能查看您的数据。\n",
  html: "<p>江畔银行还能查看您的数据。</p>",
};

const directory = mkdtempSync(path.join(tmpdir(), "mail-"));
afterAll(() => rmSync(directory, { recursive: true }));

/** A certificate of this test's own for an address that is not this machine's usual one. */
function certificate(): { key: string; cert: string } | null {
  const [key, cert] = [path.join(directory, "key.pem"), path.join(directory, "cert.pem")];
  try {
    const [tool = "", ...said] =
      `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=mail.test -addext subjectAltName=IP:127.0.0.2 -keyout ${key} -out ${cert}`.split(
        " ",
      );
    execFileSync(tool, said, { stdio: "ignore" });
    return { key: readFileSync(key, "utf8"), cert: readFileSync(cert, "utf8") };
  } catch {
    return null;
  }
}
const own = certificate();
if (!own) console.warn("SKIPPED: mail over TLS needs the command openssl.");

test("a letter arrives whole, to one address, as itself", async () => {
  const smtp = await startSmtp();
  const post = openPost({ url: `${smtp.url}?from=notices@bank.example`, site });
  expect(await post.send(letter)).toEqual({ isSent: true });
  await smtp.stop();
  const [mail] = smtp.received;
  expect(mail).toMatchObject({ from: "notices@bank.example", to: [letter.to] });
  expect(headerOf(mail!, "Message-ID")).toBe(`<${letter.id}@xinyidai.example>`);
  expect(headerOf(mail!, "Subject")).toBe(letter.subject);
  expect(headerOf(mail!, "From")).toBe("notices@bank.example");
  expect(headerOf(mail!, "Content-Language")).toBe("zh-CN");
  expect(headerOf(mail!, "Auto-Submitted")).toBe("auto-generated");
  expect(partsOf(mail!)).toMatchObject({ html: letter.html });
  expect(partsOf(mail!).text.trim()).toBe(letter.text.trim());
});

test("a line break in an address or a subject makes no header and no recipient", async () => {
  const smtp = await startSmtp();
  const post = openPost({ url: smtp.url, site });
  await post.send({ ...letter, subject: "a\r\nBcc: eve@example.com\r\n\r\nbody" });
  for (const to of ["li@example.com\r\nBcc: eve@example.com", "li@example.com, eve@example.com"])
    expect(await post.send({ ...letter, to })).toMatchObject({ problem: "ADDRESS", isFinal: true });
  await smtp.stop();
  expect(smtp.tried.filter((address) => address === "eve@example.com")).toEqual([]);
  for (const mail of smtp.received) expect(headerOf(mail, "Bcc")).toBeNull();
  // The first one did arrive: the control that something was sent at all.
  expect(smtp.received.map(({ to }) => to)).toContainEqual(["li@example.com"]);
});

test.each([
  [421, "SMTP_421", false],
  [450, "SMTP_450", false],
  [550, "SMTP_550", true],
])("an answer %i is %s", async (code, problem, isFinal) => {
  const smtp = await startSmtp({ answer: () => code });
  const posted = await openPost({ url: smtp.url, site }).send(letter);
  await smtp.stop();
  expect(posted).toEqual({ isSent: false, problem, isFinal });
  expect(smtp.received).toEqual([]);
  expect(JSON.stringify(posted)).not.toContain("li@");
});

test("nobody there, and a password refused, may pass", async () => {
  const smtp = await startSmtp({
    allowInsecureAuth: true,
    authOptional: false,
    onAuth: (_login, _session, done) => done(new Error("no")),
  });
  const { port } = smtp;
  const refused = await openPost({ url: `smtp://li:p%40ss@127.0.0.1:${port}`, site }).send(letter);
  await smtp.stop();
  expect(refused).toEqual({ isSent: false, problem: "AUTH", isFinal: false });
  // Where nobody ever listens: the port of a server that has gone may be another's by now.
  const gone = await openPost({ url: "smtp://127.0.0.1:1", site }).send(letter);
  expect(gone).toEqual({ isSent: false, problem: "UNREACHABLE", isFinal: false });
});

test("another machine is talked to over TLS only, and its certificate is checked", async () => {
  expect(transportOf({ url: "smtp://mail.example.com" })).toMatchObject({
    port: 587,
    secure: false,
    requireTLS: true,
  });
  expect(transportOf({ url: "smtps://u:p%2F1@mail.example.com" })).toMatchObject({
    port: 465,
    secure: true,
    auth: { user: "u", pass: "p/1" },
  });
  expect(transportOf({ url: "smtp://localhost:2525" })).toMatchObject({ ignoreTLS: true });

  const clear = await startSmtp({ host: "127.0.0.2" });
  expect(await openPost({ url: clear.url, site }).send(letter)).toMatchObject({ isSent: false });
  await clear.stop();
  expect([...clear.tried, ...clear.received]).toEqual([]);
});

test.skipIf(!own)("STARTTLS and TLS from the start, with a certificate one trusts", async () => {
  for (const secure of [false, true]) {
    const smtp = await startSmtp({ host: "127.0.0.2", ...own!, secure, disabledCommands: [] });
    expect(await openPost({ url: smtp.url, site }).send(letter)).toMatchObject({ isSent: false });
    expect(smtp.received).toEqual([]);
    const trusting = openPost({ url: smtp.url, site, ca: own!.cert });
    expect(await trusting.send(letter)).toEqual({ isSent: true });
    await smtp.stop();
    expect(smtp.received).toHaveLength(1);
  }
});
