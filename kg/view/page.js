// The page at work: the network, what is chosen, what is open, and the controls around them.

const shownNodes = new vis.DataSet();
const shownEdges = new vis.DataSet();
const looks = new Map();
let network = null;
let chosen = null; // { node: id } or { edge: id }
const EXPAND_MOST = 100;
const COMPANY = 12;

const chosenNode = () => (chosen && 'node' in chosen ? chosen.node : null);
const announce = (text) => { document.getElementById('status').textContent = text; };

// --- drawing what the filters want -------------------------------------------------------------------------

const visNode = (id) => ({ id, x: nodes[id].x, y: nodes[id].y, size: nodes[id].size, shape: 'custom', ctxRenderer: drawNode });

// Parallel edges bow apart; a single one is straight.
const bows = (drawn) => {
  const pairs = new Map();
  drawn.forEach((edge) => {
    const key = edge.from < edge.to ? `${edge.from},${edge.to}` : `${edge.to},${edge.from}`;
    pairs.set(key, [...(pairs.get(key) || []), edge]);
  });
  const bow = new Map();
  pairs.forEach((parallel) => parallel.forEach((edge, at) => {
    const offset = parallel.length % 2 ? Math.ceil(at / 2) : Math.floor(at / 2) + 1;
    const side = (at % 2 ? -1 : 1) * (edge.from < edge.to ? 1 : -1);
    bow.set(edge.id, parallel.length === 1 || !offset ? false
      : { enabled: true, type: side > 0 ? 'curvedCW' : 'curvedCCW', roundness: 0.16 * offset });
  }));
  return bow;
};

const isLit = (edge) => !chosen || ('edge' in chosen ? edge.id === chosen.edge : edge.from === chosen.node || edge.to === chosen.node);

const visEdge = (edge, look, smooth) => ({
  id: edge.id,
  from: edge.from,
  to: edge.to,
  width: look.width,
  dashes: look.planned ? [7, 6] : false,
  smooth,
  color: edgeColor(look),
  arrows: edge.predicate === 'partnersWith' ? { to: { enabled: false } } : undefined,
});

// vis-network works long on each edge it is given: only those that changed are.
const given = new Map();
const giveEdges = (rows) => {
  const gone = shownEdges.getIds().filter((id) => !looks.has(id));
  gone.forEach((id) => given.delete(id));
  shownEdges.remove(gone);
  shownEdges.update(rows.filter((row) => {
    const written = JSON.stringify(row);
    if (given.get(row.id) === written) return false;
    given.set(row.id, written);
    return true;
  }));
};

const redraw = () => {
  const want = wanted();
  looks.clear();
  want.edges.forEach((edge) => looks.set(edge.id, edgeLook(edge, edge.passing)));
  const bow = bows(want.edges);
  const known = new Set(shownNodes.getIds());
  shownEdges.remove(shownEdges.getIds().filter((id) => !want.nodes.has(edges[id].from) || !want.nodes.has(edges[id].to)));
  shownNodes.remove([...known].filter((id) => !want.nodes.has(id)));
  shownNodes.add([...want.nodes].filter((id) => !known.has(id)).map(visNode));
  giveEdges(want.edges.map((edge) => visEdge(edge, looks.get(edge.id), bow.get(edge.id))));
  document.getElementById('empty').hidden = shownNodes.length > 0;
  shownNodes.getIds().forEach((id) => { nodes[id].away = hiddenNeighbours(id).length; });
  document.getElementById('counts').textContent = `${say('counts', { n: shownNodes.length, m: nodes.length })} · ${say('relations_shown', { n: shownEdges.length })}`;
};

// Unlike network.redraw(), which draws at once, this joins the next frame.
const requestDraw = () => network.body.emitter.emit('_requestRedraw');

// --- choosing ----------------------------------------------------------------------------------------------

const setFocus = () => {
  focus = null;
  if (chosen && 'edge' in chosen) focus = new Set([edges[chosen.edge].from, edges[chosen.edge].to]);
  if (chosen && 'node' in chosen) {
    focus = new Set([chosen.node]);
    network.getConnectedNodes(chosen.node).forEach((id) => focus.add(id));
  }
  requestDraw();
  // vis-network leaves out for one frame a node that was chosen until now: it did not keep up its box meanwhile.
  setTimeout(requestDraw, 60);
};

const neighboursOf = (id) => {
  const found = new Set();
  nodes[id].edges.forEach((edge) => {
    const other = edge.from === id ? edge.to : edge.from;
    if (edge.passing && state.types.has(nodes[other].type)) found.add(other);
  });
  return [...found].sort((a, b) => a - b);
};

const hiddenNeighbours = (id) => neighboursOf(id).filter((other) => !shownNodes.get(other));

