import { frequentPasswords } from "./frequent-passwords";

const passwordMinimum = 10;
export const passwordMaximum = 128;

/** Why a password is not accepted; also the key of its sentence. */
export type PasswordRefusal =
  | "password_too_short"
  | "password_too_long"
  | "password_too_common"
  | "password_like_username";

/** What a person types on any keyboard is the same password: NFKC, as in NIST SP 800-63B 3.1.1.2. */
export function normalizePassword(text: string): string {
  return text.normalize("NFKC");
}

/**
 * Whether a password may be set: 10 to 128 characters (code points after NFKC), none of those that
 * everybody tries first. No rules about kinds of characters: they make passwords worse.
 */
export function refusePassword(text: string, username: string): PasswordRefusal | null {
  const password = normalizePassword(text);
  const length = Array.from(password).length;
  if (length < passwordMinimum) return "password_too_short";
  if (length > passwordMaximum) return "password_too_long";
  if (isCommonPassword(password)) return "password_too_common";
  if (containsName(password, username)) return "password_like_username";
  return null;
}

/** Words people build long passwords from, in English and in pinyin; with digits around them they are guessed first. */
const stems = new Set(
  `password passw0rd passwd qwerty qwertyuiop asdfgh asdfghjkl zxcvbn zxcvbnm admin administrator
   root letmein welcome iloveyou monkey dragon sunshine princess football baseball superman batman
   master shadow michael jordan jennifer hunter trustno login secret test testing guest user
   changeme default system server computer internet company google huawei alibaba taobao tencent
   weixin wechat alipay woaini woaiwojia wodemima mima zhongguo china beijing shanghai shenzhen
   guangzhou hangzhou nihao xiaoming wang zhang chen yang zhao huang xinyidai yinhang daikuan qiye
   gongsi caiwu jiangpan abc abcd abcdef aini tianshi baobei laopo laogong`.split(/\s+/),
);

const rows = ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz"];
/** Keyboard columns, walked downwards: 1qaz 2wsx … */
const columns = ["1qaz", "2wsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm", "8ik", "9ol", "0p"].join(
  "",
);
const walks = [...rows, `${rows[0] ?? ""}${rows[0] ?? ""}`, columns].flatMap((walk) => [
  walk,
  reversed(walk),
]);

/** Whether a password is among those that are guessed first; expects normalised text. */
function isCommonPassword(password: string): boolean {
  const plain = password.toLowerCase();
  return (
    frequentPasswords.has(plain) ||
    isRepetition(plain) ||
    isWalk(plain) ||
    stems.has(stemOf(plain)) ||
    stems.has(stemOf(unleet(plain)))
  );
}

/** One piece of up to five characters over and over: aaaaaaaaaa, 1212121212, abc1abc1abc1. */
function isRepetition(text: string): boolean {
  return /^(.{1,5}?)\1+.{0,4}$/u.test(text) && new Set(text).size <= 5;
}

/** Nothing but runs of three or more along a row or the columns of the keyboard: qwer12345, 1qaz2wsx3edc. */
function isWalk(text: string): boolean {
  let rest = text;
  while (rest) {
    const step = longestRun(rest);
    if (step < 3) return false;
    rest = rest.slice(step);
  }
  return true;
}

function longestRun(text: string): number {
  for (let length = text.length; length >= 3; length -= 1)
    if (walks.some((walk) => walk.includes(text.slice(0, length)))) return length;
  return 0;
}

/** The word left when digits and signs around it are taken off: "2024password!!" → "password". */
function stemOf(text: string): string {
  return text.replaceAll(/^[^a-z]+|[^a-z]+$/g, "");
}

function unleet(text: string): string {
  const letters: Record<string, string> = {
    "0": "o",
    "1": "i",
    "3": "e",
    "4": "a",
    "5": "s",
    "@": "a",
    $: "s",
  };
  // The digits at the end are a number, not letters in disguise.
  const [, word = "", tail = ""] = /^(.*?)([\d!]*)$/su.exec(text) ?? [];
  return word.replaceAll(/[01345@$]/g, (sign) => letters[sign] ?? sign) + tail;
}

function containsName(password: string, username: string): boolean {
  const name = username.normalize("NFKC").toLowerCase();
  if (name.length < 4) return false;
  const rest = password.toLowerCase().replaceAll(name, "");
  // A name inside a long passphrase harms nothing; a name and a few digits is no secret.
  return rest.length < passwordMinimum - 2 && rest.length < password.length;
}

function reversed(text: string): string {
  return Array.from(text).toReversed().join("");
}
