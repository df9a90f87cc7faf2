// One grid of the page with what belongs to it: its columns, the shape of its rows, the textarea that is sent.
(() => {
  const { Grid, shapes, text } = window.ScoringTable;

  window.ScoringTable.Sheet = class {
    // `own` is what the page says of this grid, `shared` what holds for all.
    constructor(own, index, shared, root, form) {
      Object.assign(this, own, { index, home: 0 });
      this.shape = shapes[own.shape];
      this.width = own.columns.length;
      this.area = form.elements[own.name];
      this.grid = new Grid(root, { ...shared, ...own }, this.shape);
    }

    // As many cells as there are columns, and never without a row.
    begin(rows) {
      if (!rows.length) return this.shape.insertAfter([], 0, this.width).rows;
      return rows.map((row) => this.columns.map((column, at) => row[at] ?? ""));
    }

    text(rows) {
      return rows.some((row) => row.some(Boolean)) ? text.write([this.columns.map((each) => each.label), ...rows]) : "";
    }

    // The row for a line of the text: the heading is the first.
    rowOf(line) {
      return line - 2;
    }

    nameOf(rows, row) {
      return rows[row] ? this.shape.keyOf(rows, row) || String(row + 1) : "";
    }
  };
})();
