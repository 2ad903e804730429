// The page at work: what a change brings about, the controls around the views, and the start.

// After the state has changed: what passes is worked out anew where the filters changed, then all that is seen.
const changed = ({ filters = true, controls = false, fitted = false } = {}) => {
  if (filters) sift();
  if (controls) buildFilters();
  redraw();
  if (fitted) fit(motion());
  refreshMode();
  commit();
  if (state.node !== null || state.edge !== null || state.claim !== null) showChosen(false);
};

const sift = () => {
  refilter();
  closer.forEach((id) => { if (!nodes[id].linked || !typed(id)) closer.delete(id); });
  renewDots();
};

const refreshMode = () => {
  if (state.mode === 'table') drawTable();
  if (state.mode === 'map') refreshMap();
};

const showMode = () => {
  MODES.forEach((mode) => {
    by(`view-${mode}`).hidden = mode !== state.mode;
    by(`to-${mode}`).setAttribute('aria-pressed', String(mode === state.mode));
  });
  by('words').value = state.words;
};

const setMode = async (mode) => {
  state.mode = mode;
  showMode();
  commit();
  if (mode === 'graph') {
    if (state.node !== null && !isShown(state.node)) await chooseNode(state.node, { move: true });
    redraw();
  } else await everything();
  if (mode === 'table') await drawTable();
  if (mode === 'map') {
    await refreshMap();
    fitMap();
    if (state.node !== null) showPlace(state.node);
  }
};

const translate = () => {
  translatePage();
  document.title = by('title').textContent;
  buildFilters();
  redraw();
  refreshMode();
  showChosen(false);
};

const setTheme = (dark) => {
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  by('theme').setAttribute('aria-pressed', String(dark));
  readTheme();
};

// Brings the page to the state that a text holds: an address, or a step taken back.
const restore = async (text) => {
  // Names of nodes and what claims say can only be looked up once all is known.
  if (/(^|&)(place|document|opened|closed|ego|path|node|edge|claim|years|sources)=/.test(text)) await everything();
  if (totals.pieces) {
    const found = parsed(text);
    const keys = [...(found.node || []), ...(found.path || []), ...(found.ego || []).slice(0, 1), ...(found.opened || []).slice(0, 20)];
    await begin();
    const standing = (key) => { const id = entered('node', key); return id === undefined ? null : id; };
    await Promise.all(keys.map((key) => once(`around?node=${encodeURIComponent(key)}`, standing(key))));
  }
  takeState(text);
  current = written();
  showMode();
  sift();
  buildFilters();
  redraw();
  if (state.mode !== 'graph') await setMode(state.mode);
  await showChosen(false);
};

const takeAddress = async () => {
  const text = location.hash.slice(1);
  const found = parsed(text);
  const [lang, theme_, at] = [found.lang && found.lang[0], found.theme && found.theme[0], (found.at || []).map(Number)];
  manner.lang = lang === 'en' ? 'en' : null;
  language = lang === 'en' ? 'en' : 'zh';
  manner.theme = theme_ === 'dark' || theme_ === 'light' ? theme_ : null;
  setTheme(manner.theme ? manner.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches);
  translatePage();
  await restore(text);
  if (at.length === 3 && at.every(Number.isFinite)) {
    manner.at = at.join(',');
    network.moveTo({ position: { x: at[0], y: at[1] }, scale: Math.min(4, Math.max(0.02, at[2] / 1000)) });
    return;
  }
  if (!panel.hidden) await twoFrames(); // the panel has taken its part of the width
  if (state.node !== null && !state.ego && isShown(state.node)) network.focus(state.node, { scale: roomFor(state.node), offset: uncovered() });
  else fit(false);
};

const twoFrames = () => new Promise((go) => { requestAnimationFrame(() => requestAnimationFrame(go)); });

const undo = async () => {
  if (!done.length) return;
  await restore(done.pop());
  by('undo').disabled = !done.length;
  writeAddress();
};

