// What the page knows: nodes, edges, claims and documents by number. The first picture stands in the page as it is;
// the rest is packed and read behind it, in parts that each take about as long as a frame.

const read = (id) => JSON.parse(document.getElementById(id).textContent);

const nodes = [];
const edges = [];
const claims = [];
const documents = [];
const legend = read('legend-data');
const options = read('options-data');
const first = read('first-data');
const { totals } = first;

// Browsers from before 2023 cannot unpack the parts: better said than an empty page.
if (!globalThis.DecompressionStream || !globalThis.OffscreenCanvas) {
  const notice = document.createElement('p');
  notice.className = 'noscript';
  notice.setAttribute('role', 'alert');
  notice.textContent = legend.messages.unreadable.join(' ');
  document.querySelector('main').before(notice);
  throw new Error('no DecompressionStream or no OffscreenCanvas');
}

const typeOf = new Map(legend.types.map((type) => [type.key, type]));
const predicateOf = new Map(legend.predicates.map((predicate) => [predicate.key, predicate]));
const MODALITIES = ['done', 'ongoing', 'planned'];
const POLARITIES = ['affirmed', 'denied'];
const WITHIN = 'withinDivision';

// What is compared when something is searched for: without accents, blanks, marks and capitals.
const folded = (text) => text.normalize('NFD').replace(/[\u0300-\u036f\s·'’-]/g, '').toLowerCase();

// The first and the last year of a time as ISO 8601 writes it (`2021`, `2012/2021`, `../2022-12-31`).
const yearsOf = (time) => {
  const found = (time || '').split('/').map((end) => /^\d{4}/.exec(end)).filter(Boolean).map((end) => Number(end[0]));
  return found.length ? [Math.min(...found), Math.max(...found)] : null;
};

const rowsOf = (held) => (Array.isArray(held) ? held : held.rows.map((row) => {
  const made = {};
  held.keys.forEach((key, at) => { made[key] = row[at]; });
  return made;
}));

// A type or predicate that no table knows goes under its own name.
const meet = (known, rows, key, looks) => {
  if (known.has(key)) return;
  rows.push({ ...rows[rows.length - 1], ...looks, key });
  known.set(key, rows[rows.length - 1]);
};

// How rows of each kind join what is known. What came with the first picture is not taken twice.
const joins = {
  nodes: (row) => {
    if (nodes[row.id]) return;
    meet(typeOf, legend.types, row.type, { zh: row.type, en: row.type, glyph: '·' });
    nodes[row.id] = Object.assign(row, { edges: [], claims: [], aliases: [], facts: [], code: null, point: null, children: 0 });
  },
  names: (row) => {
    const codes = row.pinyin.split(' ');
    if (row.code) codes.push(row.code.toLowerCase());
    Object.assign(nodes[row.id], row, {
      names: [nodes[row.id].label, ...row.aliases].map(folded),
      codes: codes.filter(Boolean),
    });
  },
  edges: (row) => {
    if (edges[row.id]) return;
    edges[row.id] = Object.assign(row, { claims: [] });
    nodes[row.from].edges.push(row);
    nodes[row.to].edges.push(row);
  },
  claims: (row) => {
    if (claims[row.id]) return;
    meet(predicateOf, legend.predicates, row.predicate, { zh: row.predicate, en: row.predicate, zh_inverse: row.predicate, en_inverse: row.predicate });
    claims[row.id] = Object.assign(row, { years: yearsOf(row.time), evidence: null, key: null });
    if (row.edge !== null) edges[row.edge].claims.push(row);
    nodes[row.subject].claims.push(row);
    if (row.object !== null && row.object !== row.subject) nodes[row.object].claims.push(row);
  },
  documents: (row) => { documents[row.id] = row; },
  evidence: (row) => { Object.assign(claims[row.id], row); },
};

const join = (part) => Object.keys(joins).forEach((kind) => {
  if (part[kind]) rowsOf(part[kind]).forEach(joins[kind]);
});

// --- reading parts -------------------------------------------------------------------------------------------

const unpack = async (name) => {
  const letters = atob(document.getElementById(`part-${name}`).textContent);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at += 1) bytes[at] = letters.charCodeAt(at);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return JSON.parse(await new Response(stream).text());
};

const kept = new Map();
const part = (name) => {
  if (!kept.has(name)) kept.set(name, unpack(name));
  return kept.get(name);
};

// A moment in which the browser may draw and answer, where it has had none for most of a frame.
let rested = 0;
const breath = async () => {
  if (performance.now() - rested < 12) return;
  await new Promise((go) => { setTimeout(go, 0); });
  rested = performance.now();
};

const readAll = async () => {
  const names = [...document.querySelectorAll('script[id^="part-rest-"]')].map((each) => each.id.slice('part-'.length));
  let next = names.length ? unpack(names[0]) : null;
  for (let at = 0; at < names.length; at += 1) {
    const held = await next;
    next = at + 1 < names.length ? unpack(names[at + 1]) : null; // unpacked beside, while this one is joined
    join(held);
    document.getElementById(`part-${names[at]}`).textContent = '';
    await breath();
  }
};

// Resolves when all but the quotations is known; what is asked meanwhile waits for it.
let whole = null;
const everything = () => {
  if (!whole) whole = readAll();
  return whole;
};

const quoted = new Map();
const readEvidence = (at) => {
  if (!quoted.has(at)) quoted.set(at, Promise.all([everything(), unpack(`evidence-${at}`)]).then(([, held]) => join(held)));
  return quoted.get(at);
};

// The words that a claim rests on: [document, before, quote, after] each.
const evidenceOf = async (claim) => {
  if (claim.evidence === null) await readEvidence(Math.floor(claim.id / totals.evidence));
  return claim.evidence;
};

join({ nodes: read('nodes-data'), edges: read('edges-data'), claims: first.claims });

// --- small questions -----------------------------------------------------------------------------------------

const sourcesOf = (some) => {
  const found = new Set();
  some.forEach((claim) => claim.sources.forEach((source) => found.add(source)));
  return found.size;
};

const otherEnd = (edge, id) => (edge.from === id ? edge.to : edge.from);

// The divisions that a node lies in, the nearest first.
const placeChain = (node) => {
  const chain = [];
  for (let at = node.within; at !== null && nodes[at] && !chain.includes(at) && chain.length < 8; at = nodes[at].within) chain.push(at);
  return chain;
};
