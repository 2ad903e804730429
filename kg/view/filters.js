// The filters, which are the legend too, and the question they answer: what may be drawn.

const allTypes = () => new Set(legend.types.filter((type) => type.shown).map((type) => type.key));
const allPredicates = () => new Set(legend.predicates.map((predicate) => predicate.key));
const state = {};
const resetState = () => Object.assign(state, {
  types: allTypes(),
  predicates: allPredicates(),
  modalities: new Set(MODALITIES),
  polarities: new Set(POLARITIES),
  isolated: false,
  opened: new Set(),
});
resetState();

const passes = (claim) =>
  (state.modalities.has(claim.modality) || !MODALITIES.includes(claim.modality))
  && state.polarities.has(claim.denied ? 'denied' : 'affirmed');

// The claims that let an edge through, or null. An edge of the gazetteer rests on no claim.
const passingClaims = (edge) => {
  if (!state.predicates.has(edge.predicate)) return null;
  if (!edge.claims.length) return state.modalities.has('done') && state.polarities.has('affirmed') ? [] : null;
  const passing = edge.claims.map((id) => claims[id]).filter(passes);
  return passing.length ? passing : null;
};

// The nodes and edges to draw (each edge now knows the claims that let it through): the most important ones that the filters let through, and those opened by hand.
const wanted = () => {
  const typed = (id) => state.types.has(nodes[id].type) || state.opened.has(id);
  const candidates = [];
  const linked = new Set();
  edges.forEach((edge) => {
    edge.passing = passingClaims(edge);
    if (!edge.passing || !typed(edge.from) || !typed(edge.to)) return;
    candidates.push(edge);
    linked.add(edge.from);
    linked.add(edge.to);
  });
  const chosen = new Set(state.opened);
  let room = legend.first;
  nodes.forEach(({ id }) => {
    if (room > 0 && state.types.has(nodes[id].type) && (linked.has(id) || state.isolated)) {
      chosen.add(id);
      room -= 1;
    }
  });
  return { nodes: chosen, edges: candidates.filter((edge) => chosen.has(edge.from) && chosen.has(edge.to)) };
};

const checkbox = (set, key, ...label) => {
  const box = element('input', { type: 'checkbox', value: key });
  box.checked = set().has(key);
  box.addEventListener('change', () => {
    if (box.checked) set().add(key);
    else set().delete(key);
    redraw();
  });
  return element('label', { class: 'check' }, box, ...label);
};

const allOrNone = (set, keys) => element('span', { class: 'all' },
  ...[['all', () => keys.forEach((key) => set().add(key))], ['none', () => set().clear()]].map(([key, act]) =>
    element('button', { type: 'button', class: 'small', click: () => { act(); buildFilters(); redraw(); } }, say(key))));

const fill = (id, set, keys, label) => {
  const box = document.getElementById(id);
  box.replaceChildren(box.querySelector('legend'), keys.length > 3 ? allOrNone(set, keys) : '', ...keys.map((key) => checkbox(set, key, ...label(key))));
};

const counted = (items, key) => {
  const counts = new Map();
  items.forEach((item) => counts.set(item[key], (counts.get(item[key]) || 0) + 1));
  return counts;
};

const line = (kind) => element('span', { class: `line ${kind}`, 'aria-hidden': 'true' });

const buildFilters = () => {
  const nodeCounts = counted(nodes, 'type');
  const edgeCounts = counted(edges, 'predicate');
  const count = (counts, key) => element('span', { class: 'count' }, String(counts.get(key) || 0));
  fill('type-filter', () => state.types, legend.types.map((type) => type.key),
    (key) => [swatch(key), element('span', {}, typeOf.get(key)[language]), count(nodeCounts, key)]);
  fill('predicate-filter', () => state.predicates, legend.predicates.map((predicate) => predicate.key),
    (key) => [element('span', {}, predicateOf.get(key)[language]), count(edgeCounts, key)]);
  fill('modality-filter', () => state.modalities, MODALITIES, (key) => [line(key), element('span', {}, say(key))]);
  document.getElementById('modality-filter').append(
    ...POLARITIES.map((key) => checkbox(() => state.polarities, key, line(key), element('span', {}, say(key)))));
  document.getElementById('line-legend').replaceChildren(
    ...['line_done', 'line_planned', 'line_denied', 'line_width', 'size_note'].map((key) => element('li', {}, say(key))));
  document.getElementById('isolated').checked = state.isolated;
};
