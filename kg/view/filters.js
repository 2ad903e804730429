// The filters, which are the legend too, and the question they answer: which claims and relations may be shown.

// The place that is asked for and all that lies in it; null where none is.
let inside = null;
const liesInside = (id) => inside.has(id) || placeChain(nodes[id]).some((place) => inside.has(place));
const insideOf = (place) => {
  inside = new Set([place]);
  // What a document says lies there, lies there.
  const told = nodes.filter((node) => liesInside(node.id)
    || node.claims.some((claim) => claim.predicate === 'locatedIn' && claim.subject === node.id && !claim.denied && claim.object !== null && liesInside(claim.object)));
  return new Set([place, ...told.map((node) => node.id)]);
};

const passes = (claim) =>
  (state.modalities.has(claim.modality) || !MODALITIES.includes(claim.modality))
  && state.polarities.has(claim.denied ? 'denied' : 'affirmed')
  && state.predicates.has(claim.predicate)
  && (!state.years || (claim.years !== null && claim.years[0] <= state.years[1] && claim.years[1] >= state.years[0]))
  && (state.document === null || claim.documents.includes(state.document))
  && (!inside || inside.has(claim.subject) || inside.has(claim.object));

// Relations of the gazetteer rest on no claim: they stay while nothing is asked that only a claim can answer.
const gazetteerPasses = (edge) => state.predicates.has(edge.predicate) && state.modalities.has('done') && state.polarities.has('affirmed')
  && !state.years && state.document === null && state.sources === 1 && (!inside || inside.has(edge.from) || inside.has(edge.to));

const typed = (id) => state.types.has(nodes[id].type);

// What of the state the claims and edges depend on, and how many there are.
const question = () => [state.years, state.place, state.document, state.sources, ...[state.predicates, state.modalities, state.polarities].map(lists),
  claims.length, edges.length, nodes.length].join('|');
let answered = null;

const siftClaims = () => {
  inside = state.place === null ? null : insideOf(state.place);
  claims.forEach((claim) => { claim.passing = passes(claim); });
  edges.forEach((edge) => {
    if (!edge.claims.length) {
      edge.passing = edge.predicate === WITHIN && gazetteerPasses(edge) ? edge.claims : null;
      return;
    }
    const passing = edge.claims.every((claim) => claim.passing) ? edge.claims : edge.claims.filter((claim) => claim.passing);
    const enough = passing.length && (state.sources === 1 || sourcesOf(passing) >= state.sources);
    edge.passing = enough ? passing : null;
    if (!enough) passing.forEach((claim) => { claim.passing = false; });
  });
  if (state.sources > 1) {
    claims.forEach((claim) => { if (claim.edge === null && claim.sources.length < state.sources) claim.passing = false; });
  }
};

// After a change of the filters or of what is known: marks each claim and edge that passes, and each node that a drawn edge may reach.
const refilter = () => {
  near.clear();
  const asked = question();
  if (asked !== answered) siftClaims();
  answered = asked;
  nodes.forEach((node) => { node.linked = false; });
  edges.forEach((edge) => {
    if (!edge.passing || !typed(edge.from) || !typed(edge.to)) return;
    nodes[edge.from].linked = true;
    nodes[edge.to].linked = true;
  });
};

// --- controls ------------------------------------------------------------------------------------------------

const checkbox = (set, key, ...label) => {
  const box = element('input', { type: 'checkbox', value: key });
  box.checked = set().has(key);
  box.addEventListener('change', () => {
    if (box.checked) set().add(key);
    else set().delete(key);
    changed();
  });
  return element('label', { class: 'check' }, box, ...label);
};

const allOrNone = (set, keys, title) => element('span', { class: 'all' },
  ...[['all', () => keys.forEach((key) => set().add(key))], ['none', () => set().clear()]].map(([key, act]) =>
    button({ class: 'small', 'aria-label': `${title}: ${say(key)}`, click: () => { act(); changed({ controls: true }); } }, say(key))));

const fill = (id, set, keys, label) => {
  const box = by(id);
  const title = box.querySelector('legend');
  box.replaceChildren(title, keys.length > 3 ? allOrNone(set, keys, title.textContent) : '', ...keys.map((key) => checkbox(set, key, ...label(key))));
};

const counted = (items, key) => {
  const counts = new Map();
  items.forEach((item) => counts.set(item[key], (counts.get(item[key]) || 0) + 1));
  return counts;
};

const line = (kind) => element('span', { class: `line ${kind}`, 'aria-hidden': 'true' });

