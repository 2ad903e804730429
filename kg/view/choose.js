// What is chosen: set off in the picture, told in the panel, marked in table and map.

const setFocus = () => {
  focus = null;
  network.selectionHandler.unselectAll(); // network.unselectAll would draw at once
  if (state.edge !== null) {
    focus = new Set([edges[state.edge].from, edges[state.edge].to]);
    if (looks.has(state.edge)) network.selectEdges([state.edge]);
  } else if (state.node !== null && isShown(state.node)) {
    network.selectNodes([state.node], false);
    focus = new Set([state.node]);
    network.getConnectedNodes(state.node).forEach((id) => focus.add(id));
  }
  requestDraw();
  // vis-network leaves out for one frame a node that was chosen until now: it did not keep up its box meanwhile.
  setTimeout(requestDraw, 60);
};

// The panel for what is chosen now; waits until all that it tells is known.
const showChosen = async (focused) => {
  const chosen = [state.node, state.edge, state.claim, state.path].join();
  if (chosen === ',,,') {
    hidePanel();
    return;
  }
  await (state.node === null ? everything() : around(state.node));
  if (chosen !== [state.node, state.edge, state.claim, state.path].join()) return; // the reader has gone on
  if (state.node !== null) showPanel(nodePanel(state.node), focused);
  else if (state.edge !== null) showPanel(edgePanel(state.edge), focused);
  else if (state.claim !== null) showPanel(claimPanel(state.claim), focused);
  else showPanel(wayPanel(state.path), focused);
};

const choose = async (what, focused = false) => {
  Object.assign(state, { node: null, edge: null, claim: null }, what);
  setFocus();
  markTable();
  markMap();
  commit();
  await showChosen(focused);
};

const chooseNode = async (id, { move = false, focused = false } = {}) => {
  if (!isShown(id) && state.mode === 'graph') {
    await around(id);
    // A node that was not drawn brings its first neighbours along, or it would stand alone.
    state.opened.add(id);
    state.closed.delete(id);
    neighboursOf(id).slice(0, COMPANY).forEach((other) => state.opened.add(other));
    redraw();
  }
  await choose({ node: id }, focused);
  if (state.node === id && move) goTo(id);
};

const chooseEdge = (id) => choose({ edge: id });
const chooseClaim = (id) => (claims[id].edge === null ? choose({ claim: id }) : choose({ edge: claims[id].edge }));
const chooseNothing = () => choose({});

const goTo = (id) => {
  if (state.mode === 'map') showPlace(id);
  else if (isShown(id)) setTimeout(() => network.focus(id, { scale: roomFor(id), animation: motion(), offset: uncovered() }), 30);
};

// Where the middle of the picture lies when the panel covers a part of it.
const uncovered = () => {
  const canvas = by('canvas').getBoundingClientRect();
  const over = panel.getBoundingClientRect();
  if (panel.hidden || over.left >= canvas.right) return { x: 0, y: 0 };
  return over.left > canvas.left ? { x: (over.left - canvas.right) / 2, y: 0 } : { x: 0, y: (over.top - canvas.bottom) / 2 };
};

// The zoom at which a node in the middle leaves most of its neighbours in sight.
const roomFor = (id) => {
  const places = Object.values(network.getPositions(focus ? [...focus].filter(isShown) : [id]));
  const { [id]: middle } = network.getPositions([id]);
  const lost = uncovered();
  const [width, height] = [view.width() - 140 - 2 * Math.abs(lost.x), view.height() - 120 - 2 * Math.abs(lost.y)];
  const needed = places.map((at) => 2 * Math.max(Math.abs(at.x - middle.x) / width, Math.abs(at.y - middle.y) / height));
  needed.sort((a, b) => a - b);
  return Math.min(1.2, Math.max(0.6, 1 / (needed[Math.floor(needed.length * 0.75)] || 1)));
};

const motion = () => (matchMedia('(prefers-reduced-motion: reduce)').matches ? false : { duration: 350, easingFunction: 'easeInOutQuad' });
