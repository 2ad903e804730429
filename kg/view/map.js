// The map: every county of the gazetteer as a faint point, and on them the places that the claims speak of.
// No outline and no tiles: nothing is drawn but points and the relations between them.

const MAP_POINTS = 600;
const MAP_LINES = 300;
const mapBox = by('map-drawing');
const home = { x: -560, y: -420, width: 1120, height: 840 };
const mapView = { ...home };

// The nearest division with a point that a node lies in, itself first; null where there is none.
const placeOnMap = (id) => {
  const found = [id, ...placeChain(nodes[id])].find((each) => nodes[each].point);
  if (found !== undefined) return found;
  const told = nodes[id].claims.find((claim) => claim.predicate === 'locatedIn' && claim.subject === id && claim.object !== null && !claim.denied);
  return told === undefined ? null : [told.object, ...placeChain(nodes[told.object])].find((each) => nodes[each].point) ?? null;
};

const tally = (counts, key) => counts.set(key, (counts.get(key) || 0) + 1);

// What the passing claims tell of each place, and which places they tie together.
const mapped = () => {
  const at = new Map();
  const where = (id) => {
    if (!at.has(id)) at.set(id, placeOnMap(id));
    return at.get(id);
  };
  const weights = new Map();
  const ties = new Map();
  claims.forEach((claim) => {
    if (!claim.passing || !typed(claim.subject)) return;
    const from = where(claim.subject);
    const to = claim.object === null ? null : where(claim.object);
    new Set([from, to]).forEach((place) => { if (place !== null) tally(weights, place); });
    if (from === null || to === null || from === to || claim.predicate === 'locatedIn' || claim.predicate === 'hasJurisdiction') return;
    const key = `${from},${to}`;
    if (!ties.has(key)) ties.set(key, { from, to, claims: [] });
    ties.get(key).claims.push(claim);
  });
  const ranked = [...weights].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, MAP_POINTS);
  const drawn = new Set(ranked.map(([id]) => id));
  const lines = [...ties.values()].filter(({ from, to }) => drawn.has(from) && drawn.has(to))
    .sort((a, b) => b.claims.length - a.claims.length).slice(0, MAP_LINES);
  return { places: ranked, lines };
};

const pixels = () => Math.max(mapView.width / (mapBox.clientWidth || 800), mapView.height / (mapBox.clientHeight || 600));

const bend = ([x1, y1], [x2, y2]) => {
  const [dx, dy] = [x2 - x1, y2 - y1];
  return `M${x1} ${y1}Q${((x1 + x2) / 2 - dy * 0.16).toFixed(1)} ${((y1 + y2) / 2 + dx * 0.16).toFixed(1)} ${x2} ${y2}`;
};

const mapLine = ({ from, to, claims: some }, unit) => {
  const look = edgeLook({ predicate: '' }, some);
  const shape = drawing('path', {
    d: bend(nodes[from].point, nodes[to].point),
    class: `tie ${look.denied ? 'denied' : ''}`,
    'stroke-width': (look.width * unit).toFixed(2),
    'stroke-dasharray': look.planned ? `${5 * unit} ${4 * unit}` : null,
    'data-from': from,
    'data-to': to,
  });
  shape.append(drawing('title', {}, `${nodes[from].label} → ${nodes[to].label}: ${[...new Set(some.map((claim) => predicateOf.get(claim.predicate)[language]))].join('、')}`));
  shape.addEventListener('click', (event) => {
    event.stopPropagation();
    chooseClaim(some[0].id);
  });
  return shape;
};

const mapPoint = ([id, count], unit) => {
  const [x, y] = nodes[id].point;
  const shape = drawing('circle', { cx: x, cy: y, r: ((3.5 + Math.min(15, 1.9 * Math.sqrt(count))) * unit).toFixed(2), class: 'spot', 'data-place': id });
  shape.append(drawing('title', {}, `${nodes[id].label} · ${say('claims', { n: count })}`));
  shape.addEventListener('click', (event) => {
    event.stopPropagation();
    chooseNode(id);
  });
  return shape;
};

// Names beside the weightiest points, each only where there is room.
const mapLabels = (places, unit) => {
  const taken = occupancy();
  const spots = places.map(([id, count]) => ({ id, point: nodes[id].point, radius: 3.5 + Math.min(15, 1.9 * Math.sqrt(count)) }));
  const screen = ([x, y]) => [(x - mapView.x) / unit, (y - mapView.y) / unit];
  spots.forEach(({ id, point, radius }) => {
    const [x, y] = screen(point);
    taken.take([x - radius * 0.8, y - radius * 0.8, x + radius * 0.8, y + radius * 0.8], id);
  });
  return spots.map(({ id, point, radius }) => {
    const text = Array.from(nodes[id].label).slice(0, 14).join('');
    const width = Array.from(text).length * 12.4;
    const [x, y] = screen(point);
    if (x < -50 || y < -20 || x > mapBox.clientWidth + 50 || y > mapBox.clientHeight + 20) return null;
    const spot = [[x + radius + 3, y - 8], [x - radius - 3 - width, y - 8], [x - width / 2, y + radius + 1], [x - width / 2, y - radius - 17]]
      .find(([left, top]) => left > 0 && left + width < mapBox.clientWidth && taken.free([left, top, left + width, top + 16], id));
    if (!spot) return null;
    taken.take([spot[0] - 2, spot[1], spot[0] + width + 2, spot[1] + 16], id);
    return drawing('text', { x: (mapView.x + spot[0] * unit).toFixed(1), y: (mapView.y + (spot[1] + 12.5) * unit).toFixed(1), 'font-size': (12 * unit).toFixed(2), 'stroke-width': (3 * unit).toFixed(2) }, text);
  });
};

