// Cells that hold one of several words, or begin with one: bare letters are enough to find it, the list opens while one
// types.
(() => {
  const { editor, cells } = window.ScoringTable;
  if (!editor) return;
  const { root, config } = editor;
  const list = root.querySelector("[data-choices]");
  let field = null;
  let active = -1;

  const columnOf = (input) => {
    const place = editor.placeOf(input);
    return editor.sheets[place.sheet].columns[place.column];
  };
  const isChoice = (element) => element?.dataset?.field in config.choices && editor.placeOf(element) !== null;
  const isBox = () => field.getAttribute("role") === "combobox";
  const options = () => [...list.children];

  const close = () => {
    if (!field) return;
    if (isBox()) field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
    list.hidden = true;
    field = null;
    active = -1;
  };

  const mark = (index) => {
    active = index;
    options().forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    const option = options()[index];
    if (option) {
      field.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else field.removeAttribute("aria-activedescendant");
  };

  // A choice may stand for one for each word of another column: “Not above {each}”.
  const each = ({ label, each: source }) => {
    const sheet = editor.sheets.find((one) => one.name === source.sheet);
    const words = new Set(editor.rowsOf(sheet.index).map((row) => row[source.column].trim()).filter(Boolean));
    return [...words].map((word) => label.replace("{each}", word)).map((said) => ({ label: said, names: [cells.fold(said)] }));
  };
  const choicesOf = (kind) => config.choices[kind].flatMap((choice) => (choice.each ? each(choice) : [choice]));

  // Where several may stand in one cell, only the last of them is being written.
  const parted = (input, text) => {
    const head = columnOf(input).many ? new RegExp(`^.*(?:;|\\s(?:${config.or.join("|")})\\s)\\s*`, "is").exec(text)?.[0] ?? "" : "";
    return { head, last: text.slice(head.length) };
  };

  // Words that begin like what is typed come first, then those that have it somewhere; of what goes on after its first
  // words, only those that are not written out yet.
  const matching = (input, typed) => {
    const wish = cells.fold(typed);
    const all = choicesOf(input.dataset.field);
    if (columnOf(input).starts) return all.filter(({ names }) => names.some((name) => name.startsWith(wish)) && !names.includes(wish));
    const found = all.filter((choice) => choice.names.some((name) => name.includes(wish)));
    const early = (choice) => choice.names.some((name) => name.startsWith(wish));
    return [...found.filter(early), ...found.filter((choice) => !early(choice))];
  };

  const placed = () => {
    const box = field.getBoundingClientRect();
    const room = window.innerHeight - box.bottom;
    const isBelow = room > 240 || room > box.top;
    list.style.left = `${Math.min(box.left, window.innerWidth - list.offsetWidth - 8)}px`;
    list.style.top = isBelow ? `${box.bottom + 2}px` : `${box.top - list.offsetHeight - 2}px`;
  };

  const open = (input, text) => {
    const typed = parted(input, text).last;
    const found = matching(input, typed);
    if (field !== input) close();
    field = input;
    list.replaceChildren(
      ...found.map((choice, at) => {
        const option = document.createElement("li");
        option.id = `choice-${at}`;
        option.setAttribute("role", "option");
        option.textContent = choice.label;
        return option;
      }),
    );
    if (!found.length) return close();
    list.hidden = false;
    if (isBox()) field.setAttribute("aria-expanded", "true");
    mark(typed.trim() ? 0 : -1);
    return placed();
  };

  const pick = (option) => {
    const input = field;
    close();
    if (!option || !input) return;
    const goesOn = columnOf(input).starts;
    input.value = parted(input, input.value).head + option.textContent + (goesOn ? " " : "");
    editor.type(editor.placeOf(input), input.value);
  };

  // What is asked for without typing: everything, or everything that may come next.
  const all = (input) => (columnOf(input).starts ? input.value : "");

  // Before the keys of the grid: an open list takes the arrows, Enter and Escape.
  root.addEventListener(
    "keydown",
    (event) => {
      if (!isChoice(event.target) || event.altKey || event.ctrlKey || event.metaKey) return;
      const isOpen = field === event.target;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!isOpen && (event.key === "F4" || (event.key === " " && event.target.value === ""))) open(event.target, all(event.target));
      else if (isOpen && step) mark((active + step + options().length) % options().length);
      else if (isOpen && event.key === "Enter") pick(options()[active]);
      else if (isOpen && event.key === "Escape") close();
      else {
        if (isOpen && event.key === "Tab") pick(options()[active]);
        return;
      }
      event.preventDefault();
      event.stopPropagation();
    },
    true,
  );
  root.addEventListener("input", (event) => {
    if (isChoice(event.target)) open(event.target, event.target.value);
  });
  root.addEventListener("click", (event) => {
    const isOffered = isChoice(event.target) && field !== event.target;
    if (isOffered && !(columnOf(event.target).starts && event.target.value)) open(event.target, "");
  });
  root.addEventListener("focusout", close);
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    pick(event.target.closest("[role='option']"));
  });
  root.querySelectorAll(".editor-region").forEach((region) => region.addEventListener("scroll", close));
  window.addEventListener("scroll", close);
})();
