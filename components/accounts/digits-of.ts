/** Six digits at most, also from a full-width keyboard or with spaces pasted. */
export function digitsOf(text: string): string {
  return text.normalize("NFKC").replaceAll(/\D/g, "").slice(0, 6);
}
