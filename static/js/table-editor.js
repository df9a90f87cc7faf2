// The editor: one state, changed by deeds, shown by the grid, checked by the server. The textarea stays what is sent.
(() => {
  const { Grid, History, Unsaved, codes, rows: deeds, text } = window.ScoringTable;
  const root = document.querySelector("[data-table-editor]");
  const form = document.querySelector("form[data-criteria]");
  if (!root || !form) return;
  const area = form.elements.criteria;
  const config = JSON.parse(document.getElementById("table-editor").textContent);
  const width = config.columns.length;
  const grid = new Grid(root, config);
  const squared = (rows) => rows.map((row) => config.columns.map((column, at) => row[at] ?? ""));
  const started = squared(config.rows);
  const history = new History(started.length ? started : deeds.insertAfter([], 0, width).rows);
  const unsaved = new Unsaved(root.dataset.draft, form.elements.seen.value);
  const place = { row: 0, column: 0 };
  let chosen = null;
  deeds.lookFor(config.references.column, config.references.names);

  const editor = {
    root, form, area, config, grid, width, place,
    listeners: { changed: [], leaving: [], placed: [] },
    get rows() {
      return history.rows;
    },
    get chosen() {
      return chosen;
    },
    tell(event, ...about) {
      editor.listeners[event].forEach((listener) => listener(...about));
    },
    announce(name, values) {
      const said = root.querySelector("[data-said]");
      said.textContent = "";
      requestAnimationFrame(() => (said.textContent = grid.say(name, values)));
    },
    nameOf(row) {
      const line = history.rows[row];
      return line ? codes.codeOf(line) || String(row + 1) : "";
    },
    show() {
      grid.show(history.rows, place, chosen);
    },
    // The line of the text for a row and back: the heading is the first.
    rowOf: (line) => line - 2,
    text: () => (history.rows.some((row) => row.some(Boolean)) ? text.write([config.columns.map((each) => each.label), ...history.rows]) : ""),

    // Every change of the rows comes through here. Steps with the same key become one step back.
    commit(rows, { at, column = place.column, key = "", focus = true } = {}) {
      if (rows === history.rows) return;
      history.add(rows, { ...place }, key);
      if (!key) editor.unsettle();
      editor.settle(at ?? place.row, column, focus, key && column !== 0 ? at : null);
    },
    // What was said of rows does not hold for others that come into their place.
    unsettle() {
      chosen = null;
      grid.facts = {};
      grid.problems = [];
    },
    // With `only`, nothing but the cells of that row is not as it was.
    settle(row, column, focus, only = null) {
      Object.assign(place, { row: Math.max(0, Math.min(row, history.rows.length - 1)), column });
      if (only === null) editor.show();
      else grid.showRow(history.rows, only, place, chosen);
      editor.write();
      if (focus) grid.focus(place.row, place.column);
      editor.tell("changed");
    },
    write() {
      area.value = editor.text();
      area.dispatchEvent(new Event("change", { bubbles: true }));
      if (history.past.length) unsaved.keep(history.rows);
      else unsaved.forget();
    },
    // Marks of a printed table become codes without a step of their own; the code that is being written is left alone.
    recode(codeAt) {
      if (document.activeElement?.dataset.field === "code") return;
      const rows = history.rows.map((row, at) => (codeAt[at] && codes.codeOf(row) !== codeAt[at] ? deeds.withCell(row, 0, codeAt[at]) : row));
      if (rows.every((row, at) => row === history.rows[at])) return;
      history.rows = rows;
      area.value = editor.text();
      editor.show();
    },
    step(way) {
      const found = history[way]({ ...place });
      if (!found) return editor.announce("nothing");
      editor.unsettle();
      editor.settle(found.place.row, found.place.column, !root.querySelector("[data-panel]").contains(document.activeElement));
      return editor.announce(way === "undo" ? "undone" : "redone");
    },
    // Rows from elsewhere: from the textarea, or kept from an earlier visit.
    replace(rows) {
      editor.commit(rows.length ? squared(rows) : deeds.insertAfter([], 0, width).rows, { at: 0, column: 0, focus: false });
    },
    choose(from, to) {
      chosen = from === null ? null : { from: Math.min(from, to), to: Math.max(from, to), anchor: from };
      editor.show();
      if (chosen) editor.announce("selected", { count: chosen.to - chosen.from + 1 });
    },
    arrive(row, column) {
      const [left, moved] = [place.row, row !== place.row];
      if (moved) editor.tell("leaving");
      Object.assign(place, { row, column });
      history.key = moved ? "" : history.key;
      if (!moved) return;
      [left, row].filter((at) => history.rows[at]).forEach((at) => grid.showRow(history.rows, at, place, chosen));
      editor.tell("placed");
    },
    type(row, column, value, key = `${row}:${column}`, elsewhere = false) {
      const line = deeds.withCell(history.rows[row], column, value);
      const rows = history.rows.map((each, at) => (at === row ? line : each));
      if (elsewhere) editor.commit(rows, { at: place.row, key, focus: false });
      else editor.commit(rows, { at: row, column, key, focus: false });
      grid.showRow(history.rows, row, place, chosen);
    },
  };

  grid.table.addEventListener("focusin", (event) => {
    const where = grid.placeOf(event.target);
    if (where) editor.arrive(where.row, event.target.closest("td").dataset.column ? where.column : place.column);
  });
  grid.table.addEventListener("focusout", () => (history.key = ""));
  grid.table.addEventListener("input", (event) => {
    const where = grid.placeOf(event.target);
    if (where) editor.type(where.row, where.column, grid.textOf(event.target));
  });
  form.addEventListener("submit", () => unsaved.keep(history.rows, true));

  const offer = () => {
    const kept = unsaved.found(started);
    const box = root.querySelector("[data-offer]");
    if (!kept) return;
    box.hidden = false;
    box.querySelector("[data-offer-at]").textContent = new Date(kept.at).toLocaleString(document.documentElement.lang);
    box.addEventListener("click", (event) => {
      const answer = event.target.closest("button")?.dataset.answer;
      if (!answer) return;
      unsaved.forget(kept.seen);
      if (answer === "restore") {
        // Written on another state of the draft: saving then shows both, as for any second writer.
        form.elements.seen.value = kept.seen || form.elements.seen.value;
        unsaved.seen = form.elements.seen.value;
        editor.replace(kept.rows);
        editor.announce("restored");
      }
      box.hidden = true;
      grid.focus(0, 0);
    });
  };

  root.hidden = false;
  grid.foot.hidden = false;
  document.querySelectorAll("[data-without-script]").forEach((part) => (part.hidden = true));
  document.querySelectorAll("[data-shut-with-script]").forEach((part) => (part.open = false));
  window.ScoringTable.editor = editor;
  editor.show();
  offer();
})();