let mapHeld = null; // what is drawn, until the filters change
const drawMap = () => {
  if (state.mode !== 'map' || !mapHeld) return;
  mapBox.setAttribute('viewBox', [mapView.x, mapView.y, mapView.width, mapView.height].map((each) => each.toFixed(1)).join(' '));
  const unit = pixels();
  const [offX, offY] = [(mapBox.clientWidth * unit - mapView.width) / 2, (mapBox.clientHeight * unit - mapView.height) / 2];
  Object.assign(mapView, { x: mapView.x - offX, y: mapView.y - offY, width: mapView.width + 2 * offX, height: mapView.height + 2 * offY });
  mapBox.setAttribute('viewBox', [mapView.x, mapView.y, mapView.width, mapView.height].map((each) => each.toFixed(1)).join(' '));
  const [ground, ties, spots, labels] = ['map-ground', 'map-ties', 'map-spots', 'map-labels'].map(by);
  if (!ground.firstChild) ground.append(drawing('path', { d: mapHeld.backdrop.map(([x, y]) => `M${x} ${y}h0`).join('') }));
  ground.firstChild.setAttribute('stroke-width', (2.2 * unit).toFixed(2));
  ties.replaceChildren(...mapHeld.lines.map((each) => mapLine(each, unit)));
  spots.replaceChildren(...mapHeld.places.map((each) => mapPoint(each, unit)));
  labels.replaceChildren(...mapLabels(mapHeld.places, unit).filter(Boolean));
  markMap();
};

const refreshMap = async () => {
  await everything();
  const { backdrop } = await part('map');
  mapHeld = { ...mapped(), backdrop };
  by('map-empty').hidden = mapHeld.places.length > 0;
  by('map-list').replaceChildren(...mapHeld.places.slice(0, 40).map(([id, count]) =>
    element('li', {}, nodeButton(id), element('span', { class: 'count' }, say('claims', { n: count })))));
  drawMap();
};

const markMap = () => {
  const place = state.node === null || !nodes[state.node].names ? null : placeOnMap(state.node);
  mapBox.querySelectorAll('.spot').forEach((spot) => spot.classList.toggle('chosen', Number(spot.dataset.place) === place));
  mapBox.querySelectorAll('.tie').forEach((tie) => tie.classList.toggle('chosen', [tie.dataset.from, tie.dataset.to].includes(String(place))));
};

const zoomMap = (factor, at = [0.5, 0.5]) => {
  const width = Math.min(3000, Math.max(20, mapView.width * factor));
  const shrunk = width / mapView.width;
  mapView.x += mapView.width * (1 - shrunk) * at[0];
  mapView.y += mapView.height * (1 - shrunk) * at[1];
  mapView.width = width;
  mapView.height *= shrunk;
  drawMap();
};

const showPlace = (id) => {
  const place = placeOnMap(id);
  if (place === null) return;
  const [x, y] = nodes[place].point;
  const width = Math.min(mapView.width, 420);
  const height = (mapView.height * width) / mapView.width;
  Object.assign(mapView, { x: x - width / 2, y: y - height / 2, width, height });
  drawMap();
};

// The frame that holds all points of the moment.
const fitMap = () => {
  const points = (mapHeld ? mapHeld.places : []).map(([id]) => nodes[id].point);
  Object.assign(mapView, home);
  if (points.length) {
    const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const side = Math.max(right - left, bottom - top, 90) * 0.14;
    Object.assign(mapView, { x: left - side, y: top - side, width: Math.max(90, right - left) + 2 * side, height: Math.max(90, bottom - top) + 2 * side });
  }
  drawMap();
};

const startMap = () => {
  let held = null;
  let frame = 0;
  const later = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(drawMap);
  };
  mapBox.addEventListener('wheel', (event) => {
    event.preventDefault();
    const box = mapBox.getBoundingClientRect();
    zoomMap(event.deltaY > 0 ? 1.15 : 1 / 1.15, [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height]);
  }, { passive: false });
  mapBox.addEventListener('pointerdown', (event) => { held = { x: event.clientX, y: event.clientY, far: false }; });
  mapBox.addEventListener('pointermove', (event) => {
    if (!held || !event.buttons) return;
    const unit = pixels();
    const [dx, dy] = [event.clientX - held.x, event.clientY - held.y];
    if (!held.far && Math.hypot(dx, dy) < 4) return;
    mapView.x -= dx * unit;
    mapView.y -= dy * unit;
    held = { x: event.clientX, y: event.clientY, far: true };
    later();
  });
  mapBox.addEventListener('click', () => { if (!held || !held.far) chooseNothing(); });
  new ResizeObserver(later).observe(mapBox);
};
