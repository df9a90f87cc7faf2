// Rows of cells: arrays in, new arrays out. And what can be done with a plain list of rows, as a shape; a table whose
// rows hang together by codes has a shape of its own. An answer is { rows, at }, null where nothing can be done.
(() => {
  const withCell = (row, column, text) => row.map((cell, at) => (at === column ? text : cell));
  const fold = (text) =>
    text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/đ/g, "d").replace(/×/g, "x").trim().replace(/\s+/g, " ");
  const blank = (width) => Array(width).fill("");
  const splice = (rows, at, gone, ...fresh) => [...rows.slice(0, at), ...fresh, ...rows.slice(at + gone)];

  // A block of cells at a place: fills what is there and adds rows at the end.
  const fill = (shape, rows, index, column, block, width) => {
    let made = rows;
    block.forEach((cells, down) => {
      const at = index + down;
      if (at >= made.length) made = made.length ? shape.insertAfter(made, made.length - 1, width).rows : [blank(width)];
      const row = made[at].map((cell, place) => cells[place - column] ?? cell);
      made = splice(made, at, 1, row);
    });
    return { rows: made, at: index };
  };

  const insertRows = (rows, index, block) => {
    const at = rows.length ? index + 1 : 0;
    return { rows: splice(rows, at, 0, ...block), at };
  };
  const list = {
    keyOf: () => "",
    depthOf: () => 0,
    isGroup: () => false,
    isUntouched: (row) => row.every((cell) => cell === ""),
    branchEnd: (rows, index) => index + 1,
    insertRows,
    insertAfter: (rows, index, width) => insertRows(rows, index, [blank(width)]),
    duplicate: (rows, index) => insertRows(rows, index, [rows[index]]),
    remove: (rows, from, end) => {
      const left = splice(rows, from, end - from);
      return { rows: left, at: Math.min(from, left.length - 1) };
    },
    move: (rows, index, step) => {
      const other = index + step;
      if (other < 0 || other >= rows.length) return null;
      const turned = splice(splice(rows, index, 1, rows[other]), other, 1, rows[index]);
      return { rows: turned, at: other };
    },
  };

  window.ScoringTable = { cells: { blank, fill, fold, splice, withCell }, shapes: { list } };
})();
