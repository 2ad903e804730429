// Walks over the graph: who is near whom, the shortest way, and so which nodes and edges are to be drawn.

// Neighbours over relations that pass, the most important first; kept until what passes changes.
const near = new Map();
const neighboursOf = (id) => {
  if (!near.has(id)) {
    const found = new Set();
    nodes[id].edges.forEach((edge) => { if (edge.passing && typed(otherEnd(edge, id))) found.add(otherEnd(edge, id)); });
    near.set(id, [...found].sort((a, b) => a - b));
  }
  return near.get(id);
};

// Level by level from one node: each with the node it was reached from. Ends early where `stop` says so.
const reach = (start, depth, stop = () => false) => {
  const from = new Map([[start, null]]);
  let rim = [start];
  for (let step = 0; step < depth && rim.length; step += 1) {
    const next = [];
    rim.forEach((id) => neighboursOf(id).forEach((other) => {
      if (from.has(other)) return;
      from.set(other, id);
      next.push(other);
    }));
    if (next.some(stop)) break;
    rim = next;
  }
  return from;
};

// The nodes from one end to the other over as few relations as can be, or null; whatever the direction of the relations.
const shortestWay = (from, to) => {
  const seen = reach(from, Infinity, (id) => id === to);
  if (!seen.has(to)) return null;
  const way = [];
  for (let at = to; at !== null; at = seen.get(at)) way.unshift(at);
  return way;
};

const EXPAND_MOST = 60;
const COMPANY = 12;

const mostImportant = (ids, most) => [...ids].sort((a, b) => a - b).slice(0, most);

const chosenNodes = () => {
  if (state.path) {
    const way = shortestWay(...state.path) || state.path;
    return new Set([...way, ...state.opened]);
  }
  if (state.ego) {
    const near = reach(state.ego.node, state.ego.depth);
    return new Set([state.ego.node, ...mostImportant(near.keys(), totals.first), ...state.opened]);
  }
  const found = new Set(state.opened);
  let room = totals.first;
  nodes.some(({ id, linked }) => {
    if (typed(id) && (linked || (state.isolated && (!inside || inside.has(id))))) {
      found.add(id);
      room -= 1;
    }
    return room <= 0;
  });
  closer.forEach((id) => found.add(id));
  return found;
};

// What is to be drawn: the most important nodes that the filters let through, those opened by hand, less those closed.
const wanted = () => {
  const chosen = chosenNodes();
  state.closed.forEach((id) => { if (!state.opened.has(id)) chosen.delete(id); });
  const between = [];
  chosen.forEach((id) => nodes[id].edges.forEach((edge) => {
    if (edge.from === id && edge.passing && chosen.has(edge.to)) between.push(edge);
  }));
  return { nodes: chosen, edges: between };
};

// --- steps ---------------------------------------------------------------------------------------------------

const hiddenNeighbours = (id) => neighboursOf(id).filter((other) => !isShown(other));

const expand = async (id) => {
  await around(id);
  const away = hiddenNeighbours(id);
  state.opened.add(id);
  away.slice(0, EXPAND_MOST).forEach((other) => {
    state.opened.add(other);
    state.closed.delete(other);
  });
  if (away.length > EXPAND_MOST) tell(say('too_many', { n: away.length - EXPAND_MOST }));
  changed({ filters: false });
};

// Puts away the neighbours that are tied to nothing else in the picture.
const leavesOf = (id) => neighboursOf(id).filter((other) => isShown(other)
  && neighboursOf(other).every((each) => each === id || !isShown(each)));

const collapse = async (id) => {
  await around(id);
  leavesOf(id).forEach((other) => {
    state.opened.delete(other);
    state.closed.add(other);
  });
  changed({ filters: false });
};

const showEgo = async (id, depth) => {
  await around(id);
  Object.assign(state, { ego: { node: id, depth }, path: null, opened: new Set(), closed: new Set() });
  changed({ filters: false, fitted: true });
};

const showWay = async (from, to) => {
  await Promise.all([around(from), around(to)]);
  if (!shortestWay(from, to)) {
    tell(say('no_path'));
    return;
  }
  Object.assign(state, { ego: null, path: [from, to], opened: new Set(), closed: new Set(), node: null, edge: null, claim: null });
  changed({ filters: false, fitted: true });
  showChosen(false);
};

const showAll = () => {
  Object.assign(state, { ego: null, path: null, opened: new Set(), closed: new Set() });
  changed({ filters: false, fitted: true });
};
