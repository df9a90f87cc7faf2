// What a person can do with rows: by a button of the bar, by a key, by the clipboard.
(() => {
  const { editor, codes, rows: deeds, text } = window.ScoringTable;
  if (!editor) return;
  const { root, grid, place, width, config } = editor;
  let copied = null;

  const TEXT = 1;
  const turned = (deed, said, column = place.column) => {
    const name = editor.nameOf(place.row);
    const answer = deed(editor.rows, place.row);
    if (!answer) return editor.announce("stuck", { row: name });
    editor.commit(answer.rows, { at: answer.at, column });
    return editor.announce(said, { row: editor.nameOf(answer.at) });
  };
  const block = () => {
    const { from, to } = editor.chosen ?? { from: place.row, to: codes.branchEnd(editor.rows, place.row) - 1 };
    return { from, to, rows: editor.rows.slice(from, to + 1) };
  };
  const copy = () => {
    copied = { rows: block().rows };
    copied.text = text.write(copied.rows);
    editor.announce("copied", { count: copied.rows.length });
    return copied.text;
  };
  const remove = () => {
    const { from, to } = block();
    const answer = deeds.remove(editor.rows, from, to + 1);
    const left = answer.rows.length ? answer : deeds.insertAfter([], 0, width);
    editor.commit(left.rows, { at: left.at });
    editor.announce("removed", { count: to - from + 1 });
  };
  const pasteRows = (rows) => {
    const isEmpty = editor.rows.length === 1 && editor.rows[0].slice(1).every((cell) => cell === "");
    const answer = deeds.insertRows(isEmpty ? [] : editor.rows, place.row, rows);
    editor.commit(answer.rows, { at: answer.at });
    editor.announce("pasted", { count: rows.length });
  };
  const pasteCells = (cells) => {
    const isHeading = place.column === 0 && config.headings.includes(deeds.fold(cells[0][0] ?? ""));
    const wanted = isHeading ? cells.slice(1) : cells;
    editor.commit(deeds.fill(editor.rows, place.row, place.column, wanted, width).rows, {});
    editor.announce("pasted", { count: wanted.length });
  };

  const DEEDS = {
    add: () => turned((rows, at) => deeds.insertAfter(rows, at, width), "added", TEXT),
    remove,
    up: () => turned((rows, at) => deeds.move(rows, at, -1), "moved"),
    down: () => turned((rows, at) => deeds.move(rows, at, 1), "moved"),
    in: () => turned(deeds.indent, "moved"),
    out: () => turned(deeds.outdent, "moved"),
    duplicate: () => turned(deeds.duplicate, "added"),
    renumber: () => {
      const answer = deeds.renumber(editor.rows);
      if (answer.count) editor.commit(answer.rows, {});
      editor.announce("renumbered", { count: answer.count });
    },
    undo: () => editor.step("undo"),
    redo: () => editor.step("redo"),
    copy: () => {
      navigator.clipboard?.writeText(copy()).catch(() => null);
    },
    paste: () => (copied ? pasteRows(copied.rows) : editor.announce("empty")),
    panel: () => editor.toPanel(),
    spare: () => {
      const isShown = grid.table.classList.toggle("shows-spare");
      root.querySelector("[data-deed='spare']").setAttribute("aria-pressed", String(isShown));
    },
    keys: () => root.querySelector("dialog").showModal(),
    save: () => editor.form.requestSubmit(),
  };
  editor.deeds = DEEDS;
  editor.reveal = (column) => {
    if (config.columns[column]?.spare && !grid.table.classList.contains("shows-spare")) DEEDS.spare();
  };

  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-deed]");
    if (button) DEEDS[button.dataset.deed]();
    const handle = event.target.closest(".editor-handle");
    if (!handle) return;
    const { row } = grid.placeOf(handle);
    const alone = editor.chosen && editor.chosen.from === row && editor.chosen.to === row;
    if (alone) editor.choose(null);
    else editor.choose(editor.chosen && (event.shiftKey || !event.detail) ? editor.chosen.anchor : row, row);
  });

  const isOurs = () => grid.table.contains(document.activeElement);
  const onClipboard = (event, act) => {
    if (!isOurs() || !editor.chosen) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", copy());
    act?.();
  };
  document.addEventListener("copy", (event) => onClipboard(event));
  document.addEventListener("cut", (event) => onClipboard(event, remove));
  document.addEventListener("paste", (event) => {
    if (!isOurs()) return;
    const given = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n");
    const isOwn = copied && given.trim() === copied.text.trim();
    if (!isOwn && !/[\t\n]/.test(given.trim())) return;
    event.preventDefault();
    if (isOwn) pasteRows(copied.rows);
    else pasteCells(text.read(given));
  });
})();
