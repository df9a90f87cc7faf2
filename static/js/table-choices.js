// Cells that hold one of several words: bare letters are enough to find it, the list opens while one types.
(() => {
  const { editor, rows: deeds } = window.ScoringTable;
  if (!editor) return;
  const { root, grid, config } = editor;
  const list = root.querySelector("[data-choices]");
  let field = null;
  let active = -1;

  const isChoice = (element) => element?.getAttribute?.("role") === "combobox" && grid.table.contains(element);
  const options = () => [...list.children];

  const close = () => {
    if (!field) return;
    field.setAttribute("aria-expanded", "false");
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

  // Words that begin like what is typed come first, then those that have it somewhere.
  const matching = (kind, typed) => {
    const wish = deeds.fold(typed);
    const found = config.choices[kind].filter((choice) => choice.names.some((name) => name.includes(wish)));
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

  const open = (input, typed) => {
    const found = matching(input.dataset.field, typed);
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
    field.setAttribute("aria-expanded", "true");
    mark(typed ? 0 : -1);
    return placed();
  };

  const pick = (option) => {
    const input = field;
    close();
    if (!option || !input) return;
    input.value = option.textContent;
    const { row, column } = grid.placeOf(input);
    editor.type(row, column, input.value);
  };

  // Before the keys of the grid: an open list takes the arrows, Enter and Escape.
  root.addEventListener(
    "keydown",
    (event) => {
      if (!isChoice(event.target) || event.altKey || event.ctrlKey || event.metaKey) return;
      const isOpen = field === event.target;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!isOpen && (event.key === "F4" || (event.key === " " && event.target.value === ""))) open(event.target, "");
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
  grid.table.addEventListener("input", (event) => {
    if (isChoice(event.target)) open(event.target, event.target.value);
  });
  grid.table.addEventListener("click", (event) => {
    if (isChoice(event.target) && field !== event.target) open(event.target, "");
  });
  grid.table.addEventListener("focusout", close);
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    pick(event.target.closest("[role='option']"));
  });
  root.querySelector(".editor-region").addEventListener("scroll", close);
  window.addEventListener("scroll", close);
})();
