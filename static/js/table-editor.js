// The editor: one state of all grids, changed by deeds, shown by the grids, checked by the server. The textareas stay
// what is sent.
(() => {
  const { History, Sheet, Unsaved, cells } = window.ScoringTable;
  const root = document.querySelector("[data-table-editor]");
  const form = document.querySelector("form[data-sheets]");
  if (!root || !form) return;
  const { sheets: own, ...shared } = JSON.parse(document.getElementById("table-editor").textContent);
  const sheets = own.map((each, index) => new Sheet(each, index, shared, root, form));
  const foot = document.querySelector("[data-foot]");
  const started = sheets.map((sheet) => sheet.begin(sheet.rows));
  const history = new History(started);
  const unsaved = new Unsaved(root.dataset.draft, form.elements.seen.value);
  const place = { sheet: 0, row: 0, column: 0 };
  let chosen = null;

  const panelOf = ({ sheet, column }) => sheets[sheet].columns[column].panel;
  const replaced = (index, rows) => history.state.map((there, at) => (at === index ? rows : there));

  const editor = {
    root, form, foot, sheets, place, config: shared,
    // Rises with every change that may have given rows another place.
    epoch: 0,
    listeners: { changed: [], leaving: [], placed: [] },
    get sheet() {
      return sheets[place.sheet];
    },
    get grid() {
      return editor.sheet.grid;
    },
    get rows() {
      return history.state[place.sheet];
    },
    get chosen() {
      return chosen;
    },
    rowsOf: (index) => history.state[index],
    say: (name, values) => editor.grid.say(name, values),
    nameOf: (row) => editor.sheet.nameOf(editor.rows, row),
    tell(event, ...about) {
      editor.listeners[event].forEach((listener) => listener(...about));
    },
    announce(name, values) {
      const said = root.querySelector("[data-said]");
      said.textContent = "";
      requestAnimationFrame(() => (said.textContent = editor.say(name, values)));
    },
    show() {
      sheets.forEach((sheet) => {
        const isActive = sheet === editor.sheet;
        sheet.grid.point(sheet.home, isActive, isActive ? chosen : null);
        sheet.grid.show(history.state[sheet.index]);
      });
    },
    placeOf(element) {
      const sheet = sheets.find((each) => each.grid.table.contains(element));
      const found = sheet?.grid.placeOf(element);
      return found ? { sheet: sheet.index, ...found } : null;
    },

    // Rows that were added, moved, removed or replaced, in the grid of the cursor.
    commit(rows, { at = place.row, column = place.column, focus = true } = {}) {
      if (rows !== editor.rows) editor.turn(replaced(place.sheet, rows), { ...place, row: at, column }, focus);
    },
    turn(state, to, focus) {
      history.add(state, { ...place });
      editor.settle(to, focus);
    },
    settle({ sheet, row, column }, focus) {
      chosen = null;
      editor.epoch += 1;
      sheets.forEach((each) => {
        each.grid.forget();
        each.home = Math.max(0, Math.min(each.index === sheet ? row : each.home, history.state[each.index].length - 1));
      });
      Object.assign(place, { sheet, row: sheets[sheet].home, column });
      editor.show();
      editor.write();
      if (focus) editor.grid.focus(place.row, place.column);
      editor.tell("changed");
    },
    write() {
      sheets.forEach((sheet) => {
        const text = sheet.text(history.state[sheet.index]);
        if (text === sheet.area.value) return;
        sheet.area.value = text;
        sheet.area.dispatchEvent(new Event("change", { bubbles: true }));
      });
      if (history.past.length) unsaved.keep(history.state);
      else unsaved.forget();
    },
    // What is typed into one cell; steps with the same key become one step back.
    type({ sheet, row, column }, value, key = `${sheet}:${row}:${column}`) {
      const line = cells.withCell(history.state[sheet][row], column, value);
      const rows = history.state[sheet].map((each, at) => (at === row ? line : each));
      history.add(replaced(sheet, rows), { ...place }, key);
      if (column === 0) sheets[sheet].grid.show(rows);
      else sheets[sheet].grid.showRow(rows, row);
      editor.write();
      editor.tell("changed");
    },
    // Marks of a printed table become codes without a step of their own; the code that is being written is left alone.
    recode(sheet, codeAt) {
      if (document.activeElement?.dataset.field === "code") return;
      const there = history.state[sheet.index];
      const rows = there.map((row, at) => (codeAt[at] && sheet.shape.keyOf(there, at) !== codeAt[at] ? cells.withCell(row, 0, codeAt[at]) : row));
      if (rows.every((row, at) => row === there[at])) return;
      history.state = replaced(sheet.index, rows);
      sheet.area.value = sheet.text(rows);
      editor.show();
    },
    step(way) {
      const found = history[way]({ ...place });
      if (!found) return editor.announce("nothing");
      editor.settle(found.place, !root.querySelector("[data-panel]").contains(document.activeElement));
      return editor.announce(way === "undo" ? "undone" : "redone");
    },
    // Rows from elsewhere: from the textareas, or kept from an earlier visit.
    replace(state) {
      editor.turn(sheets.map((sheet, at) => sheet.begin(state[at] ?? [])), { ...place, row: 0, column: 0 }, false);
    },
    choose(from, to) {
      chosen = from === null ? null : { from: Math.min(from, to), to: Math.max(from, to), anchor: from };
      editor.show();
      if (chosen) editor.announce("selected", { count: chosen.to - chosen.from + 1 });
    },
    arrive(to) {
      const [left, grid] = [place.row, editor.grid];
      const [isElsewhere, isMoved] = [to.sheet !== place.sheet, to.sheet !== place.sheet || to.row !== place.row];
      const isTurned = isMoved || panelOf(to) !== panelOf(place);
      if (isTurned) editor.tell("leaving");
      Object.assign(place, to);
      editor.sheet.home = to.row;
      if (isMoved) history.key = "";
      if (isElsewhere) {
        chosen = null;
        editor.show();
      } else if (isMoved) {
        grid.point(to.row, true, chosen);
        [left, to.row].filter((at) => editor.rows[at]).forEach((at) => grid.showRow(editor.rows, at));
      }
      if (isTurned) editor.tell("placed");
    },
  };

  root.addEventListener("focusin", (event) => {
    const where = editor.placeOf(event.target);
    const isCell = event.target.closest("td")?.dataset.column;
    if (where) editor.arrive(isCell || where.sheet !== place.sheet ? where : { ...where, column: place.column });
  });
  root.addEventListener("focusout", (event) => {
    if (editor.placeOf(event.target)) history.key = "";
  });
  root.addEventListener("input", (event) => {
    const where = editor.placeOf(event.target);
    if (where) editor.type(where, sheets[where.sheet].grid.textOf(event.target));
  });
  form.addEventListener("submit", () => unsaved.keep(history.state, true));
  sheets.forEach((sheet) => sheet.references && sheet.shape.lookFor(sheet.references.column, sheet.references.names));
  Object.assign(editor, { started, unsaved });
  window.ScoringTable.editor = editor;
})();
