// The side panel: a node's facts, an edge's claims, and under each the words that carry it.

const FIRST_ROWS = 12;
const panel = document.getElementById('details');
const panelBody = document.getElementById('details-body');

const chip = (text, kind) => element('span', { class: `chip ${kind || ''}` }, text);

const nodeButton = (id) =>
  element('button', { type: 'button', class: 'link', click: () => chooseNode(id, { move: true }) }, swatch(nodes[id].type), name(nodes[id].label));

// An interval of ISO 8601 as people write it; an end left open is '..'.
const timeText = (time) => {
  const [start, end] = time.split('/');
  if (end === undefined) return time;
  if (!start || start === '..') return say('until', { t: end });
  if (!end || end === '..') return say('since', { t: start });
  return `${start} – ${end}`;
};

const chips = (claim) => {
  const made = [];
  if (claim.value) made.push(chip(name(claim.value), 'value'));
  if (claim.change) made.push(chip(`${claim.change === 'up' ? '↑' : '↓'} ${say(claim.change)}`, 'value'));
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

const sourceLine = (source) => {
  const address = source.url && webAddress(source.url);
  const title = name(source.title || say('untitled'));
  return element('footer', {}, address
    ? element('a', { href: address, target: '_blank', rel: 'noopener noreferrer nofollow', title: say('open_source') }, title)
    : title, source.date ? element('time', {}, source.date) : null);
};

const evidenceList = (claim) => {
  const words = told(claim);
  if (!claim.evidence.length) return element('p', { class: 'quiet' }, say('no_quote'));
  return element('div', {}, ...claim.evidence.map(([document, before, quote, after]) => element('blockquote', { lang: 'zh-CN' },
    element('p', { dir: 'auto' }, before, markedQuote(quote, words), after), sourceLine(documents[document]))));
};

const sourceCount = (some) => {
  const count = sourcesOf(some);
  return count === 1 ? say('source_one') : say('sources', { n: count });
};

const claimRow = (claim, other, open) => {
  const evidence = element('details', { class: 'evidence', open },
    element('summary', {}, `${say('evidence')} · ${sourceCount([claim])}`), evidenceList(claim));
  return element('li', { class: claim.denied ? 'claim denied' : `claim ${claim.modality}` },
    other === null ? null : nodeButton(other), chips(claim), evidence);
};

// A list that shows its first rows and the rest on request.
const longList = (items, row) => {
  const list = element('ul', { class: 'rows' });
  const rest = element('button', { type: 'button', class: 'more' });
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

const placeChain = (node) => {
  const chain = [];
  for (let at = node.within; at !== null && !chain.includes(at) && chain.length < 8; at = nodes[at].within) chain.push(at);
  return chain;
};

const factLines = (node) => {
  const lines = [];
  const add = (term, ...value) => lines.push(element('dt', {}, term), element('dd', {}, ...value));
  if (node.aliases.length) add(say('aliases'), ...node.aliases.flatMap((alias, at) => (at ? ['、', name(alias)] : [name(alias)])));
  if (node.code) add(say('code'), name(node.code));
  const chain = placeChain(node);
  if (chain.length) add(say('within'), ...chain.flatMap((id, at) => (at ? [' › ', nodeButton(id)] : [nodeButton(id)])));
  node.facts.forEach(([term, value]) => add(name(term), name(value)));
  return lines.length ? element('dl', {}, ...lines) : null;
};

const byTime = (a, b) => (b.time || '').localeCompare(a.time || '') || a.id - b.id;

const claimGroups = (node) => {
  const groups = [];
  legend.predicates.forEach((predicate) => {
    const out = node.claims.filter((claim) => claim.predicate === predicate.key && claim.subject === node.id);
    const into = node.claims.filter((claim) => claim.predicate === predicate.key && claim.subject !== node.id);
    if (out.length) groups.push([predicate[language], out.sort(byTime), (claim) => claim.object]);
    if (into.length) groups.push([predicate[`${language}_inverse`], into.sort(byTime), (claim) => claim.subject]);
  });
  return groups.map(([title, some, other]) => element('section', { class: 'group' },
    element('h3', {}, title, element('span', { class: 'count' }, String(some.length))),
    longList(some, (claim) => claimRow(claim, other(claim), some.length === 1))));
};

const nodePanel = (id) => {
  const node = nodes[id];
  const type = typeOf.get(node.type);
  const away = hiddenNeighbours(id).length;
  return [
    element('p', { class: 'kind' }, swatch(node.type), type[language], node.group ? ` · ${say('group')}` : ''),
    element('h2', {}, name(node.label)),
    factLines(node),
    element('p', { class: 'summary' }, `${say('claims', { n: node.claims.length })} · ${sourceCount(node.claims)}`),
    away ? element('button', { type: 'button', class: 'wide', click: () => { expand(id); chooseNode(id); } }, `${say('expand')} (${away})`) : null,
    ...(node.claims.length ? claimGroups(node) : [element('p', { class: 'quiet' }, say('no_facts'))]),
  ];
};

const edgePanel = (id) => {
  const edge = edges[id];
  const some = edge.claims.map((claim) => claims[claim]).sort(byTime);
  const predicate = predicateOf.get(edge.predicate)[language];
  return [
    element('div', { class: 'triple' }, nodeButton(edge.from), element('p', { class: 'predicate' }, `↓ ${predicate}`), nodeButton(edge.to)),
    some.length
      ? element('p', { class: 'summary' }, `${say('claims', { n: some.length })} · ${sourceCount(some)}`)
      : element('p', { class: 'quiet' }, say('no_evidence')),
    some.some((claim) => claim.denied) && some.some((claim) => !claim.denied) ? chip(say('disputed'), 'denied') : null,
    longList(some, (claim) => claimRow(claim, null, true)),
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
