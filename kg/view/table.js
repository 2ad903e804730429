// The claims that pass the filters as rows, to sort and to search.

const TABLE_ROWS = 60;

const publishedOf = (claim) => claim.documents.map((id) => documents[id].date).filter(Boolean).sort()[0] || '';

const compared = {
  subject: (claim) => nodes[claim.subject].label,
  predicate: (claim) => predicateOf.get(claim.predicate)[language],
  object: (claim) => (claim.object === null ? '' : nodes[claim.object].label),
  value: (claim) => Number((/-?\d[\d,]*(\.\d+)?/.exec(claim.value || '') || ['-1'])[0].replace(/,/g, '')),
  time: (claim) => (claim.years ? String(claim.years[1]) + claim.time : ''),
  modality: (claim) => `${claim.modality}${claim.denied}`,
  sources: (claim) => claim.sources.length,
  published: publishedOf,
};

const order = new Intl.Collator('zh-CN-u-co-pinyin', { numeric: true });
const between = (a, b) => (typeof a === 'number' ? a - b : order.compare(a, b));

const holds = (claim, words) => [nodes[claim.subject].label, claim.object === null ? '' : nodes[claim.object].label, claim.value || '', claim.post || '',
  predicateOf.get(claim.predicate)[language]].some((each) => folded(each).includes(words));

// The claims that the table holds, in its order.
const tableClaims = () => {
  const words = folded(state.words);
  const [column, direction] = state.sort;
  const key = compared[column];
  return claims.filter((claim) => claim.passing && typed(claim.subject) && (!words || holds(claim, words)))
    .map((claim) => [key(claim), claim])
    .sort((a, b) => direction * between(a[0], b[0]) || a[1].id - b[1].id)
    .map(([, claim]) => claim);
};

const tableRow = (claim) => {
  const cell = (column, ...content) => element('td', { 'data-column': say(`column_${column}`) }, ...content);
  const row = element('tr', { 'data-claim': claim.id, class: claim.denied ? 'denied' : claim.modality },
    cell('subject', nodeButton(claim.subject)),
    cell('predicate', button({ class: 'link read', click: () => chooseClaim(claim.id) }, predicateOf.get(claim.predicate)[language])),
    cell('object', claim.object === null ? '' : nodeButton(claim.object)),
    cell('value', ...[claim.value ? name(claim.value) : null, claim.change ? ` ${changeText(claim)}` : null, claim.post ? name(claim.post) : null].filter(Boolean)),
    cell('time', claim.time ? name(timeText(claim.time)) : ''),
    cell('modality', element('span', { class: `chip ${claim.denied ? 'denied' : claim.modality}` }, `${claim.denied ? '✕ ' : ''}${modalityText(claim) || claim.modality}`)),
    cell('sources', String(claim.sources.length)),
    cell('published', publishedOf(claim)));
  return row;
};

const sortBy = (column) => {
  state.sort = [column, state.sort[0] === column ? -state.sort[1] : 1];
  drawTable();
  commit();
};

let tableShown = TABLE_ROWS;
const drawTable = async (more = 0) => {
  await everything();
  tableShown = more ? tableShown + more : TABLE_ROWS;
  const found = tableClaims();
  const head = COLUMNS.map((column) => {
    const sorted = state.sort[0] === column ? state.sort[1] : 0;
    return element('th', { scope: 'col', 'aria-sort': sorted ? (sorted > 0 ? 'ascending' : 'descending') : 'none' },
      button({ class: 'sort', 'data-sort': column, click: () => sortBy(column) }, say(`column_${column}`), element('span', { 'aria-hidden': 'true' }, sorted ? (sorted > 0 ? ' ▲' : ' ▼') : '')));
  });
  by('claims-head').replaceChildren(element('tr', {}, ...head));
  by('claims-body').replaceChildren(...found.slice(0, tableShown).map(tableRow));
  by('table-count').textContent = say('rows', { n: Math.min(tableShown, found.length), m: found.length });
  by('table-more').hidden = found.length <= tableShown;
  markTable();
};

const markTable = () => by('claims-body').querySelectorAll('tr').forEach((row) => {
  const claim = claims[Number(row.dataset.claim)];
  row.classList.toggle('chosen', (state.edge !== null && claim.edge === state.edge) || state.claim === claim.id);
});

const startTable = () => {
  on('table-more', 'click', () => drawTable(200));
  let waiting = 0;
  on('words', 'input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      state.words = by('words').value.slice(0, 80);
      drawTable();
      commit();
    }, 200);
  });
};
