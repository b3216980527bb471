// The bar that asks which evening: the slider moves the day, a change shows it at once.
const form = document.querySelector("[data-asked]");
if (form) {
  const slider = form.querySelector("[type=range]");
  const day = form.querySelector("[type=date]");
  const first = Date.parse(slider.dataset.first);
  const DAY = 86_400_000;
  const button = form.querySelector("[type=submit]");
  button.hidden = true;
  slider.addEventListener("input", () => {
    day.value = new Date(first + Number(slider.value) * DAY).toISOString().slice(0, 10);
    slider.setAttribute("aria-valuetext", day.value);
  });
  slider.addEventListener("change", () => form.requestSubmit());
  // A day of one's own to compare with: its field is there when it is chosen.
  const beside = form.querySelector("[name=vs]");
  const other = form.querySelector("[data-vs-day]");
  const chosen = () => beside?.localName === "select" && beside.value === "day";
  if (other) {
    other.hidden = !chosen();
    beside.addEventListener("change", () => {
      other.hidden = !chosen();
      button.hidden = !chosen();
      if (chosen()) other.querySelector("input").focus();
    });
    other.addEventListener("change", () => { button.hidden = false; });
    other.addEventListener("keydown", (event) => { if (event.key === "Enter" && !event.isComposing) form.requestSubmit(); });
  }
  const ready = (choice) => choice !== beside || !chosen();
  for (const choice of form.querySelectorAll("select")) {
    // A choice by keyboard passes over others: only one that was left, or confirmed, is meant.
    let typed = false;
    choice.addEventListener("keydown", (event) => { typed = event.key !== "Enter"; });
    choice.addEventListener("change", () => { if (!typed && ready(choice)) form.requestSubmit(); });
    choice.addEventListener("blur", () => { if (typed) { typed = false; if (ready(choice)) form.requestSubmit(); } });
  }
  day.addEventListener("keydown", (event) => { if (event.key === "Enter" && !event.isComposing) form.requestSubmit(); });
  day.addEventListener("change", () => { button.hidden = false; });
  // Empty choices have no place in the address.
  form.addEventListener("formdata", (event) => {
    if (chosen()) event.formData.set("vs", event.formData.get("vs_day") || "day");
    event.formData.delete("vs_day");
    for (const [name, value] of [...event.formData]) if (!value || (name === "vs" && value === "month") || (name === "on" && value === day.max)) event.formData.delete(name);
  });
}
