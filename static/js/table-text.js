// Cells as text: what goes into the textarea, and what a spreadsheet puts on the clipboard. Knows nothing of the page.
(() => {
  const tidy = (cell) => cell.replace(/\s+/g, " ").trim();
  // A cell that begins with a quote would be taken for one in quotes.
  const safe = (cell) => (cell.startsWith('"') ? `"${cell.replace(/"/g, '""')}"` : cell);
  // A tab says what is between the cells: without one, a ; or | inside the only cell would.
  const line = (cells) => {
    const said = cells.map((cell) => safe(tidy(cell))).join("\t").replace(/\t+$/, "");
    return /^[^\t]*[;|][^\t]*$/.test(said) ? `${said}\t` : said;
  };

  const write = (rows) => rows.map(line).join("\n");

  // A quoted cell may hold tabs and line breaks, and quotes written twice; no spreadsheet leaves one open.
  const quoted = (text, from) => {
    const found = /^"((?:[^"]|"")*)"(?=\t|\r?\n|$)/.exec(text.slice(from));
    return found && /[\t\n]|""/.test(found[1]) ? found : null;
  };
  const read = (text) => {
    const rows = [[]];
    let at = 0;
    while (at <= text.length) {
      const whole = quoted(text, at) ?? /^[^\t\n]*/.exec(text.slice(at));
      rows.at(-1).push(tidy(whole[1] === undefined ? whole[0] : whole[1].replace(/""/g, '"')));
      at += whole[0].length;
      if (text.startsWith("\r", at)) at += 1;
      if (text.startsWith("\n", at)) rows.push([]);
      at += 1;
    }
    return rows.filter((cells, place) => place < rows.length - 1 || cells.some(Boolean));
  };

  window.ScoringTable.text = { read, write };
})();
