// Finds a customer while one types: never while an IME is composing, never without a way back.

const composing = (event) => event.isComposing || event.keyCode === 229;

/** Make one field find customers; the hidden input keeps who was chosen. */
export function findsCustomers(field) {
  const box = field.querySelector('[role="combobox"]');
  const list = field.querySelector('[role="listbox"]');
  const chosen = field.querySelector('input[type="hidden"][name="customer"]');
  if (!box || !list || box.dataset.ready) return;
  box.dataset.ready = "1";
  let waiting = 0;
  let asked = 0;

  const close = () => {
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };

  const options = () => [...list.querySelectorAll("[data-id]")];

  const mark = (option) => {
    for (const each of options()) each.setAttribute("aria-selected", String(each === option));
    if (!option) return;
    box.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };

  const choose = (option) => {
    chosen.value = option.dataset.id;
    box.value = option.dataset.name;
    box.removeAttribute("aria-invalid");
    close();
    const next = box.form.querySelector('[name="line"], [name="title"], [name="what"]');
    if (next) next.focus();
  };

  const ask = async () => {
    const mine = ++asked;
    const body = new URLSearchParams({ who: box.value });
    body.set("csrfmiddlewaretoken", box.form.querySelector('[name="csrfmiddlewaretoken"]').value);
    const answer = await fetch(field.dataset.url, { method: "POST", body, credentials: "same-origin" }).catch(() => null);
    if (!answer || !answer.ok || mine !== asked) return;
    const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
    list.replaceChildren(...parsed.body.children);
    list.hidden = false;
    box.setAttribute("aria-expanded", "true");
    mark(options()[0]);
  };

  const typed = () => {
    clearTimeout(waiting);
    asked += 1;
    if (!box.value.trim()) return close();
    waiting = setTimeout(ask, 120);
  };

  box.addEventListener("input", (event) => {
    chosen.value = "";
    if (!event.isComposing) typed();
  });
  box.addEventListener("compositionend", typed);
  box.addEventListener("blur", () => setTimeout(close, 200));
  box.addEventListener("keydown", (event) => {
    if (composing(event) || list.hidden) return;
    const all = options();
    const at = all.findIndex((each) => each.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      mark(all[(at + (event.key === "ArrowDown" ? 1 : all.length - 1) + all.length) % all.length]);
    } else if (event.key === "Enter" && all[at]) {
      event.preventDefault();
      choose(all[at]);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      close();
    }
  });
  list.addEventListener("pointerdown", (event) => {
    const option = event.target.closest("[data-id]");
    if (!option) return;
    event.preventDefault();
    choose(option);
  });
}
