// The entry in three fields: who it is about, kept texts, and a draft that outlives a lost connection.
import { findsCustomers } from "../customers/who.js";

const KEPT = ["who", "line", "text", "title", "words", "what"];

// What is typed is kept in this tab until it was taken: a closed session or a lost line costs nothing.
function draft(form) {
  const name = `goen-draft-${form.dataset.draft}`;
  const fields = () => KEPT.map((each) => form.elements[each]).filter((each) => each instanceof HTMLElement && each.type !== "hidden");
  const untouched = fields().every((each) => each.value === each.defaultValue && !each.hasAttribute("aria-invalid"));
  let kept = {};
  try {
    kept = JSON.parse(sessionStorage.getItem(name) || "{}");
  } catch {
    kept = {};
  }
  const taken = sessionStorage.getItem(`${name}-sent`) === "1" && untouched && !document.querySelector('[aria-invalid="true"]');
  if (taken) sessionStorage.removeItem(name);
  else if (untouched) for (const each of fields()) if (kept[each.name] && !each.value) each.value = kept[each.name];
  sessionStorage.removeItem(`${name}-sent`);
  form.addEventListener("input", () => {
    const values = Object.fromEntries(fields().map((each) => [each.name, each.value]).filter(([, value]) => value));
    sessionStorage.setItem(name, JSON.stringify(values));
  });
  form.addEventListener("submit", () => sessionStorage.setItem(`${name}-sent`, "1"));
}

function keptTexts(form) {
  const bar = form.querySelector("[data-texts]");
  if (!bar) return;
  bar.addEventListener("click", (event) => {
    const text = event.target.closest("[data-line]");
    if (!text) return;
    event.preventDefault();
    const kind = form.querySelector(`[name="kind"][value="${text.dataset.kind}"]`);
    if (kind) kind.checked = true;
    if (text.dataset.line) form.elements.line.value = text.dataset.line;
    const more = form.elements.text;
    if (text.dataset.text) more.value = more.value ? `${more.value}\n${text.dataset.text}` : text.dataset.text;
    form.dispatchEvent(new Event("input", { bubbles: true }));
    form.elements.line.focus();
  });
}

function ready(root) {
  for (const field of root.querySelectorAll("[data-who]")) findsCustomers(field);
  for (const form of root.querySelectorAll("form[data-quick]")) {
    if (form.dataset.ready) continue;
    form.dataset.ready = "1";
    if (form.dataset.draft) draft(form);
    keptTexts(form);
  }
}

ready(document);
document.addEventListener("htmx:load", (event) => ready(event.target));

export { ready };
