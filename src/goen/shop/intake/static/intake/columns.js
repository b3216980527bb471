/* Long lists of fields become boxes to type in; the select below keeps the answer. */
const form = document.querySelector("form[data-columns]");
const MANY = 8;
const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/[\s()（）・_-]/g, "");

// Each field once, with its other names: every column has the same choice.
const called = new Map([...document.querySelectorAll("#fields-to-choose option")].map((one) => [one.value, one.label]));

function known(select, text) {
  const wanted = plain(text);
  const options = [...select.options];
  const names = (option) => [option.text, ...(called.get(option.text) ?? "").split(" ")].map(plain);
  return options.find((option) => plain(option.text) === wanted)
    ?? options.find((option) => names(option).includes(wanted))
    ?? only(options.filter((option) => option.value && names(option).some((name) => name.includes(wanted))));
}
const only = (found) => (found.length === 1 ? found[0] : undefined);

function searchable(select) {
  const box = document.createElement("input");
  box.className = "input";
  box.setAttribute("list", "fields-to-choose");
  box.setAttribute("aria-label", select.getAttribute("aria-label"));
  box.autocomplete = "off";
  const words = form.dataset.wordsSearch;
  const chosen = () => select.selectedOptions[0]?.text ?? "";
  const show = () => { box.value = chosen(); box.placeholder = words; };
  const take = () => {
    const found = box.value.trim() === "" ? undefined : known(select, box.value);
    if (found) select.value = found.value;
    select.closest("tr").toggleAttribute("data-left-out", select.value === "");
  };
  // An empty box offers the whole list: what is chosen stands in its place while one looks for another.
  const look = () => { box.value = ""; box.placeholder = chosen(); };
  box.addEventListener("focus", look);
  box.addEventListener("change", () => { take(); if (document.activeElement === box) look(); });
  box.addEventListener("blur", () => { take(); show(); });
  box.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Enter") { event.preventDefault(); take(); look(); }
    if (event.key === "Escape") look();
  });
  show();
  select.hidden = true;
  select.before(box);
}

if (form) {
  const selects = [...form.querySelectorAll('select[name^="column-"]')];
  if (selects.length && selects[0].options.length > MANY && !matchMedia("(pointer: coarse)").matches) {
    for (const select of selects) searchable(select);
  }
}
