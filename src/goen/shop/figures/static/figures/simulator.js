// The simulator: a slider beside each per cent, both saying the same.
const form = document.querySelector("[data-simulator]");
for (const slider of form?.querySelectorAll("[data-slides]") ?? []) {
  const number = document.getElementById(slider.dataset.slides);
  slider.hidden = false;
  slider.addEventListener("input", () => { number.value = slider.value; });
  number.addEventListener("input", () => { slider.value = number.value || 0; });
}
// Empty fields have no place in the address.
form?.addEventListener("htmx:configRequest", (event) => {
  const told = event.detail.parameters;
  for (const name of Object.keys(told)) if (!told[name]) delete told[name];
});
form?.addEventListener("formdata", (event) => {
  for (const [name, value] of [...event.formData]) if (!value) event.formData.delete(name);
});
