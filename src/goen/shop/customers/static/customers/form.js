// Comfort for the form of a customer: normal forms when a field is left, the likely fix as a
// button, the address when the postal code is whole. Without it the form works too.

async function normal(input) {
  const form = input.form;
  const body = new FormData();
  body.set("kind", input.dataset.normal);
  body.set("text", input.value);
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  const answer = await fetch(form.dataset.normalUrl, { method: "POST", body });
  return answer.ok ? answer.json() : null;
}

function hintOf(input) {
  return input.closest("[data-field]")?.querySelector("[data-hint]");
}

function show(input, found) {
  const hint = hintOf(input);
  if (!hint) return;
  hint.replaceChildren();
  hint.hidden = !found.problem;
  if (!found.problem) return;
  hint.append(found.problem);
  if (!found.fix) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn--s fix";
  button.textContent = found.fix_words;
  button.addEventListener("click", () => {
    input.value = found.fix;
    input.focus();
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  hint.append(" ", button);
}

document.addEventListener("change", async (event) => {
  const input = event.target;
  if (input.matches?.('[data-kinds] input[type="radio"]')) {
    input.closest("[data-kinds]").querySelector("[data-kind-switch]").click();
    return;
  }
  if (!input.dataset?.normal || !input.form?.dataset.normalUrl) return;
  const typed = input.value;
  const found = await normal(input);
  if (!found || input.value !== typed) return; // typed on meanwhile: not to be disturbed
  input.value = found.value;
  show(input, found);
  if (input.dataset.normal === "postal" && !found.problem && found.value) fillAddress(input);
});

function fillAddress(input) {
  const row = input.closest(".row-part");
  const city = row?.querySelector('[name$="-city"]');
  if (city && !city.value) row.querySelector("[data-postal]").click();
}

// Enter in a line goes on; it does not save half a customer. (Ctrl+Enter saves: ui/page.js.)
document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey) return;
  if (event.key !== "Enter" || !event.target.matches?.("#customer-form input.input")) return;
  event.preventDefault();
  const fields = [...event.target.form.querySelectorAll("input.input, select.input, textarea")];
  fields[fields.indexOf(event.target) + 1]?.focus();
});

const switching = () =>
  document.querySelectorAll("[data-kind-switch]").forEach((button) => (button.hidden = true));
switching();
document.addEventListener("htmx:afterSwap", switching);
document.getElementById("errors")?.focus();