const startControls = () => {
  on('language', 'click', () => {
    language = language === 'zh' ? 'en' : 'zh';
    manner.lang = language === 'en' ? 'en' : null;
    writeAddress();
    translate();
  });
  on('theme', 'click', () => {
    const dark = document.documentElement.dataset.theme !== 'dark';
    manner.theme = dark ? 'dark' : 'light';
    setTheme(dark);
    writeAddress();
    redraw();
    refreshMode();
  });
  on('reset', 'click', () => {
    const { mode } = state;
    Object.assign(state, usual(), { mode });
    by('search').value = '';
    changed({ controls: true, fitted: true });
    showMode();
    hidePanel();
  });
  on('undo', 'click', undo);
  on('only-all', 'click', showAll);
  MODES.forEach((mode) => on(`to-${mode}`, 'click', () => setMode(mode)));
  on('physics', 'change', (event) => network.setOptions({ physics: { enabled: event.target.checked } }));
  on('fit', 'click', () => fit(motion()));
  on('zoom-in', 'click', () => network.moveTo({ scale: network.getScale() * 1.4, animation: motion() }));
  on('zoom-out', 'click', () => network.moveTo({ scale: network.getScale() / 1.4, animation: motion() }));
  on('map-in', 'click', () => zoomMap(1 / 1.4));
  on('map-out', 'click', () => zoomMap(1.4));
  on('map-fit', 'click', fitMap);
  on('details-close', 'click', chooseNothing);
  on('filters-toggle', 'click', (event) => {
    const open = document.body.classList.toggle('with-filters');
    event.currentTarget.setAttribute('aria-expanded', String(open));
  });
  document.addEventListener('keydown', (event) => {
    const typing = /^(INPUT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== 'checkbox' && event.target.type !== 'range';
    if (event.key === 'Escape' && !panel.hidden && !typing) chooseNothing();
    if (event.key === '/' && !typing) {
      event.preventDefault();
      by('search').focus();
    }
    if ((event.ctrlKey || event.metaKey) && event.key === 'z' && !typing) {
      event.preventDefault();
      undo();
    }
  });
  document.addEventListener('click', (event) => { if (!by('export').contains(event.target)) by('export').open = false; });
  addEventListener('hashchange', async () => { if (location.hash.slice(1) !== address()) await takeAddress(); });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', ({ matches }) => {
    if (manner.theme) return;
    setTheme(matches);
    redraw();
  });
};

// For programs that drive the page: where a node or an edge is on the screen, what is drawn, and choosing by number.
globalThis.kgPage = Object.freeze({
  whole: everything,
  find: async (text) => {
    await everything();
    return findNodes(text)[0];
  },
  edgeOf: async (subject, predicate, object) => {
    const [from, to] = [await kgPage.find(subject), await kgPage.find(object)];
    return nodes[from].edges.find((edge) => edge.from === from && edge.to === to && edge.predicate === predicate).id;
  },
  shown: () => ({ nodes: shownNodes.getIds(), edges: shownEdges.getIds() }),
  chooseNode: (id) => chooseNode(id, { move: true }),
  chooseEdge,
  expand,
  look: (id) => looks.get(id) || null,
  exported: async (ending) => {
    await everything();
    return ending === 'csv' ? csvOf(claimsInView()) : ending === 'ttl' ? turtleOf(claimsInView()) : xml(svgOfView());
  },
  locate: (kind, id) => {
    const frame = by('network').getBoundingClientRect();
    const drawn = network.body[`${kind}s`][id];
    const at = view.toScreen(...(kind === 'node' ? [drawn.x, drawn.y] : Object.values(drawn.edgeType.getPoint(0.4)).slice(0, 2)));
    return [frame.left + at.x, frame.top + at.y];
  },
});

const start = async () => {
  readTheme();
  refilter();
  startNetwork();
  startControls();
  startFilters();
  startSearch();
  startTable();
  startMap();
  startExport();
  await takeAddress();
  document.body.dataset.ready = 'yes';
  await new Promise((go) => { requestAnimationFrame(() => setTimeout(go, 0)); }); // the first picture first
  await everything();
  sift();
  buildFilters();
  redraw();
  document.body.dataset.complete = 'yes';
};
start();
