// Beside the grid: the settings of the rule of the row, made by the server; what is set there is written into the row.
(() => {
  const { editor, codes } = window.ScoringTable;
  if (!editor) return;
  const { root, grid, config, form } = editor;
  const panel = root.querySelector("[data-panel]");
  const WAIT = 250;
  let timer = 0;
  let asked = 0;
  let drawn = "";
  let pending = null;
  let writing = false;

  const isGroup = (row) => codes.isGroup(editor.rows, row);
  const sectionOf = (row) => {
    for (let at = row; at >= 0; at -= 1) {
      if (codes.depthOf(codes.codeOf(editor.rows[at])) === 0) return editor.rows[at][config.section];
    }
    return "";
  };
  const cells = (row) => {
    const data = new FormData();
    const line = editor.rows[row];
    Object.entries(config.sent).forEach(([name, column]) => data.set(name, line[column]));
    data.set("code", codes.codeOf(line));
    data.set("section", sectionOf(row));
    if (isGroup(row)) data.set("group", "on");
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
    panel.innerHTML = html;
    const again = where?.name && panel.querySelector(`[name="${CSS.escape(where.name)}"]`);
    again?.focus();
    if (again?.setSelectionRange && again.type === "text") again.setSelectionRange(where.start, where.end);
  };

  // The row may have moved since it was asked about; its code says where it is.
  const write = (code, settings) => {
    const row = editor.rows.findIndex((line) => codes.codeOf(line) === code);
    if (settings === null || row < 0 || settings === editor.rows[row][config.settings]) return;
    writing = true;
    editor.type(row, config.settings, settings, `panel:${code}`, true);
    writing = false;
  };

  const ask = async (withFields, row = editor.place.row) => {
    clearTimeout(timer);
    pending = null;
    asked += 1;
    const own = asked;
    if (!editor.rows[row]) return;
    const [data, code] = [cells(row), codes.codeOf(editor.rows[row])];
    if (withFields) add(data, () => true);
    else if (drawn === code) add(data, (name) => name.startsWith("try-"));
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    try {
      const answer = await editor.ask(root.dataset.settings, data);
      if (withFields) write(code, answer.settings);
      if (own !== asked) return;
      put(answer.html);
      drawn = code;
    } catch {
      // The state line says already that the server cannot be reached.
    }
  };
  const soon = (withFields) => {
    if (writing) return;
    asked += 1;
    clearTimeout(timer);
    pending = withFields ? { row: editor.place.row } : null;
    timer = setTimeout(ask, WAIT, withFields);
  };
  // What was just typed in the panel belongs to the row that was left.
  const finish = () => (pending ? ask(true, pending.row) : null);

  editor.listeners.leaving.push(finish);
  editor.listeners.placed.push(() => soon(false));
  editor.listeners.changed.push(() => soon(false));
  panel.addEventListener("input", () => soon(true));
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") grid.focus(editor.place.row, config.settings);
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
    field?.focus();
    field?.select?.();
  };
  ask(false);
})();
