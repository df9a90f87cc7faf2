// What a person can do with rows: by a button of the bar, by a key, by the clipboard.
(() => {
  const { editor, cells, text } = window.ScoringTable;
  if (!editor) return;
  const { root, place } = editor;
  let copied = null;

  const shape = () => editor.sheet.shape;
  const width = () => editor.sheet.width;
  // The name of a deed of the shape of the rows; not every shape has all.
  const turned = (deed, said, { column = place.column, more } = {}) => {
    const name = editor.nameOf(place.row);
    const answer = shape()[deed]?.(editor.rows, place.row, more);
    if (!answer) return editor.announce("stuck", { row: name });
    editor.commit(answer.rows, { at: answer.at, column });
    return editor.announce(said, { row: editor.nameOf(answer.at) });
  };
  const block = () => {
    const { from, to } = editor.chosen ?? { from: place.row, to: shape().branchEnd(editor.rows, place.row) - 1 };
    return { from, to, rows: editor.rows.slice(from, to + 1) };
  };
  const copy = () => {
    copied = { rows: block().rows, sheet: place.sheet };
    copied.text = text.write(copied.rows);
    editor.announce("copied", { count: copied.rows.length });
    return copied.text;
  };
  const remove = () => {
    const { from, to } = block();
    const answer = shape().remove(editor.rows, from, to + 1);
    const left = answer.rows.length ? answer : shape().insertAfter([], 0, width());
    editor.commit(left.rows, { at: left.at });
    editor.announce("removed", { count: to - from + 1 });
  };
  const pasteRows = (rows) => {
    const isEmpty = editor.rows.length === 1 && shape().isUntouched(editor.rows[0]);
    const answer = shape().insertRows(isEmpty ? [] : editor.rows, place.row, rows);
    editor.commit(answer.rows, { at: answer.at });
    editor.announce("pasted", { count: rows.length });
  };
  const pasteCells = (range) => {
    const isHeading = place.column === 0 && editor.sheet.headings.includes(cells.fold(range[0][0] ?? ""));
    const wanted = isHeading ? range.slice(1) : range;
    editor.commit(cells.fill(shape(), editor.rows, place.row, place.column, wanted, width()).rows);
    editor.announce("pasted", { count: wanted.length });
  };

  const pasteOwn = () => (copied.sheet === place.sheet ? pasteRows(copied.rows) : pasteCells(copied.rows));

  const DEEDS = {
    add: () => turned("insertAfter", "added", { column: editor.sheet.first, more: width() }),
    remove,
    up: () => turned("move", "moved", { more: -1 }),
    down: () => turned("move", "moved", { more: 1 }),
    in: () => turned("indent", "moved"),
    out: () => turned("outdent", "moved"),
    duplicate: () => turned("duplicate", "added"),
    renumber: () => {
      const answer = shape().renumber(editor.rows);
      if (answer.count) editor.commit(answer.rows);
      editor.announce("renumbered", { count: answer.count });
    },
    undo: () => editor.step("undo"),
    redo: () => editor.step("redo"),
    copy: () => {
      navigator.clipboard?.writeText(copy()).catch(() => null);
    },
    paste: () => (copied ? pasteOwn() : editor.announce("empty")),
    panel: () => editor.toPanel(),
    spare: () => {
      const isShown = root.classList.toggle("shows-spare");
      root.querySelector("[data-deed='spare']").setAttribute("aria-pressed", String(isShown));
    },
    keys: () => root.querySelector("dialog").showModal(),
    save: () => editor.form.requestSubmit(),
  };
  editor.deeds = DEEDS;
  editor.reveal = (sheet, column) => {
    if (sheet.columns[column]?.spare && !root.classList.contains("shows-spare")) DEEDS.spare();
  };

  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-deed]");
    if (button) DEEDS[button.dataset.deed]();
    const handle = event.target.closest(".editor-handle");
    if (!handle) return;
    const { row, sheet } = editor.placeOf(handle);
    if (sheet !== place.sheet) editor.arrive({ sheet, row, column: 0 });
    const alone = editor.chosen && editor.chosen.from === row && editor.chosen.to === row;
    if (alone) editor.choose(null);
    else editor.choose(editor.chosen && (event.shiftKey || !event.detail) ? editor.chosen.anchor : row, row);
  });

  const isOurs = () => editor.placeOf(document.activeElement) !== null;
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
    if (isOwn) pasteOwn();
    else pasteCells(text.read(given));
  });
})();
