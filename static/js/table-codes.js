// Codes of a scoring table: I, I.1, I.1.a. How they count, and which rows stand below which. Knows nothing of the page.
(() => {
  const SMALL = [..."abcdđeghiklmnopqrstuvxy"];
  const CAPITAL = SMALL.map((letter) => letter.toUpperCase());
  const ROMAN = [
    ["M", 1000], ["CM", 900], ["D", 500], ["CD", 400], ["C", 100], ["XC", 90], ["L", 50], ["XL", 40],
    ["X", 10], ["IX", 9], ["V", 5], ["IV", 4], ["I", 1],
  ];
  const BY_DEPTH = ["roman", "number", "small", "number"];

  const toRoman = (value) => {
    let rest = value;
    return ROMAN.map(([sign, worth]) => {
      const times = Math.floor(rest / worth);
      rest -= times * worth;
      return sign.repeat(times);
    }).join("");
  };
  const fromRoman = (label) => {
    let rest = label;
    let value = 0;
    ROMAN.forEach(([sign, worth]) => {
      while (rest.startsWith(sign)) {
        value += worth;
        rest = rest.slice(sign.length);
      }
    });
    return rest === "" && toRoman(value) === label ? value : 0;
  };
  const letters = (alphabet) => ({
    at: (label) => alphabet.indexOf(label) + 1,
    of: (value) => alphabet[value - 1] ?? String(value),
  });
  const STYLES = {
    number: { at: (label) => (/^\d{1,4}$/.test(label) ? Number(label) : 0), of: String },
    roman: { at: fromRoman, of: toRoman },
    small: letters(SMALL),
    capital: letters(CAPITAL),
  };

  // C alone is the third letter, not a hundred: the way of counting that makes the first label smallest.
  const styleOf = (labels) => {
    const able = Object.values(STYLES).filter((style) => labels.every((label) => style.at(label) > 0));
    return able.sort((one, other) => one.at(labels[0]) - other.at(labels[0]))[0];
  };

  const codeOf = (row) => row[0].trim().replace(/[.)\s]+$/, "");
  const parentOf = (code) => code.slice(0, Math.max(code.lastIndexOf("."), 0));
  const labelOf = (code) => code.slice(code.lastIndexOf(".") + 1);
  const join = (parent, label) => (parent ? `${parent}.${label}` : label);
  const depthOf = (code) => code.split(".").length - 1;
  const isBelow = (code, group) => group !== "" && code.startsWith(`${group}.`);

  // Where the branch that begins at this row ends.
  const branchEnd = (rows, index) => {
    const code = codeOf(rows[index]);
    let end = index + 1;
    while (end < rows.length && isBelow(codeOf(rows[end]), code)) end += 1;
    return end;
  };
  const siblings = (rows, parent) =>
    [...rows.keys()].filter((at) => codeOf(rows[at]) !== "" && parentOf(codeOf(rows[at])) === parent);
  const labels = (rows, parent) => siblings(rows, parent).map((at) => labelOf(codeOf(rows[at])));
  const isGroup = (rows, index) => branchEnd(rows, index) > index + 1;

  // How the children of this group are counted: as they are, as their cousins are, or as is usual at that depth.
  const styleBelow = (rows, parent) => {
    const own = labels(rows, parent);
    if (own.length) return styleOf(own) ?? STYLES.number;
    const depth = parent ? depthOf(parent) + 1 : 0;
    const cousin = rows.map(codeOf).find((code) => code && depthOf(code) === depth);
    const theirs = cousin ? styleOf(labels(rows, parentOf(cousin))) : undefined;
    return theirs ?? STYLES[BY_DEPTH[Math.min(depth, BY_DEPTH.length - 1)]];
  };
  // The code after the last child of the group.
  const nextBelow = (rows, parent) => {
    const style = styleBelow(rows, parent);
    const most = Math.max(0, ...labels(rows, parent).map((label) => style.at(label)));
    return join(parent, style.of(most + 1));
  };
  // The code after this one, whether it is taken or not.
  const nextAfter = (rows, code) => {
    const style = styleBelow(rows, parentOf(code));
    return join(parentOf(code), style.of(style.at(labelOf(code)) + 1));
  };

  window.ScoringTable.codes = {
    branchEnd, codeOf, depthOf, isBelow, isGroup, join, labelOf, nextAfter, nextBelow, parentOf, siblings, styleBelow,
  };
})();
