// The side panel: a node's facts, an edge's claims, and under each the words that carry it.

const FIRST_ROWS = 12;
const panel = by('details');
const panelBody = by('details-body');

const chip = (text, kind) => element('span', { class: `chip ${kind || ''}` }, text);

const nodeButton = (id) => button({ class: 'link', click: () => chooseNode(id, { move: true }) }, swatch(nodes[id].type), name(nodes[id].label));

const chips = (claim) => {
  const made = [];
  if (claim.value) made.push(chip(name(claim.value), 'value'));
  if (claim.change) made.push(chip(changeText(claim), 'value'));
  if (claim.post) made.push(chip(name(claim.post), 'value'));
  if (claim.time) made.push(chip(name(timeText(claim.time)), 'time'));
  if (MODALITIES.includes(claim.modality)) made.push(chip(say(claim.modality), claim.modality));
  if (claim.denied) made.push(chip(`✕ ${say('denied')}`, 'denied'));
  return element('span', { class: 'chips' }, ...made);
};

// The names and the number that the claim is about, set off within its quotation.
const told = (claim) => {
  const ends = [claim.subject, claim.object].filter((id) => id !== null).map((id) => nodes[id]);
  const number = claim.value ? claim.value.replace(/,/g, '').match(/\d+(\.\d+)?/g) || [] : [];
  return [...ends.flatMap((node) => [node.label, ...node.aliases]), ...number, claim.post]
    .filter((each) => each && each.length < 60)
    .sort((a, b) => b.length - a.length);
};

const markedQuote = (quote, words) => {
  const mark = element('mark');
  let at = 0;
  let plain = '';
  const flush = () => {
    if (plain) mark.append(plain);
    plain = '';
  };
  while (at < quote.length) {
    const word = words.find((each) => quote.startsWith(each, at));
    if (word) {
      flush();
      mark.append(element('strong', {}, word));
      at += word.length;
    } else {
      plain += quote[at];
      at += 1;
    }
  }
  flush();
  return mark;
};

// In a page that a server hands out, to the words where they stand in their document.
const wordsLink = (source, claim) => (totals.pieces
  ? element('a', { class: 'words-link', href: `${totals.pieces}words?document=${encodeURIComponent(source.key)}&claim=${encodeURIComponent(claim.key)}`, target: '_blank', rel: 'noopener' }, say('in_the_text'))
  : null);

const sourceLine = (source, claim) => {
  const address = source.url && webAddress(source.url);
  const title = name(source.title || say('untitled'));
  return element('footer', {}, address
    ? element('a', { href: address, target: '_blank', rel: 'noopener noreferrer nofollow', title: say('open_source') }, title)
    : title, source.date ? element('time', {}, source.date) : null, wordsLink(source, claim));
};

const evidenceList = async (claim) => {
  const words = told(claim);
  const found = await evidenceOf(claim);
  if (!found.length) return [element('p', { class: 'quiet' }, say('no_quote'))];
  return found.map(([document, before, quote, after]) => element('blockquote', { lang: 'zh-CN' },
    element('p', { dir: 'auto' }, before, markedQuote(quote, words), after), sourceLine(documents[document], claim)));
};

const sourceCount = (some) => {
  const count = sourcesOf(some);
  return count === 1 ? say('source_one') : say('sources', { n: count });
};

// The words are read when they are first opened: a well-known node has thousands.
const evidenceBox = (claim, open) => {
  const box = element('div');
  const made = element('details', { class: 'evidence', open }, element('summary', {}, `${say('evidence')} · ${sourceCount([claim])}`), box);
  const show = async () => { if (!box.firstChild) box.replaceChildren(...await evidenceList(claim)); };
  if (open) show();
  made.addEventListener('toggle', () => { if (made.open) show(); });
  return made;
};

const claimRow = (claim, lead, open) => element('li', { class: claim.denied ? 'claim denied' : `claim ${claim.modality}` }, lead, chips(claim), evidenceBox(claim, open));

// A list that shows its first rows and the rest on request.
const longList = (items, row) => {
  const list = element('ul', { class: 'rows' });
  const rest = button({ class: 'more' });
  let shown = 0;
  const grow = (count) => {
    items.slice(shown, shown + count).forEach((item) => list.append(row(item)));
    shown = Math.min(items.length, shown + count);
    rest.hidden = shown >= items.length;
    rest.textContent = say('more', { n: items.length - shown });
  };
  rest.addEventListener('click', () => grow(50));
  grow(FIRST_ROWS);
  return element('div', {}, list, rest);
};

// --- a node ---------------------------------------------------------------------------------------------------

const joined = (parts, between) => parts.flatMap((each, at) => (at ? [between, each] : [each]));

