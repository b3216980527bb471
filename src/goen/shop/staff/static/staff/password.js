/* New passwords can be looked at while they are typed, and say how far they have come. */
for (const input of document.querySelectorAll("input[data-show]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn--s btn--quiet";
  button.textContent = input.dataset.show;
  button.setAttribute("aria-pressed", "false");
  button.addEventListener("click", () => {
    const shown = input.type === "text";
    input.type = shown ? "password" : "text";
    button.textContent = shown ? input.dataset.show : input.dataset.hide;
    button.setAttribute("aria-pressed", String(!shown));
  });
  const meter = document.createElement("meter");
  meter.max = 20;
  meter.low = 12;
  meter.high = 15;
  meter.optimum = 20;
  meter.setAttribute("aria-label", input.dataset.strength);
  const variety = (text) => new Set(text).size;
  input.addEventListener("input", () => {
    meter.value = Math.min([...input.value].length, 2 * variety(input.value), 20);
  });
  // A password that is shown must not be kept by the browser as ordinary text.
  input.form?.addEventListener("submit", () => {
    input.type = "password";
  });
  const row = document.createElement("span");
  row.className = "quota";
  row.append(meter, button);
  input.after(row);
}
