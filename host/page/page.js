// Draws the charts of a page, lets the reader choose a run and sort tables, and prints in light colours. Everything
// that it shows stands in the page as text, too: without a script the page is complete but for the drawings.
"use strict";
(() => {
  const drawings = new Map();  // by the id of their figure
  for (const drawing of JSON.parse(document.getElementById("drawings").textContent)) drawings.set(drawing.id, drawing);
  const charts = new Map();    // what Chart.js has drawn, by the same id
  let printing = false;

  // ---- words for numbers, as host/words/numbers.cpp has them ----

  const figures = (value) => value.toFixed(Math.abs(value) < 9.995 ? 2 : Math.abs(value) < 99.95 ? 1 : 0);

  function money(value) {
    const sign = value < 0 ? "-$" : "$", size = Math.abs(value);
    for (const [of, name] of [[1e12, "T"], [1e9, "B"], [1e6, "M"], [1e3, "K"]])
      if (size >= of * 0.9995) return sign + figures(size / of) + name;
    return sign + size.toFixed(0);
  }
  function price(value) {
    const digits = Math.min(300, Math.max(0, 5 - Math.floor(Math.log10(Math.abs(value) || 1))));
    let text = value.toFixed(Math.min(digits, 20));
    if (text.includes(".")) text = text.replace(/0+$/, "").replace(/\.$/, "");
    const [whole, rest] = text.split(".");
    return "$" + whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",") + (rest ? "." + rest : "");
  }
  function share(value) {
    const percent = 100 * value;
    return Number(Math.abs(percent) >= 10 ? percent.toFixed(1) : percent.toPrecision(2)) + " %";
  }
  function duration(seconds) {
    for (const [length, name] of [[86400, " d"], [3600, " h"], [60, " min"]])
      if (seconds >= length) return Number((seconds / length).toFixed(1)) + name;
    return Number(seconds.toFixed(1)) + " s";
  }
  const words = { money, price, share, seconds: duration, ratio: (value) => value.toFixed(2) };

  // ---- colours ----

  const light = {
    ink: "#1b1f24", soft: "#5a6470", grid: "#d9dee4", ground: "#ffffff",
    lines: ["#0b5cad", "#b0400c", "#0a7050", "#7a3796"], level: "#5a6470", wall: "#7a3796", critical: "#a4161a",
    heat: [[255, 255, 255], [253, 205, 150], [222, 96, 50], [103, 0, 13]]
  };
  const dark = {
    ink: "#e8ecf1", soft: "#a9b4c0", grid: "#37414d", ground: "#161b21",
    lines: ["#74b6ff", "#ffa06e", "#63d6aa", "#d2a3f2"], level: "#a9b4c0", wall: "#d2a3f2", critical: "#ff8a8a",
    heat: [[22, 27, 33], [92, 38, 20], [214, 96, 40], [255, 236, 170]]
  };
  const prefers_dark = matchMedia("(prefers-color-scheme: dark)");
  const colours = () => prefers_dark.matches && !printing ? dark : light;

  const faded = (colour, alpha) => colour + Math.round(alpha * 255).toString(16).padStart(2, "0");

  // ---- charts of curves ----

  // The unit in which a time axis counts: days, hours or minutes.
  function clock(longest) {
    for (const [length, name] of [[86400, "days"], [3600, "hours"]]) if (longest >= 2 * length) return { length, name };
    return { length: 60, name: "minutes" };
  }

  function x_of(drawing) {
    let last = [];
    const all = drawing.curves.map((curve) => (last = curve.x || last));
    const longest = Math.max(...all.flat());
    const unit = drawing.x.unit === "seconds" ? clock(longest) : { length: 1, name: "" };
    return { all, unit, longest: longest / unit.length };
  }

  const dashes = [[], [9, 3], [2, 3], [9, 3, 2, 3]];
  const points = ["circle", "rect", "triangle", "crossRot"];

  // The look of a curve: pairs with and without the cascade share a colour, and differ in their dashes.
  function style(curve, nth, of, palette) {
    const colour = palette.lines[nth % palette.lines.length];
    const base = { borderColor: colour, backgroundColor: colour, borderWidth: 2, pointRadius: 0 };
    switch (curve.look) {
      case "median": return { ...base, borderColor: palette.lines[0], borderWidth: 3 };
      case "low": case "high":
        return { ...base, borderColor: faded(palette.lines[0], 0.55), borderWidth: 1,
          backgroundColor: faded(palette.lines[0], 0.17) };
      case "extreme": return { ...base, borderColor: palette.lines[2], borderDash: [2, 3], borderWidth: 2 };
      case "without": return { ...base, borderColor: of > 1 ? colour : palette.soft, borderDash: [6, 4],
        borderWidth: of > 1 ? 1.5 : 2 };
      case "sample": return { ...base, borderWidth: 1.4, borderDash: dashes[Math.floor(nth / 4) % dashes.length] };
      default: return { ...base, pointStyle: points[nth % points.length],
        pointRadius: of > 1 ? (context) => context.dataIndex % 12 === 3 * (nth % 4) ? 4 : 0 : 0 };
    }
  }

  function datasets_of(drawing, x, palette) {
    const pairs = drawing.curves.filter((curve) => curve.look === "with" || curve.look === "other").length;
    const fan = drawing.curves.some((other) => other.look === "median");
    let nth = -1;
    return drawing.curves.map((curve, i) => {
      if (curve.look !== "without" || nth < 0) ++nth;
      const until = drawing.curves.findIndex((other) => other.name === curve.up_to);
      return {
        label: curve.up_to ? `${curve.name} to ${curve.up_to}` : fan && curve.look === "without" ? "without the cascade" : curve.name,
        data: curve.y.map((y, k) => ({ x: x.all[i][k] / x.unit.length, y })),
        fill: until >= 0 ? until : false,
        ...style(curve, fan ? 0 : nth, pairs, palette)
      };
    });
  }

  // Of the quantiles of a fan the legend has each band once, and those without the cascade once.
  function in_legend(drawing, index) {
    const look = drawing.curves[index].look, fan = drawing.curves.some((curve) => curve.look === "median");
    return look !== "high" && look !== "sample" &&
      !(fan && look === "without" && drawing.curves.findIndex((curve) => curve.look === "without") !== index);
  }

  // The ticks of a logarithmic axis that have words: powers of ten, and 2 and 5 where there are few.
  function log_tick(axis, value, in_words) {
    const decades = Math.log10(axis.max / axis.min);
    const lead = Number((value / 10 ** Math.floor(Math.log10(value) + 1e-9)).toFixed(6));
    return lead === 1 || (decades < 2.5 && (lead === 2 || lead === 5)) ? in_words(value) : "";
  }

  function scale_of(axis, unit, palette, range) {
    const in_words = axis.unit === "seconds" ? (value) => String(Number(value.toFixed(2))) : words[axis.unit];
    const title = axis.unit === "seconds" ? axis.title.replace(/^time/, unit.name) : axis.title;
    return {
      type: axis.log ? "logarithmic" : "linear", ...range,
      title: { display: true, text: title, color: palette.soft },
      grid: { color: palette.grid }, border: { color: palette.soft },
      ticks: {
        color: palette.soft, maxRotation: 0, autoSkipPadding: 14,
        callback(value) { return axis.log ? log_tick(this, value, in_words) : in_words(value); }
      }
    };
  }

  const small = "11px system-ui, sans-serif";

  // Texts at the right of a chart, each as near to its place as the others allow.
  function spread(labels, top, bottom) {
    const line = Math.min(13, (bottom - top) / Math.max(1, labels.length));
    labels.sort((a, b) => a.at - b.at).forEach((label) => { label.y = label.at; });
    const keep_inside = (label) => { label.y = Math.min(Math.max(label.y, top), bottom); };
    for (let round = 0; round < 100; ++round) {
      for (let i = 1; i < labels.length; ++i) {
        const missing = line - (labels[i].y - labels[i - 1].y);
        if (missing <= 0) continue;
        labels[i - 1].y -= missing / 2;
        labels[i].y += missing / 2;
      }
      labels.forEach(keep_inside);
    }
  }

  function colour_of_mark(mark, palette) {
    return mark.look === "critical" ? palette.critical : mark.look === "wall" || mark.look === "position" ? palette.wall
      : mark.look === "spot" ? palette.ink : palette.level;
  }

  // What stands in the margin at the right: the names of the lines across, and of curves where there are several pairs.
  function margin_texts(drawing) {
    const texts = drawing.marks.filter((mark) => !mark.upright).map((mark) => mark.name);
    return named_at_end(drawing) ? texts.concat(drawing.curves.filter((curve) => curve.look !== "without").map((curve) => curve.name)) : texts;
  }
  function named_at_end(drawing) {
    return drawing.curves.filter((curve) => curve.look === "with").length > 1;
  }
  function margin_of(drawing, width) {
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = small;
    const widest = Math.max(0, ...margin_texts(drawing).map((text) => pen.measureText(text).width));
    return widest === 0 ? 12 : Math.min(widest + 16, width * 0.32);
  }

  // Lines across a chart (levels, walls, spot, the critical ratio), and the texts in its margin.
  const lines_and_names = {
    id: "lines_and_names",
    afterDatasetsDraw(chart, _, { drawing, palette }) {
      const { ctx, chartArea: area, scales } = chart, labels = [];
      ctx.save();
      ctx.font = small;
      for (const mark of drawing.marks) {
        const place = mark.upright ? scales.x.getPixelForValue(mark.at) : scales.y.getPixelForValue(mark.at);
        if (mark.upright ? place < area.left || place > area.right : place < area.top || place > area.bottom) continue;
        ctx.strokeStyle = ctx.fillStyle = colour_of_mark(mark, palette);
        ctx.setLineDash(mark.look === "wall" ? [] : mark.look === "critical" ? [8, 3] : [3, 3]);
        ctx.lineWidth = mark.look === "wall" ? 3 : 1.2;
        ctx.beginPath();
        if (mark.upright) { ctx.moveTo(place, area.top); ctx.lineTo(place, area.bottom); }
        else { ctx.moveTo(area.left, place); ctx.lineTo(area.right, place); }
        ctx.stroke();
        if (mark.upright) ctx.fillText(mark.name, place + 4, area.top + 12);
        else labels.push({ text: mark.name, at: place, colour: ctx.strokeStyle });
      }
      if (named_at_end(drawing)) drawing.curves.forEach((curve, i) => {
        const points = chart.getDatasetMeta(i).data, end = points[points.length - 1];
        if (curve.look === "with" && end) labels.push({ text: curve.name, at: end.y, colour: chart.data.datasets[i].borderColor });
      });
      spread(labels, area.top + 4, area.bottom);
      ctx.setLineDash([]);
      ctx.lineWidth = 0.8;
      for (const label of labels) {
        ctx.strokeStyle = ctx.fillStyle = label.colour;
        ctx.beginPath();
        ctx.moveTo(area.right, label.at);
        ctx.lineTo(area.right + 8, label.y);
        ctx.stroke();
        ctx.fillText(label.text, area.right + 11, label.y + 4, chart.width - area.right - 12);
      }
      ctx.restore();
    }
  };

  // The axis of y holds the lines across, too.
  function range_of_y(drawing) {
    if (drawing.y.log) return {};
    const all = drawing.curves.flatMap((curve) => curve.y).filter((y) => y !== null)
      .concat(drawing.marks.filter((mark) => !mark.upright).map((mark) => mark.at));
    const low = Math.min(...all), high = Math.max(...all);
    if (drawing.y.unit === "price") return { suggestedMin: low, suggestedMax: high };
    return drawing.y.unit === "share" && high > 0.8 ? { min: 0, max: 1 } : { min: 0, suggestedMax: high * 1.02 };
  }

  function draw_curves(canvas, drawing) {
    const palette = colours(), x = x_of(drawing), width = canvas.parentElement.clientWidth, narrow = width < 520;
    const range_of_x = drawing.x.unit === "seconds" ? { min: 0, max: x.longest }
      : drawing.x.log ? { min: 10 ** Math.floor(Math.log10(x.longest / 1e4)) } : {};
    const of_y = words[drawing.y.unit];
    return new Chart(canvas, {
      type: "line",
      data: { datasets: datasets_of(drawing, x, palette) },
      plugins: [lines_and_names],
      options: {
        animation: false, responsive: true, maintainAspectRatio: false, parsing: false, normalized: true,
        devicePixelRatio: Math.max(2, devicePixelRatio), spanGaps: false,
        interaction: { mode: "nearest", axis: "x", intersect: false },
        font: { size: 12 }, layout: { padding: { right: margin_of(drawing, width) } },
        scales: {
          x: scale_of(drawing.x, x.unit, palette, range_of_x),
          y: scale_of(drawing.y, x.unit, palette, range_of_y(drawing))
        },
        plugins: {
          lines_and_names: { drawing, palette },
          legend: {
            display: drawing.curves.length > 1 && !named_at_end(drawing), position: "bottom",
            labels: {
              color: palette.ink, usePointStyle: false, boxWidth: narrow ? 18 : 28, boxHeight: 1,
              filter: (item) => in_legend(drawing, item.datasetIndex)
            }
          },
          tooltip: {
            filter: (item) => item.dataset.data.length > 0,
            callbacks: {
              title: (items) => items.length === 0 ? "" : drawing.x.unit === "seconds"
                ? duration(items[0].parsed.x * x.unit.length) : words[drawing.x.unit](items[0].parsed.x),
              label: (item) => `${drawing.curves[item.datasetIndex].name}: ${of_y(item.parsed.y)}`
            }
          }
        }
      }
    });
  }

  // ---- the heat map ----

  function colour_of(level, stops) {
    const place = Math.min(Math.max(level, 0), 1) * (stops.length - 1), i = Math.min(Math.floor(place), stops.length - 2);
    return `rgb(${stops[i].map((from, k) => Math.round(from + (place - i) * (stops[i + 1][k] - from))).join(",")})`;
  }

  // The places of the pieces of a heat map on its canvas, in CSS pixels.
  function layout_of(canvas, map) {
    const width = canvas.parentElement.clientWidth, height = canvas.parentElement.clientHeight, beside = width * 0.2;
    const area = { left: 66, top: 24, right: width - beside - 14, bottom: height - 40 };
    const low = Math.log(map.price[0]), high = Math.log(map.price[map.price.length - 1]);
    const end = map.time[map.time.length - 1];
    return {
      width, height, area, end, beside: { left: area.right + 12, right: width - 4 },
      x: (time) => area.left + (area.right - area.left) * time / end,
      y: (at) => area.bottom - (area.bottom - area.top) * (Math.log(at) - low) / (high - low)
    };
  }

  // Colours go by the logarithm of the amount a day, over three powers of ten.
  const decades = 3;

  function draw_fields(ctx, map, place, palette) {
    const rows = map.beside.length;
    const rate = map.amount.map((amount, i) => {
      const column = Math.floor(i / rows);
      return amount / (map.time[column] - (column > 0 ? map.time[column - 1] : 0));
    });
    const most = Math.max(...rate);
    rate.forEach((value, i) => {
      const level = 1 + Math.log10(value / most) / decades;
      if (!(level > 0)) return;
      const column = Math.floor(i / rows), row = i % rows;
      const left = place.x(column > 0 ? map.time[column - 1] : 0), right = place.x(map.time[column]);
      const top = place.y(map.price[row + 1]), bottom = place.y(map.price[row]);
      ctx.fillStyle = colour_of(level, palette.heat);
      ctx.fillRect(left, top, right - left + 0.5, bottom - top + 0.5);
    });
    return most * 86400;
  }

  // The scale of the colours, above the map.
  function draw_key(ctx, most, place, palette) {
    const from = money(most / 10 ** decades), to = `${money(most)} a day`, steps = 40;
    ctx.font = small;
    ctx.textAlign = "left";
    ctx.fillStyle = palette.soft;
    let x = place.area.left;
    ctx.fillText(from, x, 14);
    x += ctx.measureText(from).width + 5;
    for (let i = 0; i < steps; ++i) {
      ctx.fillStyle = colour_of((i + 0.5) / steps, palette.heat);
      ctx.fillRect(x + i * 2, 5, 2.5, 11);
    }
    ctx.strokeStyle = palette.soft;
    ctx.strokeRect(x, 5, steps * 2, 11);
    ctx.fillStyle = palette.soft;
    ctx.fillText(to, x + steps * 2 + 5, 14);
  }

  function draw_beside(ctx, map, place, palette) {
    const most = Math.max(...map.beside), room = place.beside.right - place.beside.left;
    map.beside.forEach((fuel, row) => {
      const top = place.y(map.price[row + 1]), bottom = place.y(map.price[row]);
      ctx.fillStyle = palette.lines[map.price[row + 1] <= map.spot ? 1 : 0];
      ctx.fillRect(place.beside.left, top + 0.5, room * fuel / most, Math.max(1, bottom - top - 1));
    });
    ctx.fillStyle = palette.soft;
    ctx.textAlign = "left";
    ctx.fillText(`to ${money(most)}`, place.beside.left, 14, room);
    ctx.textAlign = "center";
    ctx.fillText("liquidatable", (place.beside.left + place.beside.right) / 2, place.area.bottom + 16, room);
    ctx.fillText("at the start", (place.beside.left + place.beside.right) / 2, place.area.bottom + 32, room);
  }

  function draw_axes(ctx, map, place, palette) {
    const { area } = place, unit = clock(place.end);
    ctx.fillStyle = palette.soft;
    ctx.strokeStyle = palette.soft;
    ctx.lineWidth = 1;
    ctx.strokeRect(area.left, area.top, area.right - area.left, area.bottom - area.top);
    ctx.textAlign = "right";
    const labels = Math.max(2, Math.floor((area.bottom - area.top) / 46));
    for (let i = 0; i <= labels; ++i) {
      const y = area.bottom - (area.bottom - area.top) * i / labels;
      const at = map.price[0] * (map.price[map.price.length - 1] / map.price[0]) ** (i / labels);
      ctx.fillText(price(Number(at.toPrecision(4))), area.left - 6, y + 4);
    }
    ctx.textAlign = "center";
    const most = area.right - area.left < 300 ? 4 : 8;
    const step = [1, 2, 5, 10, 20, 50, 100, 200, 500].find((each) => place.end / unit.length / each <= most) || 1000;
    for (let at = 0; at * unit.length <= place.end * 1.001; at += step)
      ctx.fillText(String(at), place.x(at * unit.length), area.bottom + 16);
    ctx.fillText(unit.name, (area.left + area.right) / 2, area.bottom + 32);
    ctx.setLineDash([4, 3]);
    ctx.strokeStyle = palette.ink;
    ctx.beginPath();
    ctx.moveTo(area.left, place.y(map.spot));
    ctx.lineTo(place.beside.right, place.y(map.spot));
    ctx.stroke();
    ctx.setLineDash([]);
  }

  function draw_heat(canvas, map) {
    const palette = colours(), place = layout_of(canvas, map), dense = Math.max(2, devicePixelRatio);
    canvas.width = place.width * dense;
    canvas.height = place.height * dense;
    canvas.style.width = place.width + "px";
    canvas.style.height = place.height + "px";
    const ctx = canvas.getContext("2d");
    ctx.scale(dense, dense);
    ctx.font = small;
    draw_key(ctx, draw_fields(ctx, map, place, palette), place, palette);
    draw_beside(ctx, map, place, palette);
    draw_axes(ctx, map, place, palette);
  }

  // What lies under the pointer, in words.
  function read_heat(canvas, map, event) {
    const place = layout_of(canvas, map), box = canvas.getBoundingClientRect();
    const x = event.clientX - box.left, y = event.clientY - box.top, rows = map.beside.length;
    const column = map.time.findIndex((time) => x <= place.x(time));
    const row = map.price.findIndex((at, i) => i < rows && y <= place.y(at) && y > place.y(map.price[i + 1]));
    if (column < 0 || row < 0 || x < place.area.left) return "";
    return `${price(map.price[row])} to ${price(map.price[row + 1])}, ${duration(column > 0 ? map.time[column - 1] : 0)} to ` +
      `${duration(map.time[column])}: ${money(map.amount[column * rows + row])}; at the start ${money(map.beside[row])}`;
  }

  // ---- drawing, and drawing anew ----

  const is_shown = (element) => element.offsetParent !== null;

  function draw(figure) {
    const drawing = drawings.get(figure.id), canvas = figure.querySelector("canvas");
    if (!drawing || !canvas || !is_shown(canvas)) return;
    charts.get(figure.id)?.destroy?.();
    charts.set(figure.id, drawing.heat ? draw_heat(canvas, drawing) : draw_curves(canvas, drawing));
    if (!drawing.heat || canvas.dataset.reads) return;
    canvas.dataset.reads = "yes";
    canvas.addEventListener("pointermove", (event) => { canvas.title = read_heat(canvas, drawing, event); });
  }
  const draw_all = () => document.querySelectorAll("figure.chart").forEach(draw);

  // ---- the run that is shown ----

  const choice = document.getElementById("choice");
  function show(run) {
    document.querySelectorAll("[data-run]").forEach((part) => {
      part.hidden = run !== "all" && part.dataset.run !== run;
    });
    draw_all();
  }
  function run_of(hash) {
    const found = /^#run(\d+)/.exec(hash);
    return found && document.getElementById("run" + found[1]) ? found[1] : null;
  }
  function follow() {
    const run = run_of(location.hash);
    if (!run) return;
    if (choice.value !== "all") choice.value = run;
    show(choice.value);
    document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }
  if (choice) {
    choice.parentElement.hidden = false;
    choice.value = run_of(location.hash) || choice.options[1].value;
    choice.addEventListener("change", () => show(choice.value));
    addEventListener("hashchange", follow);
  }

  // ---- tables that can be sorted ----

  function value_of(row, column) {
    const cell = row.children[column], data = cell.querySelector("data");
    return data ? Number(data.value) : cell.textContent.trim();
  }
  function sort(table, column, button) {
    const rows = [...table.tBodies[0].rows], head = button.closest("th");
    const down = head.getAttribute("aria-sort") !== "descending";
    table.querySelectorAll("th[aria-sort]").forEach((other) => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const order = (a, b) => typeof a === "number" && typeof b === "number" ? a - b
      : typeof a === "number" ? 1 : typeof b === "number" ? -1 : a.localeCompare(b, "en", { numeric: true });
    rows.sort((a, b) => (down ? -1 : 1) * order(value_of(a, column), value_of(b, column)));
    table.tBodies[0].append(...rows);
  }
  document.querySelectorAll("table.sortable").forEach((table) => {
    [...table.tHead.rows[0].cells].forEach((cell, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...cell.childNodes);
      cell.append(button);
      button.addEventListener("click", () => sort(table, column, button));
    });
  });

  // ---- the contents are open where there is room beside the text ----

  const contents = document.querySelector("nav details");
  if (contents && matchMedia("(max-width: 70rem)").matches) contents.open = false;

  // ---- print, and changes of light and size ----

  addEventListener("beforeprint", () => { printing = true; document.documentElement.classList.add("printing"); draw_all(); });
  addEventListener("afterprint", () => { printing = false; document.documentElement.classList.remove("printing"); draw_all(); });
  prefers_dark.addEventListener("change", draw_all);
  let waiting;
  addEventListener("resize", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => drawings.forEach((drawing, id) => { if (drawing.heat) draw(document.getElementById(id)); }), 150);
  });
  if (choice) show(choice.value); else draw_all();
})();