// Grades of hospitals that claims tell of: `三级甲等 (计划)`. A grade stands alone or before a kind of house: no grade in 一级学科.
const INSTITUTIONS = ['HOSPITAL', 'PRIMARY_CARE', 'PUBLIC_HEALTH'];
const gradeIn = (label) => legend.grades.filter(([zh]) => label === zh || (label.startsWith(zh) && label.endsWith('院')))
  .sort((a, b) => b[0].length - a[0].length)[0];
const gradesOf = (node) => {
  const found = new Set();
  if (!INSTITUTIONS.includes(node.type)) return [];
  node.claims.forEach((claim) => {
    if (claim.predicate !== 'achieved' || claim.subject !== node.id || claim.object === null) return;
    const grade = gradeIn(nodes[claim.object].label);
    if (!grade) return;
    const how = claim.denied ? say('denied') : claim.modality === 'done' ? null : modalityText(claim);
    found.add(`${grade[language === 'zh' ? 0 : 1]}${how ? ` (${how})` : ''}`);
  });
  return [...found];
};

const factLines = (node) => {
  const lines = [];
  const add = (term, ...value) => lines.push(element('dt', {}, term), element('dd', {}, ...value));
  if (node.aliases.length) add(say('aliases'), ...joined(node.aliases.map((alias) => name(alias)), '、'));
  const grades = gradesOf(node);
  if (grades.length) add(say('grade'), ...joined(grades.map((grade) => name(grade)), '、'));
  if (node.code) add(say('code'), name(node.code));
  const chain = placeChain(node);
  if (chain.length) add(say('within'), ...joined(chain.map(nodeButton), ' › '));
  node.facts.forEach(([term, value]) => add(name(term), name(value)));
  return lines.length ? element('dl', {}, ...lines) : null;
};

const byTime = (a, b) => (b.time || '').localeCompare(a.time || '') || a.id - b.id;

const claimGroups = (node, some) => {
  const found = new Map(); // by predicate: what the node says, what is said of it
  some.forEach((claim) => {
    if (!found.has(claim.predicate)) found.set(claim.predicate, [[], []]);
    found.get(claim.predicate)[claim.subject === node.id ? 0 : 1].push(claim);
  });
  const groups = legend.predicates.filter(({ key }) => found.has(key)).flatMap((predicate) => {
    const [out, into] = found.get(predicate.key);
    return [[predicate[language], out.sort(byTime), (claim) => claim.object], [predicate[`${language}_inverse`], into.sort(byTime), (claim) => claim.subject]];
  }).filter(([, rows]) => rows.length);
  return groups.map(([title, rows, other]) => element('section', { class: 'group' },
    element('h3', {}, title, element('span', { class: 'count' }, String(rows.length))),
    longList(rows, (claim) => claimRow(claim, other(claim) === null ? null : nodeButton(other(claim)), rows.length === 1))));
};

const claimSentence = (claim, id) => {
  const predicate = predicateOf.get(claim.predicate);
  const other = claim.subject === id ? claim.object : claim.subject;
  const verb = claim.subject === id ? predicate[language] : predicate[`${language}_inverse`];
  return element('span', { class: 'sentence' }, `${verb} `, other === null ? null : nodeButton(other));
};

// The claims of each year under their year, the latest first; those without a time at the end.
const timeline = (node, some) => {
  const years = new Map();
  [...some].sort((a, b) => (b.years ? b.years[1] : -1) - (a.years ? a.years[1] : -1) || byTime(a, b)).forEach((claim) => {
    const year = claim.years ? String(claim.years[1]) : say('undated');
    years.set(year, [...(years.get(year) || []), claim]);
  });
  const most = Math.max(...[...years.values()].map((rows) => rows.length));
  return [...years].map(([year, rows]) => {
    const bar = element('meter', { class: 'bar', min: 0, max: most, value: rows.length, 'aria-hidden': 'true' });
    return element('section', { class: 'group year' },
      element('h3', {}, year, bar, element('span', { class: 'count' }, String(rows.length))),
      longList(rows, (claim) => claimRow(claim, claimSentence(claim, node.id), false)));
  });
};

// Two faces of the same claims, and which of them is open.
let face = 'by_relation';
const factFaces = (node, some) => {
  const box = element('div');
  const faces = { by_relation: () => claimGroups(node, some), by_time: () => timeline(node, some) };
  const buttons = Object.keys(faces).map((key) => button({ class: 'face', click: () => show(key) }, say(key)));
  const show = (key) => {
    face = key;
    buttons.forEach((each, at) => each.setAttribute('aria-pressed', String(Object.keys(faces)[at] === key)));
    box.replaceChildren(...faces[key]());
  };
  show(face);
  return [element('div', { class: 'faces' }, ...buttons), box];
};

