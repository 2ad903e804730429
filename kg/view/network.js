// The picture at work: vis-network, what is drawn in it, what is chosen.

const shownNodes = new vis.DataSet();
const shownEdges = new vis.DataSet();
const looks = new Map();
let network = null;

const isShown = (id) => shownNodes.get(id) !== null;
const chosenNode = () => state.node;

// --- drawing what is wanted ------------------------------------------------------------------------------------

const MEASURE_OF = {
  links: (node) => node.size,
  claims: (node) => 11 + Math.min(19, 2.4 * Math.sqrt(node.claims.length)),
  sources: (node) => 11 + Math.min(19, 4 * Math.sqrt(sourcesOf(node.claims))),
  same: () => 15,
};
const sizeFor = (node) => MEASURE_OF[state.measure](node);

const visNode = (id) => ({ id, x: nodes[id].x, y: nodes[id].y, size: sizeFor(nodes[id]), shape: 'custom', ctxRenderer: drawNode });

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

const isLit = (edge) => (state.edge !== null ? edge.id === state.edge : state.node === null || edge.from === state.node || edge.to === state.node);

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
const takeEdges = (gone) => {
  gone.forEach((id) => given.delete(id));
  shownEdges.remove(gone);
};
const giveEdges = (rows) => {
  shownEdges.update(rows.filter((row) => {
    const text = JSON.stringify(row);
    if (given.get(row.id) === text) return false;
    given.set(row.id, text);
    return true;
  }));
};

let drawnMeasure = 'links';
const redraw = () => {
  const want = wanted();
  looks.clear();
  want.edges.forEach((edge) => looks.set(edge.id, edgeLook(edge, edge.passing)));
  const bow = bows(want.edges);
  const known = new Set(shownNodes.getIds());
  takeEdges(shownEdges.getIds().filter((id) => !looks.has(id)));
  shownNodes.remove([...known].filter((id) => !want.nodes.has(id)));
  shownNodes.add([...want.nodes].filter((id) => !known.has(id)).map(visNode));
  if (drawnMeasure !== state.measure) {
    drawnMeasure = state.measure;
    shownNodes.update([...want.nodes].map((id) => ({ id, size: sizeFor(nodes[id]) })));
  }
  giveEdges(want.edges.map((edge) => visEdge(edge, looks.get(edge.id), bow.get(edge.id))));
  by('empty').hidden = shownNodes.length > 0;
  // Before all is known, what waits beyond a node is told by its number of links.
  shownNodes.getIds().forEach((id) => { nodes[id].away = hiddenNeighbours(id).length; });
  by('counts').textContent = `${say('counts', { n: shownNodes.length, m: totals.nodes })} · ${say('relations_shown', { n: shownEdges.length })}`;
  showOnly();
  setFocus();
};

// What the picture is limited to, and the way back.
const showOnly = () => {
  const text = state.path ? `${say('path')}: ${nodes[state.path[0]].label} – ${nodes[state.path[1]].label}`
    : state.ego ? `${say(state.ego.depth === 1 ? 'ego' : 'ego2')}: ${nodes[state.ego.node].label}` : null;
  by('only').hidden = text === null;
  by('only-text').textContent = text || '';
};

// Unlike network.redraw(), which draws at once, this joins the next frame.
const requestDraw = () => network.body.emitter.emit('_requestRedraw');

// --- the view ------------------------------------------------------------------------------------------

