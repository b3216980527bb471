/* The search field as a combobox: hits as you type, arrows, Enter opens, Esc closes.
   Without this script the form posts and the hits come as a page. */
const WAIT = 120; // milliseconds without a key before the hits are asked for

const composing = (event) => event.isComposing || event.keyCode === 229;

function combobox(form) {
  const field = form.querySelector('input[type="search"]');
  const list = form.querySelector("#search-found");
  const status = form.querySelector("[data-search-status]");
  let timer, request, shown = null, composed = false;

  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.getAttribute("aria-label"));
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", "false");

  const options = () => [...list.querySelectorAll('[role="option"]')];
  const current = () => list.querySelector('[aria-selected="true"]');

  function choose(option) {
    current()?.setAttribute("aria-selected", "false");
    if (option) {
      option.setAttribute("aria-selected", "true");
      field.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      field.removeAttribute("aria-activedescendant");
    }
  }

  function open() {
    const something = list.childElementCount > 0;
    list.hidden = !something;
    field.setAttribute("aria-expanded", String(something));
  }

  function close() {
    clearTimeout(timer);
    request?.abort();
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    choose(null);
  }

  async function ask() {
    const query = field.value.trim();
    if (query === shown) return open();
    request?.abort(); // the older question is not waited for
    request = new AbortController();
    list.dataset.waiting = "";
    try {
      const headers = { "HX-Request": "true" };
      const answer = query
        ? await fetch(form.action, { method: "POST", body: new FormData(form), headers, signal: request.signal })
        : await fetch(form.dataset.recent, { headers, signal: request.signal });
      if (!answer.ok || answer.redirected) return;
      list.innerHTML = await answer.text();
      shown = query;
      choose(null);
      status.textContent = list.querySelector("[data-status]")?.textContent ?? "";
      if (form.contains(document.activeElement)) open();
    } catch (reason) {
      if (reason.name !== "AbortError") list.replaceChildren();
    } finally {
      delete list.dataset.waiting;
    }
  }

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  }

  function step(by) {
    if (list.hidden) return open();
    const all = options();
    const place = all.indexOf(current());
    choose(by > 0 ? all[place + 1] ?? all[0] : all[place - 1] ?? (place === 0 ? null : all.at(-1)));
  }

  const keys = {
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    Escape: () => { if (list.hidden) field.blur(); close(); },
    Enter: () => {
      if (!current()) return false;
      current().click();
      return true;
    },
  };

  field.addEventListener("compositionstart", () => { composed = true; clearTimeout(timer); });
  field.addEventListener("compositionend", () => { composed = false; soon(); });
  field.addEventListener("input", (event) => { if (!composed && !event.isComposing) soon(); });
  field.addEventListener("focus", ask);
  field.addEventListener("keydown", (event) => {
    const act = keys[event.key];
    if (!act || composed || composing(event)) return;
    if (act() !== false) event.preventDefault();
  });
  form.addEventListener("submit", (event) => { if (composed) event.preventDefault(); });
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  addEventListener("focusin", (event) => { if (!form.contains(event.target)) close(); });
  addEventListener("pointerdown", (event) => { if (!form.contains(event.target)) close(); });
}

for (const form of document.querySelectorAll("[data-search]")) combobox(form);
