/* What every page does: keys, toasts, menus, questions before sending, guarding what was typed. */
const composing = (event) => event.isComposing || event.keyCode === 229;
const inField = (target) => target.closest?.("input, textarea, select, [contenteditable]") !== null;

// Enter never submits while a word is being composed; Ctrl+Enter saves from anywhere in a form.
addEventListener("keydown", (event) => {
  if (composing(event)) {
    if (event.key === "Enter") event.stopPropagation();
    return;
  }
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = event.target.closest?.("form");
    if (form) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[data-save]") ?? undefined);
    }
    return;
  }
  if (event.key === "Escape") closeMenus();
  if (event.ctrlKey || event.metaKey || event.altKey || inField(event.target)) return;
  if (document.documentElement.dataset.keys === "off") return;
  press(event);
}, true);

// Single keys: `/` search, and whatever a page marks with data-key.
function press(event) {
  if (event.key === "/") {
    const search = document.querySelector('[role="search"] input[type="search"]');
    if (search) {
      event.preventDefault();
      search.focus();
      search.select();
    }
    return;
  }
  if (event.key === "z") {
    document.querySelector("[data-toast] [data-undo]")?.click();
    return;
  }
  if (event.key === "?") {
    document.querySelector("[data-keys-help]")?.showModal?.();
    return;
  }
  const marked = document.querySelector(`main [data-key="${CSS.escape(event.key)}"]`) ?? document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (marked) {
    event.preventDefault();
    marked.click();
  }
}

function closeMenus(except = null) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu === except) continue;
    menu.open = false;
    if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
  }
}
addEventListener("click", (event) => closeMenus(event.target.closest?.("details.menu") ?? null));

// A toast goes after ten seconds, but not while someone points at it or has the focus in it.
const HOLD = 10_000;
function time(toast) {
  if (toast.dataset.timed) return;
  toast.dataset.timed = "yes";
  let timer;
  const start = () => { timer = setTimeout(() => toast.remove(), HOLD); };
  const stop = () => clearTimeout(timer);
  for (const kind of ["pointerenter", "focusin"]) toast.addEventListener(kind, stop);
  for (const kind of ["pointerleave", "focusout"]) toast.addEventListener(kind, start);
  start();
}
function timeAll() {
  for (const toast of document.querySelectorAll("[data-toast]")) time(toast);
}
timeAll();
addEventListener("htmx:load", timeAll);
addEventListener("click", (event) => {
  if (event.target.closest?.("[data-toast-close]")) event.target.closest("[data-toast]").remove();
});

// Sending and erasing ask first; everything else can be undone.
addEventListener("submit", (event) => {
  const question = event.submitter?.dataset.confirm;
  if (question && !confirm(question)) {
    event.preventDefault();
    return;
  }
  delete event.target.dataset.touched;
  busy(event);
});

// A form that is on its way says so and is not sent twice; coming back makes it usable again.
function busy(event) {
  const form = event.target;
  if (event.defaultPrevented || form.method === "dialog" || !event.submitter) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  if (form.matches("[hx-get], [hx-post], [data-download]") || event.submitter.matches("[hx-get], [hx-post]")) return;
  form.dataset.sent = "yes";
  event.submitter.setAttribute("aria-busy", "true");
  setTimeout(rested, 4_000); // an answer that is a file leaves the page where it is
}
function rested() {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll("form .btn[aria-busy]")) button.removeAttribute("aria-busy");
}
addEventListener("pageshow", (event) => { if (event.persisted) rested(); });

for (const button of document.querySelectorAll("[data-print]")) button.hidden = false; // only with scripts
addEventListener("click", (event) => {
  if (event.target.closest?.("[data-print]")) print();
  if (event.target.matches?.("dialog[data-keys-help]")) event.target.close(); // beside the box
});

// What was typed into a guarded form is not lost by leaving the page.
addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-guard]");
  if (form) form.dataset.touched = "yes";
});
addEventListener("beforeunload", (event) => {
  if (document.querySelector("form[data-guard][data-touched]")) event.preventDefault();
});

// The first thing that is wrong gets the focus.
document.querySelector('form [aria-invalid="true"]')?.focus();
