// The view as a file: picture (PNG, SVG), claims (CSV, Turtle).

const save = (text, type, ending) => {
  const blob = text instanceof Blob ? text : new Blob([text], { type });
  const link = element('a', { href: URL.createObjectURL(blob), download: `graph.${ending}` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
};

// The claims in sight: those of the drawn relations and of the drawn nodes themselves, or those of the table or the map.
const claimsInView = () => {
  if (state.mode !== 'graph') return state.mode === 'table' ? tableClaims() : claims.filter((claim) => claim.passing && typed(claim.subject));
  const found = new Set();
  shownEdges.getIds().forEach((id) => edges[id].passing.forEach((claim) => found.add(claim)));
  shownNodes.getIds().forEach((id) => nodes[id].claims.forEach((claim) => { if (claim.passing && claim.object === null) found.add(claim); }));
  return [...found].sort((a, b) => a.id - b.id);
};

// A spreadsheet would run a cell that begins like a formula.
const csvCell = (value) => {
  const text = value === null || value === undefined ? '' : String(value);
  const safe = /^[=+\-@\t]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
};

const csvOf = async (some) => {
  const rows = [['claim', 'subject', 'predicate', 'object', 'value', 'change', 'post', 'time', 'modality', 'polarity', 'independent_sources', 'document', 'date', 'url', 'quote']];
  for (const claim of some) {
    const found = await evidenceOf(claim);
    (found.length ? found : [[null, '', '', '']]).forEach(([document, , quote]) => {
      const source = document === null ? {} : documents[document];
      rows.push([claim.key, nodes[claim.subject].label, claim.predicate, claim.object === null ? '' : nodes[claim.object].label, claim.value, claim.change,
        claim.post, claim.time, claim.modality, claim.denied ? 'denied' : 'affirmed', claim.sources.length, source.title, source.date, source.url, quote]);
    });
  }
  return `\ufeff${rows.map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`;
};

// --- Turtle --------------------------------------------------------------------------------------------------------

// Letters that RFC 3987 does not let stand in a path are written as their bytes.
const BARRED = /%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9\-._~!$&'()*+,;=:@/%\u00a0-\udfff\uf900-\ufdcf\ufdf0-\uffef]/g;
const iri = (start, key) => `<${start}${key.replace(BARRED, (each) => (each === '%' ? '%25' : encodeURIComponent(each)))}>`;
const literal = (text) => `"${text.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r')}"`;

const claimIri = (claim) => iri(`${legend.rdf.base}id/claim/`, claim.key);

const evidenceTurtle = (claim, source, quote) => {
  const about = [source.title ? `dcterms:title ${literal(source.title)}@zh` : null, source.date ? `dcterms:issued ${literal(source.date)}` : null,
    source.url ? `schema:url ${literal(source.url)}` : null].filter(Boolean);
  const where = `hsev:inDocument [ ${['a hsev:SourceDocument', ...about].join(' ; ')} ]`;
  return `[] a hsev:Evidence ; hsev:supportsClaim ${claimIri(claim)} ;\n    hsev:span [ a hsev:TextSpan ; hsev:quote ${literal(quote)} ; ${where} ] .`;
};

const turtleOf = async (some) => {
  const { base, ont, code, modality } = legend.rdf;
  const entity = (id) => iri(`${base}id/`, nodes[id].key);
  const term = (key) => (/^[A-Za-z][A-Za-z0-9]*$/.test(key) ? `hsev:${key}` : iri(ont, encodeURIComponent(key)));
  const lines = [`@prefix hsev: <${ont}> .`, '@prefix skos: <http://www.w3.org/2004/02/skos/core#> .', '@prefix dcterms: <http://purl.org/dc/terms/> .', '@prefix schema: <https://schema.org/> .', ''];
  const ends = new Set(some.flatMap((claim) => [claim.subject, claim.object].filter((id) => id !== null)));
  [...ends].sort((a, b) => a - b).forEach((id) => lines.push(`${entity(id)} skos:prefLabel ${literal(nodes[id].label)}@zh .`));
  lines.push('');
  for (const claim of some) {
    const found = await evidenceOf(claim);
    const told = ['a hsev:Claim', `hsev:claimSubject ${entity(claim.subject)}`, `hsev:claimPredicate ${term(claim.predicate)}`];
    if (claim.object !== null) told.push(`hsev:claimObject ${entity(claim.object)}`);
    told.push(`hsev:modality ${iri(`${code}modality/`, Object.hasOwn(modality, claim.modality) ? modality[claim.modality] : encodeURIComponent(claim.modality))}`);
    told.push(`hsev:polarity ${iri(`${code}polarity/`, claim.denied ? 'negated' : 'affirmed')}`);
    if (claim.value) told.push(`hsev:valueText ${literal(claim.value)}`);
    if (claim.post) told.push(`hsev:postTitle ${literal(claim.post)}`);
    if (claim.time) told.push(`hsev:isoTime ${literal(claim.time)}`);
    lines.push(`${claimIri(claim)} ${told.join(' ;\n    ')} .`);
    found.forEach(([document, , quote]) => lines.push(evidenceTurtle(claim, documents[document], quote)));
  }
  return `${lines.join('\n')}\n`;
};

// --- pictures ------------------------------------------------------------------------------------------------------

const xml = (made) => new XMLSerializer().serializeToString(made);

const graphSvg = () => {
  const drawn = shownNodes.getIds().map((id) => ({ node: nodes[id], ...network.getPositions([id])[id] }));
  const [xs, ys] = [drawn.map(({ x }) => x), drawn.map(({ y }) => y)];
  const edgeOf = (values, pick) => values.reduce((a, b) => pick(a, b), pick === Math.min ? Infinity : -Infinity);
  const [left, top] = drawn.length ? [edgeOf(xs, Math.min) - 80, edgeOf(ys, Math.min) - 50] : [0, 0];
  const [width, height] = drawn.length ? [edgeOf(xs, Math.max) + 80 - left, edgeOf(ys, Math.max) + 60 - top] : [100, 100];
  const made = drawing('svg', { xmlns: SVG, viewBox: `${left} ${top} ${width} ${height}`, width, height, 'font-family': FONT });
  made.append(drawing('rect', { x: left, y: top, width, height, fill: theme.paper }));
  shownEdges.getIds().forEach((id) => {
    const edge = edges[id];
    const look = looks.get(id);
    const at = network.getPositions([edge.from, edge.to]);
    const [a, b] = [at[edge.from], at[edge.to]];
    const stroke = drawing('line', { x1: a.x, y1: a.y, x2: b.x, y2: b.y, stroke: edgeColor(look).color, 'stroke-width': look.width, 'stroke-dasharray': look.planned ? '7 6' : null });
    stroke.append(drawing('title', {}, `${nodes[edge.from].label} ${predicateOf.get(edge.predicate)[language]} ${nodes[edge.to].label}`));
    made.append(stroke);
    if (look.denied || look.disputed) {
      const [x, y] = [(a.x + b.x) / 2, (a.y + b.y) / 2];
      made.append(drawing('path', { d: `M${x - 6} ${y - 6}L${x + 6} ${y + 6}M${x - 6} ${y + 6}L${x + 6} ${y - 6}`, stroke: theme.denied, 'stroke-width': 2.5 }));
    }
  });
  drawn.forEach(({ node, x, y }) => {
    const size = sizeFor(node);
    const type = typeOf.get(node.type);
    made.append(drawing('polygon', { points: cornersOf(node.type).map(([dx, dy]) => `${(x + dx * size).toFixed(1)},${(y + dy * size).toFixed(1)}`).join(' '), fill: type.color, stroke: theme.outline, 'stroke-width': 1.5 }));
    made.append(drawing('text', { x, y: y + size * 0.38, 'text-anchor': 'middle', 'font-size': (size * 0.95).toFixed(1), fill: type.ink }, type.glyph));
    linesOf(node.label).forEach((text, at) => made.append(drawing('text', {
      x, y: y + size + 14 + at * 13, 'text-anchor': 'middle', 'font-size': 11.5, fill: theme.ink, stroke: theme.paper, 'stroke-width': 3, 'paint-order': 'stroke',
    }, text)));
  });
  return made;
};

const mapSvg = () => {
  const made = mapBox.cloneNode(true);
  made.setAttribute('xmlns', SVG);
  made.setAttribute('width', mapBox.clientWidth);
  made.setAttribute('height', mapBox.clientHeight);
  made.setAttribute('font-family', FONT);
  made.removeAttribute('class');
  const paint = { '.ground': { stroke: theme['edge-faint'], 'stroke-linecap': 'round' }, '.tie': { stroke: theme.edge, fill: 'none' }, '.tie.denied': { stroke: theme.denied }, '.spot': { fill: typeOf.has('PLACE') ? typeOf.get('PLACE').color : theme.muted, stroke: theme.ink, 'stroke-width': 0.5 }, text: { fill: theme.ink, stroke: theme.paper, 'paint-order': 'stroke' } };
  Object.entries(paint).forEach(([which, values]) => made.querySelectorAll(which).forEach((each) => Object.entries(values).forEach(([key, value]) => {
    if (key !== 'stroke-width' || !each.hasAttribute(key)) each.setAttribute(key, value);
  })));
  made.prepend(drawing('rect', { x: mapView.x, y: mapView.y, width: mapView.width, height: mapView.height, fill: theme.paper }));
  return made;
};

const svgOfView = () => (state.mode === 'map' ? mapSvg() : graphSvg());

const blobOf = (canvas) => new Promise((go) => { canvas.toBlob(go, 'image/png'); });
const pngOfView = async () => {
  const canvas = document.createElement('canvas');
  const ctx = canvas.getContext('2d');
  if (state.mode !== 'graph') { // nothing is painted there: the drawing is
    const made = svgOfView();
    const [width, height] = ['width', 'height'].map((key) => Number(made.getAttribute(key)));
    const scale = Math.min(2, 6000 / Math.max(width, height));
    const image = new Image();
    await new Promise((go) => {
      image.onload = go;
      image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(xml(made))}`;
    });
    [canvas.width, canvas.height] = [width * scale, height * scale];
    ctx.drawImage(image, 0, 0, canvas.width, canvas.height);
    return blobOf(canvas);
  }
  const picture = by('network').querySelector('canvas');
  [canvas.width, canvas.height] = [picture.width, picture.height];
  ctx.fillStyle = theme.paper;
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  ctx.drawImage(picture, 0, 0);
  return blobOf(canvas);
};

const EXPORTS = {
  png: async () => save(await pngOfView(), 'image/png', 'png'),
  svg: async () => save(xml(svgOfView()), 'image/svg+xml', 'svg'),
  csv: async () => save(await csvOf(claimsInView()), 'text/csv;charset=utf-8', 'csv'),
  ttl: async () => save(await turtleOf(claimsInView()), 'text/turtle;charset=utf-8', 'ttl'),
};

const startExport = () => Object.keys(EXPORTS).forEach((ending) => on(`export-${ending}`, 'click', async () => {
  await everything();
  await EXPORTS[ending]();
  by('export').open = false;
  tell(say('exported', { n: `graph.${ending}` }));
}));
