// The simulator: a slider beside each per cent, both saying the same.
for (const slider of document.querySelectorAll("[data-simulator] [data-slides]")) {
  const number = document.getElementById(slider.dataset.slides);
  slider.hidden = false;
  slider.addEventListener("input", () => { number.value = slider.value; });
  number.addEventListener("input", () => { slider.value = number.value || 0; });
}