// vis-network's own fit knows nothing of our labels.
const fit = (animation) => {
  const drawn = Object.values(network.getPositions(shownNodes.getIds()));
  const [width, height] = [view.width(), view.height()];
  if (!drawn.length || !width) return;
  const range = (key) => drawn.reduce(([low, high], at) => [Math.min(low, at[key]), Math.max(high, at[key])], [Infinity, -Infinity]);
  const [left, right] = range('x');
  const [top, bottom] = range('y');
  const whole = Math.min((width - Math.min(150, width / 4)) / (right - left + 1), (height - 130) / (bottom - top + 1));
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
    const lit = shownEdges.getIds().filter((id) => isLit(edges[id])).map((id) => network.body.edges[id]).filter((drawn) => drawn && drawn.connected);
    lit.forEach((drawn) => drawn.draw(ctx));
    lit.forEach((drawn) => drawn.drawArrows(ctx));
    focus.forEach((id) => network.body.nodes[id] && network.body.nodes[id].draw(ctx));
  };
  view.width = () => by('network').clientWidth;
  view.height = () => by('network').clientHeight;
  // Where the page itself stands on the picture.
  view.covered = () => {
    const { left, top } = by('network').getBoundingClientRect();
    return ['hint', 'counts', 'only'].filter((id) => !by(id).hidden).map((id) => by(id).getBoundingClientRect())
      .map((box) => [box.left - left, box.top - top, box.right - left, box.bottom - top]);
  };
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
        return { node: nodes[id], x: place.x, y: place.y, size: drawnSize(nodes[id]) * view.scale };
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

// While the picture moves, vis-network leaves the edges out and they are drawn here, all of a kind in one stroke.
const drawMovingEdges = (ctx) => {
  if (!network.renderer.dragging && !network.renderer.zooming) return;
  const kinds = new Map();
  looks.forEach((look, id) => {
    const drawn = network.body.edges[id];
    if (!drawn || !drawn.connected) return;
    const key = `${look.planned}|${look.denied}|${look.gazetteer}`;
    if (!kinds.has(key)) kinds.set(key, [look, []]);
    kinds.get(key)[1].push(drawn);
  });
  ctx.save();
  kinds.forEach(([look, drawn]) => {
    ctx.beginPath();
    drawn.forEach(({ from, to }) => {
      ctx.moveTo(from.x, from.y);
      ctx.lineTo(to.x, to.y);
    });
    ctx.setLineDash(look.planned ? [7, 6] : []);
    ctx.strokeStyle = edgeColor(look).color;
    ctx.lineWidth = Math.max(look.gazetteer ? 0.8 : 1.6, 0.8 / view.scale);
    ctx.stroke();
  });
  ctx.restore();
};

// While the picture moves, fewer labels are drawn; all of them when it rests.
let resting = 0;
const moving = () => {
  view.moving = true;
  clearTimeout(resting);
  resting = setTimeout(() => {
    view.moving = false;
    settled();
  }, 140);
};

// Where the view came to rest belongs to the address. vis-network leaves out nodes in the last frame of a flight.
const settled = () => {
  const { x, y } = network.getViewPosition();
  manner.at = [x, y, network.getScale() * 1000].map(Math.round).join(',');
  writeAddress();
  view.scale = network.getScale();
  if (lookCloser()) redraw();
  else requestDraw();
};

const startNetwork = () => {
  network = new vis.Network(by('network'), { nodes: shownNodes, edges: shownEdges }, options);
  connectView();
  network.on('beforeDrawing', (ctx) => {
    view.scale = network.getScale();
    drawDots(ctx);
    drawMovingEdges(ctx);
  });
  network.on('afterDrawing', drawOverlay);
  network.on('zoom', moving);
  network.on('dragging', moving);
  network.on('animationFinished', settled);
  network.on('hoverNode', ({ node }) => { hovered = node; });
  network.on('blurNode', () => { hovered = null; });
  network.on('click', ({ nodes: [node], edges: [edge] }) => {
    by('hint').hidden = true;
    if (node !== undefined) chooseNode(node);
    else if (edge !== undefined) chooseEdge(edge);
    else chooseNothing();
  });
  network.on('doubleClick', async ({ nodes: [node] }) => {
    if (node === undefined) return;
    await expand(node);
    chooseNode(node);
  });
  network.on('dragEnd', () => Object.entries(network.getPositions(shownNodes.getIds())).forEach(([id, at]) => Object.assign(nodes[id], at)));
};
