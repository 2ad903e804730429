// Boxes that complete what is typed: the search over names, aliases, pinyin and codes, and the filters by place and document.

const MOST_MATCHES = 12;

// 0 is best; null is no match. Nodes come in order of importance, so a stable sort keeps that order within a rank.
const rankOf = ({ names, codes }, query) => {
  if (names.includes(query)) return 0;
  if (codes.includes(query)) return 1;
  if (names.some((each) => each.startsWith(query))) return 2;
  if (codes.some((each) => each.startsWith(query))) return 3;
  if (names.some((each) => each.includes(query))) return 4;
  if (query.length > 2 && codes.some((each) => each.includes(query))) return 5;
  return null;
};

const findNodes = (text, allowed = () => true) => {
  const query = folded(text);
  if (!query) return [];
  const ranks = [[], [], [], [], [], []];
  nodes.forEach((node) => {
    const rank = rankOf(node, query);
    if (rank !== null && allowed(node)) ranks[rank].push(node.id);
  });
  return ranks.flat();
};

const findDocuments = (text) => {
  const query = folded(text);
  return documents.filter((each) => folded(`${each.title || ''}${each.date || ''}`).includes(query)).map((each) => each.id);
};

const typeName = (node) => typeOf.get(node.type)[language];

const nodeRow = (id, text) => {
  const node = nodes[id];
  const query = folded(text);
  const alias = folded(node.label).includes(query) ? null : node.aliases.find((each) => folded(each).includes(query));
  const [above] = placeChain(node);
  return [swatch(node.type), name(node.label, { class: 'match-name' }),
    alias ? name(alias, { class: 'match-alias' }) : null,
    element('span', { class: 'match-type' }, above === undefined ? typeName(node) : name(nodes[above].label))];
};

// A combobox after the patterns of WAI-ARIA: `find` gives numbers, `row` what stands in a line, `take` is told the choice.
const combobox = ({ input, list, find, row, take, cleared = () => {}, named = allNamed }) => {
  let active = -1;
  let showing = Promise.resolve();
  const rows = () => [...list.querySelectorAll('[data-number]')];
  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };
  const mark = (at) => {
    const all = rows();
    if (!all.length) return;
    active = (at + all.length) % all.length;
    all.forEach((each, index) => each.setAttribute('aria-selected', String(index === active)));
    input.setAttribute('aria-activedescendant', all[active].id);
    all[active].scrollIntoView({ block: 'nearest' });
  };
  const choose = (number, focused) => {
    close();
    take(number, focused);
  };
  const line = (number, at) => {
    const made = element('li', { role: 'option', id: `${list.id}-${at}`, 'aria-selected': 'false', 'data-number': number }, ...row(number, input.value).filter(Boolean));
    made.addEventListener('click', () => choose(number, false));
    return made;
  };
  const show = async () => {
    const text = input.value;
    if (!folded(text)) {
      close();
      cleared();
      return;
    }
    if (totals.pieces) await new Promise((go) => { setTimeout(go, 150); }); // a server is not asked for each letter
    if (input.value !== text) return;
    await named(text);
    if (input.value !== text) return;
    const found = find(text);
    list.replaceChildren(...(found.length
      ? found.slice(0, MOST_MATCHES).map(line)
      : [element('li', { role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false', class: 'quiet' }, say('no_match'))]));
    list.hidden = false;
    input.setAttribute('aria-expanded', 'true');
    announce(found.length ? say('matches', { n: found.length }) : say('no_match'));
    if (found.length) mark(0);
  };
  input.addEventListener('input', () => { showing = show(); });
  input.addEventListener('focus', () => input.select());
  input.addEventListener('keydown', async (event) => {
    if (event.isComposing) return; // an input method is still choosing characters
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (list.hidden) showing = show();
      else mark(active + (event.key === 'ArrowDown' ? 1 : -1));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      await showing;
      const chosen = rows()[active];
      if (!list.hidden && chosen) choose(Number(chosen.dataset.number), true);
    } else if (event.key === 'Escape') close();
  });
  list.addEventListener('mousedown', (event) => event.preventDefault());
  input.addEventListener('blur', close);
};

const startSearch = () => {
  combobox({
    input: by('search'),
    list: by('matches'),
    find: (text) => findNodes(text),
    row: nodeRow,
    take: (id, focused) => {
      by('search').value = nodes[id].label;
      chooseNode(id, { move: true, focused });
    },
  });
};
