"use strict";
// Files that are dropped, chosen or pasted, and how they are sent. What they are, and whether they are taken, is decided by the server.
const AtOnce = 3;
const list = /\.(csv|tsv|txt)$/i;
let token;

async function send(address, query, body) {
  token ??= fetch("/upload-token").then(answer => answer.text());
  try {
    const answer = await fetch(`${address}?${new URLSearchParams(query)}`, {
      method: "POST", body, headers: { "RequestVerificationToken": await token, "Content-Type": "application/octet-stream" },
    });
    return { ok: answer.ok, text: await answer.text() };
  } catch (fault) {
    return { ok: false, text: `${fault.message}` };
  }
}

// All files below what was dropped, each with the name of its own folder. What cannot be read says so, and holds up nothing else.
async function below(entry, folder = "") {
  const found = [];
  try {
    if (entry.isFile)
      return [{ file: await new Promise((done, failed) => entry.file(done, failed)), folder }];
    const reader = entry.createReader();
    for (;;) {
      // A reader gives a hundred at a time, and none at its end.
      const some = await new Promise((done, failed) => reader.readEntries(done, failed));
      if (some.length === 0)
        return found;
      for (const inner of some)
        found.push(...await below(inner, entry.name));
    }
  } catch (fault) {
    return [...found, { file: { name: entry.name }, folder, fault: fault.message }];
  }
}

const chosen = files => [...files].map(file => ({ file, folder: file.webkitRelativePath.split("/").at(-2) ?? "" }));

async function dropped(data) {
  const entries = [...data.items].map(item => item.webkitGetAsEntry?.()).filter(entry => entry);
  return entries.length > 0 ? (await Promise.all(entries.map(entry => below(entry)))).flat() : chosen(data.files);
}

// A list that names its classes is taken by these names, another by the given one or its file's.
async function sendList(addresses, name, file) {
  const first = await send(addresses.lists, { name }, file);
  const own = file.name.replace(list, "").replace(/[-_ ]?(links|urls|list)$/i, "");
  return first.ok || name || !own ? first : await send(addresses.lists, { name: own }, file);
}

async function sendAll(files, name, options, page) {
  let done = 0, told = 0;
  const refused = [], said = [];
  const waiting = files.values();
  const tell = () => { if (performance.now() - told > 250) { told = performance.now(); page.invokeMethodAsync("Sending", done, files.length); } };
  await Promise.all(Array.from({ length: AtOnce }, async () => {
    for (const { file, folder, fault } of waiting) {
      const isList = !folder && list.test(file.name);
      const answer = fault ? { ok: false, text: fault } : file.size > options.maxBytes ? { ok: false, text: options.tooLarge }
        : isList ? await sendList(options, name, file)
        : folder || name ? await send(options.pictures, { name: folder || name, file: file.name }, file)
        : { ok: false, text: options.needsClass };
      if (!answer.ok)
        refused.push(answer.text.includes(file.name) ? answer.text : `${file.name}: ${answer.text}`);
      else if (isList)
        said.push(answer.text);
      done++;
      tell();
    }
  }));
  await page.invokeMethodAsync("Sent", files.length - refused.length, files.some(({ file, folder }) => folder || !list.test(file.name)), said.join(" "), refused.length, refused.slice(0, 12));
}

// The text of a box, which may be longer than a message of the page can be.
export async function sendText(options, name, box) {
  const answer = await send(options.lists, { name }, new Blob([box.value]));
  if (answer.ok)
    box.value = "";
  return answer;
}

export function listen(root, nameBox, textBox, options, page) {
  const ending = new AbortController(), { signal } = ending;
  const take = files => { if (files.length > 0) sendAll(files, nameBox.value.trim(), options, page); };
  const drop = root.querySelector(".drop");
  for (const kind of ["dragover", "dragleave", "drop"]) {
    drop.addEventListener(kind, event => { event.preventDefault(); drop.classList.toggle("over", kind === "dragover"); }, { signal });
  }
  drop.addEventListener("drop", async event => take(await dropped(event.dataTransfer)), { signal });
  for (const input of root.querySelectorAll("input[type=file]")) {
    input.addEventListener("change", () => { take(chosen(input.files)); input.value = ""; }, { signal });
    root.querySelector(`button[data-for="${input.id}"]`).addEventListener("click", () => input.click(), { signal });
  }
  document.addEventListener("paste", event => {
    if (event.clipboardData.files.length > 0) {
      event.preventDefault();
      take(chosen(event.clipboardData.files));
    } else if (!event.target.closest("input, textarea")) {
      textBox.value += event.clipboardData.getData("text");
      textBox.focus();
    }
  }, { signal });
  return { stop: () => ending.abort() };
}
