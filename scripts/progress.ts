const width = 28;

/** A bar on a terminal; a line every tenth where the output is a file. */
export function showProgress(title: string) {
  const { stdout } = process;
  let lastTenth = -1;
  return {
    update(share: number, what: string) {
      const percent = Math.round(share * 100);
      if (stdout.isTTY) {
        const full = Math.round(share * width);
        const bar = `${"█".repeat(full)}${"░".repeat(width - full)}`;
        stdout.write(`\r\u001b[2K${title} ${bar} ${percent} % ${what}`);
        return;
      }
      const tenth = Math.floor(percent / 10);
      if (tenth === lastTenth) return;
      lastTenth = tenth;
      console.log(`${title}: ${percent} % (${what})`);
    },
    /** Where the whole is not known: what has been done so far. */
    note(what: string) {
      if (stdout.isTTY) stdout.write(`\r\u001b[2K${title}: ${what}`);
    },
    end() {
      if (stdout.isTTY) stdout.write("\r\u001b[2K");
    },
  };
}