// Kept until more is known: these go over all nodes, edges and claims.
const counts = { size: null };
const countAll = () => {
  const size = [nodes.length, edges.length, claims.length].join();
  if (counts.size === size) return counts;
  return Object.assign(counts, { size, nodes: counted(nodes, 'type'), edges: counted(edges, 'predicate'), years: allYears() });
};

const allYears = () => claims.reduce(([low, high], { years }) => (years ? [Math.min(low, years[0]), Math.max(high, years[1])] : [low, high]), [Infinity, -Infinity]);

const yearRange = () => {
  const found = countAll().years;
  const now = state.years || found;
  return found[0] <= found[1] ? [Math.min(found[0], now[0]), Math.max(found[1], now[1])] : null;
};

const showYears = () => {
  const range = yearRange();
  by('year-filter').hidden = range === null;
  if (range === null) return;
  const [low, high] = state.years || range;
  [['year-from', low], ['year-to', high]].forEach(([id, value]) => {
    const slider = by(id);
    [slider.min, slider.max] = range;
    slider.value = value;
    slider.setAttribute('aria-valuetext', String(value));
  });
  by('years').textContent = low === high ? String(low) : `${low} – ${high}`;
  by('years-all').hidden = !state.years;
};

const takeYears = (moved) => {
  const [from, to] = [by('year-from'), by('year-to')];
  if (Number(from.value) > Number(to.value)) (moved === 'year-from' ? to : from).value = by(moved).value;
  const [low, high] = yearRange();
  const asked = [Number(from.value), Number(to.value)];
  state.years = asked[0] <= low && asked[1] >= high ? null : asked;
  changed({ controls: true });
};

const buildFilters = () => {
  const { nodes: nodeCounts, edges: edgeCounts } = countAll();
  const count = (counts, key) => element('span', { class: 'count' }, String(counts.get(key) || 0));
  fill('type-filter', () => state.types, legend.types.map((type) => type.key),
    (key) => [swatch(key), element('span', {}, typeOf.get(key)[language]), count(nodeCounts, key)]);
  fill('predicate-filter', () => state.predicates, legend.predicates.map((predicate) => predicate.key),
    (key) => [element('span', {}, predicateOf.get(key)[language]), count(edgeCounts, key)]);
  fill('modality-filter', () => state.modalities, MODALITIES, (key) => [line(key), element('span', {}, say(key))]);
  by('modality-filter').append(...POLARITIES.map((key) => checkbox(() => state.polarities, key, line(key), element('span', {}, say(key)))));
  by('line-legend').replaceChildren(
    ...['line_done', 'line_planned', 'line_denied', 'line_width', 'size_note'].map((key) => element('li', {}, say(key))));
  by('isolated').checked = state.isolated;
  by('sources').value = String(state.sources);
  by('measure').value = state.measure;
  by('place').value = state.place === null ? '' : nodes[state.place].label;
  by('document').value = state.document === null ? '' : documents[state.document].title || say('untitled');
  showYears();
};

const startFilters = () => {
  combobox({
    input: by('place'),
    list: by('place-matches'),
    find: (text) => findNodes(text, (node) => node.type === 'PLACE'),
    row: nodeRow,
    take: (id) => {
      state.place = id;
      changed({ controls: true, fitted: true });
    },
    cleared: () => {
      if (state.place === null) return;
      state.place = null;
      changed({ fitted: true });
    },
  });
  combobox({
    input: by('document'),
    list: by('document-matches'),
    find: findDocuments,
    named: everything,
    row: (id) => [name(documents[id].title || say('untitled'), { class: 'match-name' }), element('span', { class: 'match-type' }, documents[id].date || '')],
    take: (id) => {
      state.document = id;
      changed({ controls: true, fitted: true });
    },
    cleared: () => {
      if (state.document === null) return;
      state.document = null;
      changed({ fitted: true });
    },
  });
  ['year-from', 'year-to'].forEach((id) => on(id, 'change', () => takeYears(id)));
  ['year-from', 'year-to'].forEach((id) => on(id, 'input', () => { by('years').textContent = `${by('year-from').value} – ${by('year-to').value}`; }));
  on('years-all', 'click', () => {
    state.years = null;
    changed({ controls: true });
  });
  on('sources', 'change', () => {
    state.sources = Number(by('sources').value);
    changed();
  });
  on('measure', 'change', () => {
    state.measure = by('measure').value;
    changed();
  });
  on('isolated', 'change', () => {
    state.isolated = by('isolated').checked;
    changed();
  });
};