const expand = (id) => {
  const away = hiddenNeighbours(id);
  state.opened.add(id);
  away.slice(0, EXPAND_MOST).forEach((other) => state.opened.add(other));
  redraw();
  if (away.length > EXPAND_MOST) announce(say('too_many', { n: away.length - EXPAND_MOST }));
};

const chooseNode = (id, { move = false, focused = false } = {}) => {
  if (!shownNodes.get(id)) {
    // A node that was not drawn brings its first neighbours along, or it would stand alone.
    state.opened.add(id);
    neighboursOf(id).slice(0, COMPANY).forEach((other) => state.opened.add(other));
    redraw();
  }
  chosen = { node: id };
  network.selectNodes([id], false);
  setFocus();
  showPanel(nodePanel(id), focused);
  if (move) setTimeout(() => network.focus(id, { scale: roomFor(id), animation: motion(), offset: uncovered() }), 30);
};

const chooseEdge = (id) => {
  chosen = { edge: id };
  network.selectEdges([id]);
  setFocus();
  showPanel(edgePanel(id), false);
};

const chooseNothing = () => {
  chosen = null;
  network.unselectAll();
  setFocus();
  hidePanel();
};

// Where the middle of the picture lies when the panel covers a part of it.
const uncovered = () => {
  const canvas = document.getElementById('canvas').getBoundingClientRect();
  const over = panel.getBoundingClientRect();
  if (panel.hidden || over.left >= canvas.right) return { x: 0, y: 0 };
  return over.left > canvas.left ? { x: (over.left - canvas.right) / 2, y: 0 } : { x: 0, y: (over.top - canvas.bottom) / 2 };
};

// The zoom at which a node in the middle leaves most of its neighbours in sight.
const roomFor = (id) => {
  const places = Object.values(network.getPositions([...focus]));
  const { [id]: middle } = network.getPositions([id]);
  const lost = uncovered();
  const [width, height] = [view.width() - 140 - 2 * Math.abs(lost.x), view.height() - 120 - 2 * Math.abs(lost.y)];
  const needed = places.map((at) => 2 * Math.max(Math.abs(at.x - middle.x) / width, Math.abs(at.y - middle.y) / height));
  needed.sort((a, b) => a - b);
  return Math.min(1.2, Math.max(0.6, 1 / (needed[Math.floor(needed.length * 0.75)] || 1)));
};

const motion = () => (matchMedia('(prefers-reduced-motion: reduce)').matches ? false : { duration: 350, easingFunction: 'easeInOutQuad' });

// vis-network's own fit knows nothing of our labels.
const fit = (animation) => {
  const drawn = Object.values(network.getPositions(shownNodes.getIds()));
  const [width, height] = [view.width(), view.height()];
  if (!drawn.length || !width) return;
  const range = (key) => drawn.reduce(([low, high], at) => [Math.min(low, at[key]), Math.max(high, at[key])], [Infinity, -Infinity]);
  const [left, right] = range('x');
  const [top, bottom] = range('y');
  const whole = Math.min((width - Math.min(150, width / 4)) / (right - left + 1), (height - 110) / (bottom - top + 1));
  // On a phone the whole would be too small to read: show its middle.
  const scale = Math.min(1.3, Math.max(whole, width < 600 ? 0.45 : 0.05));
  network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, animation });
};

// --- what the overlay asks of the network ------------------------------------------------------------------

const connectView = () => {
  view.isLit = isLit;
  view.toScreen = (x, y) => network.canvasToDOM({ x, y });
  view.toCanvas = (x, y) => network.DOMtoCanvas({ x, y });
  // What stands out is drawn once more, above the veil that dims the rest.
  view.drawFocus = (ctx) => {
    const lit = shownEdges.getIds().filter((id) => isLit(edges[id])).map((id) => network.body.edges[id]).filter((drawn) => drawn.connected);
    lit.forEach((drawn) => drawn.draw(ctx));
    lit.forEach((drawn) => drawn.drawArrows(ctx));
    focus.forEach((id) => network.body.nodes[id] && network.body.nodes[id].draw(ctx));
  };
  view.width = () => document.getElementById('network').clientWidth;
  view.height = () => document.getElementById('network').clientHeight;
  const frame = () => {
    const [width, height] = [view.width(), view.height()];
    return (x, y, margin) => x > -margin && y > -margin && x < width + margin && y < height + margin;
  };
  const rank = (id) => (id === chosenNode() || id === hovered ? 0 : focus && focus.has(id) ? 1 : 2);
  view.nodes = () => {
    const inside = frame();
    return shownNodes.getIds()
      .map((id) => {
        const at = network.body.nodes[id];
        const place = view.toScreen(at.x, at.y);
        return { node: nodes[id], x: place.x, y: place.y, size: sizeOf(nodes[id]) * view.scale };
      })
      .filter(({ x, y, size }) => inside(x, y, size))
      .sort((a, b) => rank(a.node.id) - rank(b.node.id) || a.node.id - b.node.id);
  };
  view.edges = () => {
    const inside = frame();
    return shownEdges.getIds()
      .map((id) => {
        const drawn = network.body.edges[id];
        if (!drawn || !drawn.connected) return null;
        const middle = drawn.edgeType.getPoint(0.5);
        return { edge: edges[id], look: looks.get(id), middle, length: Math.hypot(drawn.to.x - drawn.from.x, drawn.to.y - drawn.from.y) };
      })
      .filter((each) => each && each.look && inside(...Object.values(view.toScreen(each.middle.x, each.middle.y)), 0))
      .sort((a, b) => Number(isLit(b.edge)) - Number(isLit(a.edge)) || b.look.width - a.look.width || a.edge.id - b.edge.id);
  };
};

