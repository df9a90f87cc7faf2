// What can be done with rows that hang together by their codes, as in a scoring table: `at` of an answer is where the
// branch that was meant stands then. Knows nothing of the page.
(() => {
  const {
    branchEnd, codeOf, depthOf, isGroup, join, labelOf, nextAfter, nextBelow, parentOf, siblings, styleBelow,
  } = window.ScoringTable.codes;
  const { blank, fold, splice, withCell } = window.ScoringTable.cells;
  const SECTION = 3;

  // Codes named in a cell follow the rows that they name; `references` says in which cell and behind which words.
  let references = { column: -1, names: [] };
  const named = (text, codes) =>
    text.replace(/[^;]+/g, (part) => {
      const words = references.names.find((name) => fold(part).startsWith(name));
      if (!words) return part;
      const [, head, tail] = new RegExp(`^(\\s*(?:\\S+\\s+){${words.split(" ").length - 1}}[^\\s:=]+)(.*)$`, "s").exec(part);
      return head + tail.replace(/[^,:=\s"]+/g, (code) => codes.get(code) ?? code);
    });
  const follow = (rows, codes) =>
    references.column < 0
      ? rows
      : rows.map((row) => {
          const cell = row[references.column] ?? "";
          const renamed = cell && named(cell, codes);
          return renamed === cell ? row : withCell(row, references.column, renamed);
        });

  // Give rows new codes by their place; what names them follows.
  const recode = (rows, changes) => {
    if (!changes.size) return rows;
    const codes = new Map([...changes].map(([at, code]) => [codeOf(rows[at]), code]));
    return follow(rows.map((row, at) => (changes.has(at) ? withCell(row, 0, changes.get(at)) : row)), codes);
  };
  // The new codes of a branch whose first row gets this one.
  const branchCodes = (rows, index, code) => {
    const old = codeOf(rows[index]);
    const changes = new Map();
    for (let at = index; at < branchEnd(rows, index); at += 1) changes.set(at, code + codeOf(rows[at]).slice(old.length));
    return changes;
  };

  // Siblings behind a place give way to a branch that is about to take this code.
  const makeRoom = (rows, code, behind) => {
    const parent = parentOf(code);
    const style = styleBelow(rows, parent);
    let taken = style.at(labelOf(code));
    const changes = new Map();
    for (const at of siblings(rows, parent).filter((place) => place >= behind)) {
      const own = style.at(labelOf(codeOf(rows[at])));
      if (!own || own > taken) break;
      taken += 1;
      branchCodes(rows, at, join(parent, style.of(taken))).forEach((fresh, place) => changes.set(place, fresh));
    }
    return recode(rows, changes);
  };

  const sectionFor = (rows, index, code) => (parentOf(code) ? "" : rows[index][SECTION]);

  // A new row of the same group behind the branch.
  const insertAfter = (rows, index, width) => {
    if (!rows.length) return { rows: [withCell(blank(width), 0, nextBelow(rows, ""))], at: 0 };
    const [end, code] = [branchEnd(rows, index), codeOf(rows[index])];
    const fresh = code ? nextAfter(rows, code) : nextBelow(rows, "");
    const row = withCell(withCell(blank(width), 0, fresh), SECTION, sectionFor(rows, index, fresh));
    return { rows: splice(makeRoom(rows, fresh, end), end, 0, row), at: end };
  };

  const remove = (rows, index, end = branchEnd(rows, index)) => {
    const left = splice(rows, index, end - index);
    return { rows: left, at: Math.min(index, left.length - 1) };
  };

  // Change places with the neighbour of the same group; the two exchange their codes.
  const move = (rows, index, step) => {
    const family = siblings(rows, parentOf(codeOf(rows[index])));
    const other = family[family.indexOf(index) + step];
    if (!codeOf(rows[index]) || other === undefined) return null;
    const [first, second] = step < 0 ? [other, index] : [index, other];
    const changes = new Map([
      ...branchCodes(rows, first, codeOf(rows[second])),
      ...branchCodes(rows, second, codeOf(rows[first])),
    ]);
    const [middle, end] = [branchEnd(rows, first), branchEnd(rows, second)];
    const coded = recode(rows, changes);
    const moved = [...coded.slice(second, end), ...coded.slice(middle, second), ...coded.slice(first, middle)];
    const turned = [...coded.slice(0, first), ...moved, ...coded.slice(end)];
    return { rows: turned, at: step < 0 ? first : first + (end - second) + (second - middle) };
  };

  // One level down: below the neighbour above.
  const indent = (rows, index) => {
    const family = siblings(rows, parentOf(codeOf(rows[index])));
    const above = family[family.indexOf(index) - 1];
    if (!codeOf(rows[index]) || above === undefined || branchEnd(rows, above) !== index) return null;
    const changes = branchCodes(rows, index, nextBelow(rows, codeOf(rows[above])));
    const inner = splice(rows, index, 1, withCell(rows[index], SECTION, ""));
    return { rows: recode(inner, changes), at: index };
  };

  // One level up: behind the group in which it stood.
  const outdent = (rows, index) => {
    const group = parentOf(codeOf(rows[index]));
    const top = rows.findIndex((row) => codeOf(row) === group);
    if (!group || top < 0 || top > index) return null;
    const [code, end] = [nextAfter(rows, group), branchEnd(rows, top)];
    const roomy = makeRoom(rows, code, end);
    const coded = recode(roomy, branchCodes(roomy, index, code));
    const length = branchEnd(rows, index) - index;
    const own = coded.slice(index, index + length);
    own[0] = withCell(own[0], SECTION, sectionFor(rows, top, code));
    const place = end - length;
    return { rows: splice(splice(coded, index, length), place, 0, ...own), at: place };
  };

  // Whole rows behind a branch; codes that are taken count on from there.
  const insertRows = (rows, index, block) => {
    if (!rows.length) return { rows: block, at: 0 };
    const place = branchEnd(rows, index);
    const there = new Set(rows.map(codeOf));
    if (!block.some((row) => there.has(codeOf(row)))) return { rows: splice(rows, place, 0, ...block), at: place };
    let [made, behind, end] = [rows, codeOf(rows[index]), place];
    for (let at = 0; at < block.length; ) {
      const [whole, code] = [branchEnd(block, at), nextAfter(made, behind)];
      const own = recode(block, branchCodes(block, at, code)).slice(at, whole);
      own[0] = withCell(own[0], SECTION, sectionFor(rows, index, code) && (own[0][SECTION] || sectionFor(rows, index, code)));
      made = splice(makeRoom(made, code, end), end, 0, ...own);
      [behind, end, at] = [code, end + own.length, whole];
    }
    return { rows: made, at: place };
  };
  const duplicate = (rows, index) => insertRows(rows, index, rows.slice(index, branchEnd(rows, index)));

  // Count every group through; a label that does not count stays.
  const renumber = (rows) => {
    const changes = new Map();
    const walk = (parent, fresh) => {
      const style = styleBelow(rows, parent);
      siblings(rows, parent).forEach((at, place) => {
        const label = labelOf(codeOf(rows[at]));
        const code = join(fresh, style.at(label) ? style.of(place + 1) : label);
        if (code !== codeOf(rows[at])) changes.set(at, code);
        walk(codeOf(rows[at]), code);
      });
    };
    walk("", "");
    return { rows: recode(rows, changes), count: changes.size, at: 0 };
  };

  const lookFor = (column, names) => {
    references = { column, names };
  };

  window.ScoringTable.shapes.tree = {
    keyOf: (rows, at) => codeOf(rows[at]),
    depthOf: (rows, at) => depthOf(codeOf(rows[at])),
    isUntouched: (row) => row.slice(1).every((cell) => cell === ""),
    branchEnd, duplicate, indent, insertAfter, insertRows, isGroup, lookFor, move, outdent, remove, renumber,
  };
})();
