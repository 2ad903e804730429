// What the reader has asked for: one value that the address holds, so that a view can be sent, and taken back.

const MODES = ['graph', 'map', 'table'];
const MEASURES = ['links', 'claims', 'sources', 'same'];
const COLUMNS = ['subject', 'predicate', 'object', 'value', 'time', 'modality', 'sources', 'published'];

const state = {};
const usual = () => ({
  mode: 'graph',
  types: new Set(legend.types.filter((type) => type.shown).map((type) => type.key)),
  predicates: new Set(legend.predicates.map((predicate) => predicate.key)),
  modalities: new Set(MODALITIES),
  polarities: new Set(POLARITIES),
  years: null, // [first, last]
  place: null, // the number of a node
  document: null, // the number of a document
  sources: 1,
  isolated: false,
  measure: 'links',
  opened: new Set(),
  closed: new Set(),
  ego: null, // { node, depth }: only what lies so near
  path: null, // [from, to]: only the shortest way between
  node: null, // the chosen node, edge or claim: at most one of the three
  edge: null,
  claim: null,
  words: '', // those that the rows of the table hold
  sort: ['time', -1],
});
Object.assign(state, usual());

const lists = (some) => [...some].map(encodeURIComponent).join(',');
const keysOf = (ids) => lists([...ids].map((id) => nodes[id].key));
const same = (a, b) => a.size === b.size && [...a].every((each) => b.has(each));

// The state as text, without what is as usual: `types=HOSPITAL,PLACE&years=2018,2023&node=place%2F540600`.
const written = () => {
  const plain = usual();
  const found = [];
  const put = (key, value) => found.push(`${key}=${value}`);
  if (state.mode !== plain.mode) put('view', state.mode);
  ['types', 'predicates', 'modalities', 'polarities'].forEach((key) => { if (!same(state[key], plain[key])) put(key, lists(state[key])); });
  if (state.years) put('years', state.years.join(','));
  if (state.place !== null) put('place', keysOf([state.place]));
  if (state.document !== null) put('document', lists([documents[state.document].key]));
  if (state.sources > 1) put('sources', state.sources);
  if (state.isolated) put('isolated', 1);
  if (state.measure !== plain.measure) put('size', state.measure);
  if (state.opened.size) put('opened', keysOf(state.opened));
  if (state.closed.size) put('closed', keysOf(state.closed));
  if (state.ego) put('ego', `${keysOf([state.ego.node])},${state.ego.depth}`);
  if (state.path) put('path', keysOf(state.path));
  if (state.node !== null) put('node', keysOf([state.node]));
  if (state.edge !== null) put('edge', lists([nodes[edges[state.edge].from].key, edges[state.edge].predicate, nodes[edges[state.edge].to].key]));
  if (state.claim !== null) put('claim', state.claim);
  if (state.words) put('words', lists([state.words]));
  if (state.sort.join() !== plain.sort.join()) put('sort', state.sort.join(','));
  return found.join('&');
};

const parsed = (text) => {
  const found = {};
  text.split('&').forEach((pair) => {
    const [key, value] = pair.split('=');
    try {
      if (value) found[key] = value.split(',').map(decodeURIComponent);
    } catch { /* a broken escape: that setting is left as usual */ }
  });
  return found;
};

// An address may come from anywhere and name what this page lacks: what cannot be read is left as usual.
const takeState = (text) => {
  const found = parsed(text);
  const byKey = found.place || found.opened || found.closed || found.ego || found.path || found.node || found.edge
    ? new Map(nodes.map((node) => [node.key, node.id])) : new Map();
  const numbers = (keys) => (keys || []).map((key) => byKey.get(key)).filter((id) => id !== undefined);
  const one = (keys) => { const [id] = numbers(keys); return id === undefined ? null : id; };
  const plain = usual();
  const chosen = (key, allowed) => (found[key] ? new Set(found[key].filter((each) => allowed.has(each))) : plain[key]);
  const known = (value, allowed, otherwise) => (allowed.includes(value) ? value : otherwise);
  const years = (found.years || []).map(Number).filter(Number.isInteger);
  const depth = Number((found.ego || [])[1]);
  const ends = numbers(found.path);
  const [from, predicate, to] = found.edge ? [byKey.get(found.edge[0]), found.edge[1], byKey.get(found.edge[2])] : [];
  const edge = from === undefined ? undefined : nodes[from].edges.find((each) => each.from === from && each.predicate === predicate && each.to === to);
  const about = found.document && documents.find((each) => each.key === found.document[0]);
  const claim = Number((found.claim || [])[0]);
  Object.assign(state, plain, {
    mode: known((found.view || [])[0], MODES, 'graph'),
    types: chosen('types', new Set(typeOf.keys())),
    predicates: chosen('predicates', new Set(predicateOf.keys())),
    modalities: chosen('modalities', plain.modalities),
    polarities: chosen('polarities', plain.polarities),
    years: years.length === 2 ? years : null,
    place: one(found.place),
    document: about ? about.id : null,
    sources: Math.max(1, Math.min(9, Number((found.sources || [])[0]) || 1)),
    isolated: Boolean(found.isolated),
    measure: known((found.size || [])[0], MEASURES, 'links'),
    opened: new Set(numbers(found.opened)),
    closed: new Set(numbers(found.closed)),
    ego: one(found.ego) !== null ? { node: one(found.ego), depth: depth === 2 ? 2 : 1 } : null,
    path: ends.length === 2 ? ends : null,
    node: one(found.node),
    edge: edge ? edge.id : null,
    claim: found.claim && claims[claim] ? claim : null,
    words: ((found.words || [])[0] || '').slice(0, 80),
    sort: found.sort && COLUMNS.includes(found.sort[0]) ? [found.sort[0], found.sort[1] === '-1' ? -1 : 1] : plain.sort,
  });
};

// --- the address and the way back ----------------------------------------------------------------------------

const done = []; // earlier states, the last one last
let current = '';
// How it is shown, beside what: kept in the address, but no step to take back.
const manner = { lang: null, theme: null, at: null };

const address = () => [current, ...Object.entries(manner).filter(([, value]) => value).map(([key, value]) => `${key}=${value}`)].filter(Boolean).join('&');
// Writing it costs the browser more than all else in a step: a moment later will do.
let writing = 0;
const writeAddress = () => {
  clearTimeout(writing);
  writing = setTimeout(() => history.replaceState(null, '', `#${address()}`), 120);
};

const commit = () => {
  const now = written();
  if (now === current) return;
  done.push(current);
  if (done.length > 200) done.shift();
  current = now;
  by('undo').disabled = false;
  writeAddress();
};
