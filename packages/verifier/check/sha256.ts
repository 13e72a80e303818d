/**
 * SHA-256 (FIPS 180-4), written out: the browser's own answers each hash later, which is slow for the
 * many small ones of a tree.
 */
const primes = (() => {
  const found: number[] = [];
  for (let n = 2; found.length < 64; n++)
    if (found.every((prime) => n % prime !== 0)) found.push(n);
  return found;
})();

/** The first 32 bits of a root's fraction, exactly: the integer root of the number shifted far left. */
function fraction(prime: number, degree: 2n | 3n): number {
  const target = BigInt(prime) << (32n * degree);
  let [low, high] = [0n, 1n << 40n];
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (middle ** degree <= target) low = middle;
    else high = middle;
  }
  return Number(low & 0xffffffffn);
}

const start = Int32Array.from(primes.slice(0, 8), (prime) => fraction(prime, 2n));
const round = Int32Array.from(primes, (prime) => fraction(prime, 3n));
const words = new Int32Array(64);
const state = new Int32Array(8);

const at = (array: Int32Array, nth: number) => array[nth] as number;

const tail = new Uint8Array(128);
const lengths = new DataView(tail.buffer);

/** The hash of some bytes, at once. */
export function sha256(message: Uint8Array): Uint8Array<ArrayBuffer> {
  state.set(start);
  const whole = message.length - (message.length % 64);
  for (let block = 0; block < whole; block += 64) compress(message, block);
  const rest = message.length - whole;
  const end = rest < 56 ? 64 : 128;
  tail.fill(0);
  tail.set(message.subarray(whole));
  tail[rest] = 0x80;
  lengths.setUint32(end - 8, Math.floor(message.length / 2 ** 29));
  lengths.setUint32(end - 4, (message.length * 8) >>> 0);
  for (let block = 0; block < end; block += 64) compress(tail, block);
  const hash = new Uint8Array(32);
  const out = new DataView(hash.buffer);
  for (let nth = 0; nth < 8; nth++) out.setInt32(nth * 4, at(state, nth));
  return hash;
}

// No function within: this is where the time goes.
function compress(bytes: Uint8Array, block: number): void {
  for (let nth = 0, from = block; nth < 16; nth++, from += 4)
    words[nth] =
      ((bytes[from] as number) << 24) |
      ((bytes[from + 1] as number) << 16) |
      ((bytes[from + 2] as number) << 8) |
      (bytes[from + 3] as number);
  for (let nth = 16; nth < 64; nth++) {
    const early = words[nth - 15] as number;
    const late = words[nth - 2] as number;
    const s0 = ((early >>> 7) | (early << 25)) ^ ((early >>> 18) | (early << 14)) ^ (early >>> 3);
    const s1 = ((late >>> 17) | (late << 15)) ^ ((late >>> 19) | (late << 13)) ^ (late >>> 10);
    words[nth] = ((words[nth - 16] as number) + s0 + (words[nth - 7] as number) + s1) | 0;
  }
  let a = at(state, 0);
  let b = at(state, 1);
  let c = at(state, 2);
  let d = at(state, 3);
  let e = at(state, 4);
  let f = at(state, 5);
  let g = at(state, 6);
  let h = at(state, 7);
  for (let nth = 0; nth < 64; nth++) {
    const high = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const choice = (e & f) ^ (~e & g);
    const one = (h + high + choice + (round[nth] as number) + (words[nth] as number)) | 0;
    const low = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const two = (low + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  state[0] = at(state, 0) + a;
  state[1] = at(state, 1) + b;
  state[2] = at(state, 2) + c;
  state[3] = at(state, 3) + d;
  state[4] = at(state, 4) + e;
  state[5] = at(state, 5) + f;
  state[6] = at(state, 6) + g;
  state[7] = at(state, 7) + h;
}
