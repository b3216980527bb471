/* What can be measured of how a page looks; each function returns what is wrong, in words. */
({
  /* Text with too little contrast with the nearest ground behind it. */
  faint() {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const paint = (colour) => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      return canvas.getImageData(0, 0, 1, 1).data;
    };
    const linear = (value) => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    const luminance = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
    const ratio = (a, b) => {
      const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
      return (high + 0.05) / (low + 0.05);
    };
    const ground = (element) => {
      for (let at = element; at; at = at.parentElement) {
        const colour = paint(getComputedStyle(at).backgroundColor);
        if (colour[3] === 255) return colour;
      }
      return paint(getComputedStyle(document.documentElement).backgroundColor);
    };
    const wrong = new Set();
    for (const element of document.querySelectorAll("body *:not(svg *):not(script):not(style)")) {
      const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
      if (!own || !element.checkVisibility() || element.closest(".vh, .skip")) continue;
      const ink = paint(getComputedStyle(element).color);
      const found = ratio(ink, ground(element));
      if (found < 4.5) wrong.add(`${found.toFixed(2)} ${element.tagName}.${element.className} ${element.textContent.trim().slice(0, 30)}`);
    }
    return [...wrong];
  },

  /* Words of a chart that leave its card or lie over one another. */
  tangled() {
    const wrong = [];
    for (const chart of document.querySelectorAll("svg.chart")) {
      if (!chart.checkVisibility()) continue;
      const name = chart.querySelector("title").textContent;
      const card = chart.closest(".card").getBoundingClientRect();
      const words = [...chart.querySelectorAll("text")].filter((word) => word.textContent.trim())
        .map((word) => [word.textContent, word.getBoundingClientRect()]);
      for (const [text, box] of words) {
        if (box.left < card.left - 1 || box.right > card.right + 1) wrong.push(`${name}: ${text} leaves its card`);
      }
      words.forEach(([text, a], place) => {
        for (const [other, b] of words.slice(place + 1)) {
          const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
          const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
          if (wide > 2 && high > 5) wrong.push(`${name}: ${text} lies over ${other}`);
        }
      });
    }
    return wrong;
  },

  /* Charts whose 12 px text is drawn much smaller. */
  shrunken(least) {
    return [...document.querySelectorAll("svg.chart")].filter((chart) => chart.checkVisibility())
      .map((chart) => [chart.querySelector("title").textContent, 12 * chart.getBoundingClientRect().width / chart.viewBox.baseVal.width])
      .filter(([, size]) => size < least).map(([name, size]) => `${name} ${size.toFixed(1)}px`);
  },

  /* Targets smaller than 24 by 24 px. */
  small() {
    return [...document.querySelectorAll("a, button, summary")].filter((target) => target.checkVisibility() && !target.closest(".skip"))
      .map((target) => [target, target.getBoundingClientRect()])
      .filter(([, box]) => box.width < 24 || box.height < 24).map(([target, box]) => `${target.textContent} ${box.width}×${box.height}`);
  },

  /* Text smaller than 12 px outside charts. */
  tiny() {
    return [...document.querySelectorAll("body *:not(svg *)")]
      .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
      .filter((element) => element.checkVisibility() && parseFloat(getComputedStyle(element).fontSize) < 12)
      .map((element) => element.textContent.slice(0, 30));
  },

  /* How far the page reaches beyond its window. */
  sideways() {
    return document.documentElement.scrollWidth - document.documentElement.clientWidth;
  },
})
