// The search box: a combobox over names, aliases, pinyin (whole and initials) and codes.

const searchBox = document.getElementById('search');
const matchList = document.getElementById('matches');
const MOST_MATCHES = 12;

const folded = (text) => text.normalize('NFD').replace(/[\u0300-\u036f\s·'’-]/g, '').toLowerCase();
let searchable = null;
const prepareSearch = () => {
  searchable = nodes.map((node) => ({
    id: node.id,
    names: [node.label, ...node.aliases].map(folded),
    codes: [...node.pinyin.split(' '), (node.code || '').toLowerCase()].filter(Boolean),
  }));
};

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

const findNodes = (text) => {
  const query = folded(text);
  if (!query) return [];
  if (!searchable) prepareSearch();
  return searchable
    .map((each) => [rankOf(each, query), each.id])
    .filter(([rank]) => rank !== null)
    .sort((a, b) => a[0] - b[0] || a[1] - b[1])
    .map(([, id]) => id);
};

let activeMatch = -1;
const closeMatches = () => {
  matchList.hidden = true;
  activeMatch = -1;
  searchBox.setAttribute('aria-expanded', 'false');
  searchBox.removeAttribute('aria-activedescendant');
};

const markMatch = (at) => {
  const rows = [...matchList.querySelectorAll('[role=option]')];
  if (!rows.length) return;
  activeMatch = (at + rows.length) % rows.length;
  rows.forEach((row, index) => row.setAttribute('aria-selected', String(index === activeMatch)));
  searchBox.setAttribute('aria-activedescendant', rows[activeMatch].id);
  rows[activeMatch].scrollIntoView({ block: 'nearest' });
};

const takeMatch = (id, focused) => {
  closeMatches();
  searchBox.value = nodes[id].label;
  chooseNode(id, { move: true, focused });
};

const matchRow = (id, at) => {
  const node = nodes[id];
  const query = folded(searchBox.value);
  const alias = folded(node.label).includes(query) ? null : node.aliases.find((each) => folded(each).includes(query));
  return element('li', { role: 'option', id: `match-${at}`, 'aria-selected': 'false', 'data-node': id, click: () => takeMatch(id, false) },
    swatch(node.type), name(node.label, { class: 'match-name' }), alias ? name(alias, { class: 'match-alias' }) : null,
    element('span', { class: 'match-type' }, typeOf.get(node.type)[language]));
};

const showMatches = () => {
  const found = findNodes(searchBox.value);
  if (!folded(searchBox.value)) {
    closeMatches();
    return;
  }
  matchList.replaceChildren(...(found.length
    ? found.slice(0, MOST_MATCHES).map(matchRow)
    : [element('li', { role: 'option', 'aria-disabled': 'true', class: 'quiet' }, say('no_match'))]));
  matchList.hidden = false;
  searchBox.setAttribute('aria-expanded', 'true');
  announce(found.length ? say('matches', { n: found.length }) : say('no_match'));
  if (found.length) markMatch(0);
};

const startSearch = () => {
  searchBox.addEventListener('input', showMatches);
  searchBox.addEventListener('focus', () => searchBox.select());
  searchBox.addEventListener('keydown', (event) => {
    if (event.isComposing) return; // an input method is still choosing characters
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (matchList.hidden) showMatches();
      else markMatch(activeMatch + (event.key === 'ArrowDown' ? 1 : -1));
      event.preventDefault();
    } else if (event.key === 'Enter' && !matchList.hidden) {
      const row = matchList.querySelector('[aria-selected=true]');
      if (row) takeMatch(Number(row.dataset.node), true);
      event.preventDefault();
    } else if (event.key === 'Escape') closeMatches();
  });
  matchList.addEventListener('mousedown', (event) => event.preventDefault());
  searchBox.addEventListener('blur', closeMatches);
};
