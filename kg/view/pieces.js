// A page that a server hands out begins with a small graph and asks for the rest piece by piece. A piece has numbers of
// its own; it joins what is known by keys. A page in a file knows everything, and asks nobody.

const clusters = new Map(); // number of a group of reprints by its key
const register = new Map(); // number of a node, claim or document by its kind and key
const enter = (kind, key, number) => register.set(`${kind} ${key}`, number);
const entered = (kind, key) => register.get(`${kind} ${key}`);

let begun = null;
const begin = () => {
  begun = begun || (async () => {
    await everything();
    for (let at = 0; document.getElementById(`part-evidence-${at}`); at += 1) await readEvidence(at); // claims are known by key
    nodes.forEach((node) => enter('node', node.key, node.id));
    claims.forEach((claim) => enter('claim', claim.key, claim.id));
    documents.forEach((each) => {
      enter('document', each.key, each.id);
      clusters.set(each.cluster_key, each.cluster);
    });
  })();
  return begun;
};

const numbered = (kind, rows, list) => {
  const numbers = new Map();
  let next = list.length;
  rows.forEach((row) => {
    const held = entered(kind, row.key);
    numbers.set(row.id, held === undefined ? next : held);
    if (held !== undefined) return;
    enter(kind, row.key, next);
    next += 1;
  });
  return numbers;
};

const clusterOf = (key) => {
  if (!clusters.has(key)) clusters.set(key, clusters.size ? Math.max(...clusters.values()) + 1 : 0);
  return clusters.get(key);
};

// Joins a piece. Its nodes come to stand around `anchor` as they stand around it within the piece.
const absorb = (piece, anchor) => {
  const rows = Object.fromEntries(Object.entries(piece).map(([kind, held]) => [kind, rowsOf(held)]));
  const nodeAt = numbered('node', rows.nodes, nodes);
  const documentAt = numbered('document', rows.documents, documents);
  const keyOf = new Map(rows.evidence.map((row) => [row.id, row.key]));
  const claimAt = numbered('claim', rows.claims.map((row) => ({ id: row.id, key: keyOf.get(row.id) })), claims);
  const middle = { x: 0, y: 0, ...rows.nodes.find((row) => nodeAt.get(row.id) === anchor) }; // a copy: the row itself is moved below
  const origin = anchor === null ? network.getViewPosition() : nodes[anchor];
  const old = (id) => (id === null ? null : nodeAt.get(id));
  const clusterAt = new Map(rows.documents.map((row) => [row.cluster, clusterOf(row.cluster_key)]));
  const edgeAt = new Map();
  rows.nodes.forEach((row) => joins.nodes(Object.assign(row, {
    id: nodeAt.get(row.id), within: old(row.within), x: row.x - middle.x + origin.x, y: row.y - middle.y + origin.y,
  })));
  rows.names.forEach((row) => { if (!nodes[nodeAt.get(row.id)].names) joins.names(Object.assign(row, { id: nodeAt.get(row.id) })); });
  rows.documents.forEach((row) => {
    const id = documentAt.get(row.id);
    if (!documents[id]) joins.documents(Object.assign(row, { id, cluster: clusterAt.get(row.cluster) }));
  });
  rows.edges.forEach((row) => {
    const [from, to] = [nodeAt.get(row.from), nodeAt.get(row.to)];
    const held = nodes[from].edges.find((edge) => edge.from === from && edge.to === to && edge.predicate === row.predicate);
    edgeAt.set(row.id, held ? held.id : edges.length);
    if (!held) joins.edges({ ...row, id: edges.length, from, to });
  });
  rows.claims.forEach((row) => joins.claims(Object.assign(row, {
    id: claimAt.get(row.id), edge: row.edge === null ? null : edgeAt.get(row.edge), subject: old(row.subject), object: old(row.object),
    documents: row.documents.map((id) => documentAt.get(id)), sources: row.sources.map((cluster) => clusterAt.get(cluster)),
  })));
  rows.evidence.forEach((row) => {
    const claim = claims[claimAt.get(row.id)];
    if (claim.evidence === null) Object.assign(claim, { key: row.key, evidence: row.evidence.map(([id, ...words]) => [documentAt.get(id), ...words]) });
  });
  totals.nodes = nodes.length;
  sift();
  buildFilters();
};

const ask = async (what, anchor) => {
  await begin();
  const answer = await fetch(`${totals.pieces}${what}`);
  if (answer.ok) absorb(await answer.json(), anchor);
  else tell(`${answer.status} ${answer.statusText}`);
};

const asked = new Map();
const once = (what, anchor = null) => {
  if (!asked.has(what)) asked.set(what, ask(what, anchor));
  return asked.get(what);
};

// Resolves when all that stands around a node is known, or all that goes by a name.
const around = (id) => (totals.pieces ? once(`around?node=${encodeURIComponent(nodes[id].key)}`, id) : everything());
const allNamed = (text) => (totals.pieces ? once(`search?text=${encodeURIComponent(text)}`) : everything());
