import { checkFiles } from "./check/files.ts";
import type { Finding } from "./check/findings.ts";
import { readKeys } from "./check/signatures.ts";
import { languages, sentence, type Language } from "./words.ts";

type Results = Awaited<ReturnType<typeof checkFiles>>;

const find = (id: string): HTMLElement => {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page lacks #${id}`);
  return found;
};

const keys = readKeys(find("jwks").textContent);
let language: Language = navigator.language.startsWith("zh") ? "zh" : "en";
let results: Results | null = null;

function speak(): void {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  for (const one of document.querySelectorAll<HTMLElement>("[data-zh]"))
    one.textContent = one.dataset[language] ?? "";
  find("language").textContent = language === "zh" ? "English" : "中文";
  find("results").replaceChildren(...(results ? draw(results) : []));
}

function draw({ files, together }: Results): HTMLElement[] {
  const title = language === "zh" ? "放在一起看" : "Taken together";
  return [
    ...files.flatMap(({ name, findings }) => part(name, findings)),
    ...(together.length > 0 ? part(title, together) : []),
  ];
}

function part(title: string, findings: readonly Finding[]): HTMLElement[] {
  const heading = document.createElement("h2");
  heading.textContent = title;
  const list = document.createElement("ul");
  for (const finding of findings) {
    const item = document.createElement("li");
    item.className = finding.tone;
    item.textContent = sentence(finding, language);
    list.append(item);
  }
  return [heading, list];
}

async function check(chosen: FileList): Promise<void> {
  const files = await Promise.all(
    Array.from(chosen, async (file) => ({
      name: file.name,
      bytes: new Uint8Array(await file.arrayBuffer()),
    })),
  );
  results = await checkFiles(files, keys);
  speak();
}

find("language").addEventListener("click", () => {
  language = languages.find((one) => one !== language) ?? language;
  speak();
});
const input = find("files") as HTMLInputElement;
input.addEventListener("change", () => {
  if (input.files) void check(input.files);
});
const drop = find("drop");
drop.addEventListener("dragover", (event) => {
  event.preventDefault();
  drop.classList.add("over");
});
drop.addEventListener("dragleave", () => drop.classList.remove("over"));
drop.addEventListener("drop", (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  if (event.dataTransfer) void check(event.dataTransfer.files);
});
for (const { id } of keys) {
  const item = document.createElement("li");
  item.textContent = id;
  find("keys").append(item);
}
speak();
