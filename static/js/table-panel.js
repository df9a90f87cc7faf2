// Beside the grid: what the row or the cell is made of as fields, by the server; what is set there is written into it.
(() => {
  const { editor, codes } = window.ScoringTable;
  if (!editor) return;
  const { root, form, sheets } = editor;
  const panel = root.querySelector("[data-panel]");
  const WAIT = 250;
  let timer = 0;
  let asked = 0;
  let drawn = "";
  let pending = null;
  let writing = false;

  // Which cell the panel is about. Once rows have moved, one with a code is found again by it, any other is not.
  const here = () => {
    const { sheet, row, column } = editor.place;
    const key = editor.rows[row] ? sheets[sheet].shape.keyOf(editor.rows, row) : "";
    return { sheet, row, column: sheets[sheet].settings ?? column, key, epoch: editor.epoch };
  };
  const rowOf = ({ sheet, row, key, epoch }) => {
    if (epoch === editor.epoch) return row;
    return key ? editor.rowsOf(sheet).findIndex((line) => codes.codeOf(line) === key) : -1;
  };
  const nameOf = (cell) => [cell.sheet, cell.key || cell.row, cell.column].join(":");

  const sectionOf = (rows, row, column) => {
    for (let at = row; at >= 0; at -= 1) {
      if (codes.depthOf(codes.codeOf(rows[at])) === 0) return rows[at][column];
    }
    return "";
  };
  const ofRow = (data, sheet, rows, row) => {
    Object.entries(sheet.sent).forEach(([name, column]) => data.set(name, rows[row][column]));
    data.set("code", codes.codeOf(rows[row]));
    data.set("section", sectionOf(rows, row, sheet.section));
    if (codes.isGroup(rows, row)) data.set("group", "on");
  };
  const ofCell = (data, sheet, rows, row, column) => {
    sheets.forEach((each) => data.set(each.name, each.area.value));
    Object.entries({ sheet: sheet.name, column, cell: rows[row][column] }).forEach(([name, value]) => data.set(name, value));
  };
  const dataOf = ({ sheet, row, column }) => {
    const data = new FormData();
    (sheets[sheet].sent ? ofRow : ofCell)(data, sheets[sheet], editor.rowsOf(sheet), row, column);
    return data;
  };
  const add = (data, wanted) => {
    panel.querySelectorAll("input, select, textarea").forEach((field) => {
      if (!field.name || !wanted(field.name) || (field.type === "checkbox" && !field.checked)) return;
      data.append(field.name, field.value);
    });
  };

  // Where one was in the panel, found again by the name of the field.
  const put = (html) => {
    const field = panel.contains(document.activeElement) ? document.activeElement : null;
    const where = field && { name: field.name, start: field.selectionStart, end: field.selectionEnd };
    const wasOpen = panel.querySelector("details")?.open;
    panel.innerHTML = html;
    const more = panel.querySelector("details");
    if (more && wasOpen) more.open = true;
    const again = where?.name && panel.querySelector(`[name="${CSS.escape(where.name)}"]`);
    again?.focus();
    if (again?.setSelectionRange && again.type === "text") again.setSelectionRange(where.start, where.end);
  };

  const write = (cell, text) => {
    const row = rowOf(cell);
    if (text === null || row < 0 || text === editor.rowsOf(cell.sheet)[row][cell.column]) return;
    writing = true;
    editor.type({ ...cell, row }, text, `panel:${nameOf(cell)}`);
    writing = false;
  };

  const ask = async (withFields, cell = here()) => {
    clearTimeout(timer);
    pending = null;
    asked += 1;
    const own = asked;
    const row = rowOf(cell);
    if (!editor.rowsOf(cell.sheet)[row]) return;
    const data = dataOf({ ...cell, row });
    if (withFields) add(data, () => true);
    else if (drawn === nameOf(cell)) add(data, (name) => name.startsWith("try-"));
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    try {
      const answer = await editor.ask(root.dataset.settings, data);
      if (withFields) write(cell, answer.settings);
      if (withFields) write({ ...cell, column: sheets[cell.sheet].options }, answer.options ?? null);
      if (own !== asked) return;
      put(answer.html);
      drawn = nameOf(cell);
    } catch {
      // The state line says already that the server cannot be reached.
    }
  };
  const soon = (withFields) => {
    if (writing) return;
    asked += 1;
    clearTimeout(timer);
    pending = withFields ? here() : null;
    timer = setTimeout(ask, WAIT, withFields);
  };
  // What was just typed in the panel belongs to the cell that was left.
  const finish = () => (pending ? ask(true, pending) : null);

  editor.listeners.leaving.push(finish);
  editor.listeners.placed.push(() => soon(false));
  editor.listeners.changed.push(() => soon(false));
  panel.addEventListener("input", () => soon(true));
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") editor.grid.focus(editor.place.row, here().column);
    else if (event.key !== "Enter") return;
    event.preventDefault();
  });
  form.addEventListener("submit", async (event) => {
    if (!pending) return;
    event.preventDefault();
    await finish();
    form.requestSubmit(event.submitter);
  });

  editor.toPanel = () => {
    const field = panel.querySelector("input:not([type=hidden]), select, textarea");
    (field ?? panel).focus();
    field?.select?.();
  };
  ask(false);
})();
