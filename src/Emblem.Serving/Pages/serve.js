"use strict";
const most = 10;
const root = document.documentElement;
const $ = id => document.getElementById(id);
const tell = text => { $("state").textContent = text; };
const headers = () => {
  const key = $("key").querySelector("input").value;
  return key ? { Authorization: `Bearer ${key}` } : {};
};
let asked = 0;
let explained = 0;
let current = null;

$("key").hidden = root.dataset.key !== "yes";
fetch("/healthz").then(answer => answer.json()).then(model => {
  $("model").textContent = `This model (${model.architecture}) tells apart: ${model.classes.slice(0, 20).join(", ")}${model.classes.length > 20 ? ` and ${model.classes.length - 20} more` : ""}.`;
}).catch(() => tell("The service does not answer."));

// Where the model explains itself, a class is a button that shows where it sees that class.
function label(name) {
  const explains = root.dataset.explains === "yes";
  const element = Object.assign(document.createElement(explains ? "button" : "span"), { textContent: name });
  if (explains) {
    element.title = `Where does the model see ${name}?`;
    element.addEventListener("click", () => explain(name));
  }
  return element;
}

function bar([name, probability]) {
  const row = document.createElement("li");
  const share = `${(probability * 100).toFixed(1)}%`;

  // Nothing reads as certain, and nothing as impossible.
  const said = share === "100.0%" ? ">99.9%" : share === "0.0%" ? "<0.1%" : share;
  row.append(label(name), Object.assign(document.createElement("span"), { textContent: said }));
  const rail = row.appendChild(document.createElement("i"));
  rail.setAttribute("aria-hidden", "true");
  rail.appendChild(document.createElement("b")).style.width = share;
  return row;
}

function show(answer, milliseconds) {
  const classes = Object.entries(answer.probabilities).sort((a, b) => b[1] - a[1]);
  $("answer").querySelector("h2").textContent = answer.is_neither ? `Neither; most like ${answer.prediction}` : answer.is_unsure ? `Unsure; perhaps ${answer.prediction}` : answer.prediction;
  $("reason").textContent = answer.reason ?? "";
  $("reason").hidden = !answer.reason;
  $("bars").replaceChildren(...classes.slice(0, most).map(bar));
  $("answer").hidden = false;
  tell(`Answered in ${Math.round(milliseconds)} ms.${classes.length > most ? ` ${classes.length - most} more classes are less probable.` : ""}`);
}

async function explain(name) {
  if (root.dataset.explains !== "yes")
    return;
  const number = ++explained;
  const response = await fetch(`/explain?class=${encodeURIComponent(name)}`, { method: "POST", headers: { ...headers(), "Content-Type": "application/octet-stream" }, body: current });
  if (number !== explained)
    return;
  if (!response.ok)
    return tell((await response.json()).title);
  const image = $("map").querySelector("img");
  const caption = decodeURIComponent(response.headers.get("Content-Description"));
  image.alt = `The picture: ${caption}`;
  image.src = URL.createObjectURL(await response.blob());
  image.nextElementSibling.textContent = caption;
  $("map").hidden = false;
}

async function ask(file) {
  if (!file)
    return;
  const number = ++asked;
  explained++;
  current = file;
  $("answer").hidden = true;
  $("map").hidden = true;
  $("picture").src = URL.createObjectURL(file);
  $("picture").nextElementSibling.textContent = file.name;
  tell("Asking …");
  const began = performance.now();
  try {
    const response = await fetch("/predict", { method: "POST", headers: { ...headers(), "Content-Type": "application/octet-stream" }, body: file });
    const answer = await response.json();
    if (number !== asked)
      return;
    if (!response.ok)
      return tell(answer.title);
    show(answer, performance.now() - began);
    await explain(answer.prediction);
  } catch {
    tell("The service does not answer.");
  }
}

const drop = $("drop");
drop.querySelector("input").addEventListener("change", event => ask(event.target.files[0]));
for (const kind of ["dragover", "dragleave", "drop"])
  document.addEventListener(kind, event => {
    event.preventDefault();
    drop.classList.toggle("over", kind === "dragover");
    if (kind === "drop")
      ask(event.dataTransfer.files[0]);
  });
document.addEventListener("paste", event => ask(event.clipboardData.files[0]));