// Only the claims that pass the filters are told; how many others there are is said.
const passingOf = (some) => {
  const passing = some.filter((claim) => claim.passing);
  const left = some.length - passing.length;
  return [passing, left ? element('p', { class: 'quiet' }, say('filtered_out', { n: left })) : null];
};

const pathBox = (id) => {
  const list = element('ul', { id: 'way-matches', role: 'listbox', class: 'matches', 'aria-label': say('path_to'), hidden: true });
  const input = element('input', {
    id: 'way', type: 'text', role: 'combobox', autocomplete: 'off', spellcheck: 'false', 'aria-autocomplete': 'list', 'aria-expanded': 'false',
    'aria-controls': 'way-matches', 'aria-label': say('path_to'), placeholder: say('path_to'),
  });
  combobox({ input, list, find: (text) => findNodes(text, (node) => node.id !== id), row: nodeRow, take: (other) => showWay(id, other) });
  return element('div', { class: 'search way' }, input, list);
};

const steps = (id) => {
  const away = hiddenNeighbours(id).length;
  const leaves = leavesOf(id).length;
  return element('div', { class: 'steps' },
    away ? button({ class: 'expand', click: () => expand(id) }, `${say('expand')} (${away})`) : null,
    leaves ? button({ class: 'collapse', click: () => collapse(id) }, `${say('collapse')} (${leaves})`) : null,
    button({ class: 'ego', click: () => showEgo(id, 1) }, say('ego')),
    button({ class: 'ego2', click: () => showEgo(id, 2) }, say('ego2')),
    placeOnMap(id) !== null ? button({ class: 'to-map', click: () => setMode('map') }, say('show_on_map')) : null,
    pathBox(id));
};

const nodePanel = (id) => {
  const node = nodes[id];
  const [some, left] = passingOf(node.claims);
  return [
    element('p', { class: 'kind' }, swatch(node.type), typeName(node), node.group ? ` · ${say('group')}` : ''),
    element('h2', {}, name(node.label)),
    factLines(node),
    element('p', { class: 'summary' }, `${say('claims', { n: some.length })} · ${sourceCount(some)}`),
    left,
    steps(id),
    ...(some.length ? factFaces(node, some) : node.claims.length ? [] : [element('p', { class: 'quiet' }, say('no_facts'))]),
  ];
};

// --- an edge, a claim, a way ------------------------------------------------------------------------------------

const claimsPanel = (from, predicate, to, all) => {
  const [some, left] = passingOf(all);
  some.sort(byTime);
  return [
    element('div', { class: 'triple' }, nodeButton(from), element('p', { class: 'predicate' }, `↓ ${predicateOf.get(predicate)[language]}`), to === null ? null : nodeButton(to)),
    all.length
      ? element('p', { class: 'summary' }, `${say('claims', { n: some.length })} · ${sourceCount(some)}`)
      : element('p', { class: 'quiet' }, say('no_evidence')),
    left,
    some.some((claim) => claim.denied) && some.some((claim) => !claim.denied) ? chip(say('disputed'), 'denied') : null,
    longList(some, (claim) => claimRow(claim, null, true)),
  ];
};

const edgePanel = (id) => claimsPanel(edges[id].from, edges[id].predicate, edges[id].to, edges[id].claims);
const claimPanel = (id) => claimsPanel(claims[id].subject, claims[id].predicate, claims[id].object, [claims[id]]);

const wayPanel = ([from, to]) => {
  const way = shortestWay(from, to) || [];
  const between = (id, next) => nodes[id].edges.filter((edge) => edge.passing && otherEnd(edge, id) === next && id !== next);
  const step = (id, at) => [nodeButton(id), ...(at + 1 < way.length ? between(id, way[at + 1]).map((edge) =>
    button({ class: 'link step', click: () => chooseEdge(edge.id) },
      `${edge.from === id ? '↓' : '↑'} ${predicateOf.get(edge.predicate)[language]}`)) : [])];
  return [
    element('h2', {}, say('path')),
    element('p', { class: 'summary' }, way.length ? say('steps', { n: way.length - 1 }) : say('no_path')),
    element('div', { class: 'way-steps' }, ...way.flatMap(step)),
  ];
};

const showPanel = (parts, focused) => {
  panelBody.replaceChildren(...parts.filter((part) => part !== null));
  panel.hidden = false;
  panel.scrollTop = 0;
  document.body.classList.add('with-details');
  if (focused) panel.focus({ preventScroll: true });
};

const hidePanel = () => {
  panel.hidden = true;
  document.body.classList.remove('with-details');
};