// --- start -------------------------------------------------------------------------------------------------

// While the picture moves, fewer labels are drawn; all of them when it rests.
let resting = 0;
const moving = () => {
  view.moving = true;
  clearTimeout(resting);
  resting = setTimeout(() => {
    view.moving = false;
    requestDraw();
  }, 140);
};

const startNetwork = () => {
  network = new vis.Network(document.getElementById('network'), { nodes: shownNodes, edges: shownEdges }, options);
  connectView();
  network.on('beforeDrawing', () => { view.scale = network.getScale(); });
  network.on('afterDrawing', drawOverlay);
  network.on('zoom', moving);
  network.on('dragging', moving);
  network.on('hoverNode', ({ node }) => { hovered = node; });
  network.on('blurNode', () => { hovered = null; });
  network.on('click', ({ nodes: [node], edges: [edge] }) => {
    document.getElementById('hint').hidden = true;
    if (node !== undefined) chooseNode(node);
    else if (edge !== undefined) chooseEdge(edge);
    else chooseNothing();
  });
  network.on('doubleClick', ({ nodes: [node] }) => {
    if (node === undefined) return;
    expand(node);
    chooseNode(node);
  });
  network.on('dragEnd', () => network.storePositions && Object.entries(network.getPositions()).forEach(([id, at]) => Object.assign(nodes[id], at)));
};

const translate = () => {
  translatePage();
  buildFilters();
  if (chosen) showPanel('node' in chosen ? nodePanel(chosen.node) : edgePanel(chosen.edge), false);
  redraw();
};

const on = (id, event, act) => document.getElementById(id).addEventListener(event, act);

const startControls = () => {
  on('language', 'click', () => {
    language = language === 'zh' ? 'en' : 'zh';
    translate();
  });
  on('reset', 'click', () => {
    resetState();
    searchBox.value = '';
    chooseNothing();
    buildFilters();
    redraw();
    fit(motion());
  });
  on('isolated', 'change', (event) => {
    state.isolated = event.target.checked;
    redraw();
  });
  on('physics', 'change', (event) => network.setOptions({ physics: { enabled: event.target.checked } }));
  on('fit', 'click', () => fit(motion()));
  on('zoom-in', 'click', () => network.moveTo({ scale: network.getScale() * 1.4, animation: motion() }));
  on('zoom-out', 'click', () => network.moveTo({ scale: network.getScale() / 1.4, animation: motion() }));
  on('details-close', 'click', chooseNothing);
  on('filters-toggle', 'click', (event) => {
    const open = document.body.classList.toggle('with-filters');
    event.currentTarget.setAttribute('aria-expanded', String(open));
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !panel.hidden && event.target !== searchBox) chooseNothing();
    if (event.key === '/' && !/^(INPUT|TEXTAREA)$/.test(event.target.tagName)) {
      event.preventDefault();
      searchBox.focus();
    }
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    readTheme();
    redraw();
  });
};

// For programs that drive the page: where a node or an edge is on the screen, what is drawn, and choosing by number.
globalThis.kgPage = Object.freeze({
  find: (text) => findNodes(text)[0],
  shown: () => ({ nodes: shownNodes.getIds(), edges: shownEdges.getIds() }),
  chooseNode: (id) => chooseNode(id, { move: true }),
  chooseEdge,
  look: (id) => looks.get(id) || null,
  locate: (kind, id) => {
    const frame = document.getElementById('network').getBoundingClientRect();
    const part = network.body[`${kind}s`][id];
    const at = view.toScreen(...(kind === 'node' ? [part.x, part.y] : Object.values(part.edgeType.getPoint(0.4)).slice(0, 2)));
    return [frame.left + at.x, frame.top + at.y];
  },
});

readTheme();
startNetwork();
startControls();
startSearch();
translate();
fit(false);
document.body.dataset.ready = 'yes';
