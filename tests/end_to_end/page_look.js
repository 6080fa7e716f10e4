// Looks at a page of a report from inside (page_test.py), and leaves what it found as JSON in the page around its frame.
"use strict";
(async () => {
  const found = { broken: "broken" in window };
  const shown = (element) => element.offsetParent !== null;
  const name_of = (element) => `${element.tagName} ${element.id || element.className}: ${element.textContent.trim().slice(0, 40)}`;

  // A drawing has ink where pixels of several colours are.
  const canvases = [...document.querySelectorAll("figure canvas")].filter(shown);
  found.figures = canvases.length;
  found.without_ink = canvases.filter((canvas) => {
    const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
    const colours = new Set();
    let inked = 0;
    for (let i = 0; i < pixels.length; i += 4) if (pixels[i + 3] > 0) {
      ++inked;
      if (colours.size < 50) colours.add((pixels[i] << 16) | (pixels[i + 1] << 8) | pixels[i + 2]);
    }
    return inked < 2000 || colours.size < 5;
  }).map((canvas) => canvas.closest("figure").id);

  // The contrast of text to what lies behind it (WCAG 2). A canvas resolves every way to write a colour.
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    return [...pen.getImageData(0, 0, 1, 1).data];
  };
  const luminance = (colour) => colour.slice(0, 3).map((part) => part / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
  const ground_of = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if (colour[3] > 0) return colour;
    }
    return [255, 255, 255, 255];
  };
  found.low_contrast = [...document.querySelectorAll("body *")].filter((element) => shown(element) &&
    [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim())).filter((element) => {
    const light = [luminance(rgba(getComputedStyle(element).color)), luminance(ground_of(element))].sort((a, b) => a - b);
    return (light[1] + 0.05) / (light[0] + 0.05) < 4.5;
  }).map(name_of);

  // Nothing may stick out of the screen, where tables scroll in their frames, or out of a sheet of paper.
  const sticking_out = (width, allowed) => [...document.querySelectorAll("body *")].filter((element) =>
    shown(element) && !element.closest(allowed) && element.getBoundingClientRect().right > width + 1).map(name_of);
  found.width = innerWidth;
  found.dark = matchMedia("(prefers-color-scheme: dark)").matches;
  found.cut_on_screen = sticking_out(document.documentElement.clientWidth, ".scroll, .skip");
  const print = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
    .filter((rule) => rule.media?.mediaText === "print").flatMap((rule) => [...rule.cssRules]).map((rule) => rule.cssText);
  const style = document.createElement("style");
  style.textContent = print.join("\n");
  document.head.append(style);
  const sheet = 182 * 96 / 25.4;  // A4 without its margins
  dispatchEvent(new Event("beforeprint"));
  await new Promise((resolve) => setTimeout(resolve, 300));
  found.cut_in_print = sticking_out(sheet, ".skip");
  dispatchEvent(new Event("afterprint"));
  style.remove();

  const choice = document.getElementById("choice");
  if (choice) {
    const runs = () => [...document.querySelectorAll("article.run")].filter(shown).map((run) => run.dataset.run);
    found.runs_shown_first = runs().length;
    choice.value = "2";
    choice.dispatchEvent(new Event("change"));
    found.run_chosen = runs();
    choice.value = "all";
    choice.dispatchEvent(new Event("change"));
    found.all_shown = runs().length;
    const table = document.querySelector("table.sortable");
    table.querySelector("thead th:nth-child(3) button").click();
    found.sorted = [...table.tBodies[0].rows].map((row) => Number(row.cells[2].querySelector("data").value));
  }
  const report = document.createElement("pre");
  report.id = "found";
  report.textContent = JSON.stringify(found);
  parent.document.body.append(report);
})();
