/* Long lists of fields become boxes to type in; the select below keeps the answer. */
const form = document.querySelector("form[data-columns]");
const MANY = 8;
const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/[\s()（）・_-]/g, "");

function known(select, text) {
  const wanted = plain(text);
  const options = [...select.options];
  const names = (option) => [option.text, ...(option.dataset.words ?? "").split(" ")].map(plain);
  return options.find((option) => plain(option.text) === wanted)
    ?? options.find((option) => names(option).includes(wanted))
    ?? only(options.filter((option) => option.value && names(option).some((name) => name.includes(wanted))));
}
const only = (found) => (found.length === 1 ? found[0] : undefined);

function list(select) {
  const made = document.createElement("datalist");
  made.id = "fields-to-choose";
  for (const option of select.options) {
    const entry = document.createElement("option");
    entry.value = option.text;
    entry.label = option.dataset.words ?? "";
    made.append(entry);
  }
  form.append(made);
  return made;
}

function searchable(select) {
  const box = document.createElement("input");
  box.className = "input";
  box.setAttribute("list", "fields-to-choose");
  box.setAttribute("aria-label", select.getAttribute("aria-label"));
  box.autocomplete = "off";
  box.placeholder = form.dataset.wordsSearch;
  const show = () => { box.value = select.selectedOptions[0]?.text ?? ""; };
  const take = () => {
    const found = box.value.trim() === "" ? select.options[0] : known(select, box.value);
    if (found) select.value = found.value;
    show();
    select.closest("tr").toggleAttribute("data-left-out", select.value === "");
  };
  box.addEventListener("focus", () => box.select());
  box.addEventListener("change", take);
  box.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Enter") { event.preventDefault(); take(); }
    if (event.key === "Escape") show();
  });
  show();
  select.hidden = true;
  select.before(box);
}

if (form) {
  const selects = [...form.querySelectorAll('select[name^="column-"]')];
  if (selects.length && selects[0].options.length > MANY && !matchMedia("(pointer: coarse)").matches) {
    list(selects[0]);
    for (const select of selects) searchable(select);
  }
}
