// Keys of the grid. Each has a button of the bar beside it, but for going from row to row.
(() => {
  const { editor } = window.ScoringTable;
  if (!editor) return;
  const { root, place, deeds } = editor;

  const CONTROL = { "ctrl+Enter": "add", "ctrl+Delete": "remove", "ctrl+z": "undo", "ctrl+y": "redo", "ctrl+shift+z": "redo" };
  const ALT = {
    "alt+ArrowUp": "up", "alt+ArrowDown": "down", "alt+ArrowLeft": "out", "alt+ArrowRight": "in", "alt+Enter": "panel",
  };
  const OTHER = { "ctrl+d": "duplicate", "ctrl+s": "save", F1: "keys" };
  // These hold in the panel as well.
  const EVERYWHERE = new Set(["undo", "redo", "save", "keys"]);
  const DEED = { ...CONTROL, ...ALT, ...OTHER };

  const chord = (event) => {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const control = event.ctrlKey || event.metaKey ? "ctrl+" : "";
    return `${control}${event.altKey ? "alt+" : ""}${event.shiftKey ? "shift+" : ""}${key}`;
  };

  const go = (step) => {
    const row = place.row + step;
    if (row < 0 || row >= editor.rows.length) return;
    editor.grid.focus(row, place.column);
  };
  const next = () => {
    if (place.row < editor.rows.length - 1) return go(1);
    return deeds.add();
  };
  // The first step chooses the row of the cursor and its neighbour, each further one a row more or less.
  const stretch = (step) => {
    const { from, to, anchor } = editor.chosen ?? { from: place.row, to: place.row, anchor: place.row };
    const end = (anchor === from ? to : from) + step;
    editor.choose(anchor, Math.max(0, Math.min(end, editor.rows.length - 1)));
  };
  const MOVES = {
    ArrowUp: () => go(-1),
    ArrowDown: () => go(1),
    Enter: next,
    "shift+Enter": () => go(-1),
    "shift+ArrowUp": () => stretch(-1),
    "shift+ArrowDown": () => stretch(1),
    Escape: () => editor.choose(null),
    "ctrl+Home": () => editor.grid.focus(0, place.column),
    "ctrl+End": () => editor.grid.focus(editor.rows.length - 1, place.column),
  };

  root.addEventListener("keydown", (event) => {
    // Somebody who writes with an input method keeps its keys.
    if (event.isComposing || event.target.closest("dialog")) return;
    const isGrid = editor.placeOf(event.target) !== null;
    const keys = chord(event);
    const deed = DEED[keys];
    const isTrial = event.target.name?.startsWith("try-");
    if (deed && (isGrid || (EVERYWHERE.has(deed) && !isTrial))) {
      event.preventDefault();
      deeds[deed]();
    } else if (isGrid && MOVES[keys] && !(event.target.closest(".editor-handle") && keys === "Enter")) {
      event.preventDefault();
      MOVES[keys]();
    }
  });
})();
