// The data of the page, its two languages, and the small tools that build elements from text.
// Everything shown is set as text (textContent, createTextNode, canvas fillText), never as markup.

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const table = (id) => {
  const { keys, rows } = read(id);
  return rows.map((row) => Object.fromEntries(keys.map((key, at) => [key, row[at]])));
};

const nodes = table('nodes-data');
const edges = table('edges-data');
const claims = table('claims-data');
const documents = table('documents-data');
const legend = read('legend-data');
const options = read('options-data');

const typeOf = new Map(legend.types.map((type) => [type.key, type]));
const predicateOf = new Map(legend.predicates.map((predicate) => [predicate.key, predicate]));
const MODALITIES = ['done', 'ongoing', 'planned'];
const POLARITIES = ['affirmed', 'denied'];
const WITHIN = 'withinDivision';

nodes.forEach((node) => {
  node.edges = [];
  node.claims = [];
  node.children = [];
});
edges.forEach((edge, id) => {
  edge.id = id;
  nodes[edge.from].edges.push(edge);
  nodes[edge.to].edges.push(edge);
});
claims.forEach((claim, id) => {
  claim.id = id;
  nodes[claim.subject].claims.push(claim);
  if (claim.object !== null && claim.object !== claim.subject) nodes[claim.object].claims.push(claim);
});

let language = new URLSearchParams(location.hash.slice(1)).get('lang') === 'en' ? 'en' : 'zh';

const say = (key, values = {}) => {
  const text = legend.messages[key][language === 'zh' ? 0 : 1];
  return text.replace(/\{(\w)\}/g, (_, name) => String(values[name]));
};

const element = (tag, properties = {}, ...children) => {
  const made = document.createElement(tag);
  Object.entries(properties).forEach(([name, value]) => {
    if (value === undefined || value === null || value === false) return;
    if (name === 'class') made.className = value;
    else if (name === 'click') made.addEventListener('click', value);
    else made.setAttribute(name, value === true ? '' : value);
  });
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
};

// Names from documents may mix directions of writing: each keeps to itself.
const name = (text, properties = {}) => element('bdi', { lang: 'zh-CN', ...properties }, text);

const webAddress = (address) => {
  try {
    return /^https?:$/.test(new URL(address).protocol) ? address : null;
  } catch {
    return null;
  }
};

const sourcesOf = (some) =>
  new Set(some.flatMap((claim) => claim.evidence.map(([document]) => documents[document].cluster))).size;

const translatePage = () => {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  document.querySelectorAll('[data-text]').forEach((each) => { each.textContent = say(each.dataset.text); });
  document.querySelectorAll('[data-label]').forEach((each) => {
    each.setAttribute('aria-label', say(each.dataset.label));
    if (each.tagName === 'BUTTON') each.title = say(each.dataset.label);
  });
  document.querySelectorAll('[data-placeholder]').forEach((each) => { each.placeholder = say(each.dataset.placeholder); });
};
