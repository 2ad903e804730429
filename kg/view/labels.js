// The names on the picture: the important first, each only where there is room.

const MOST_CHARS = 24;
const LINE_CHARS = 12;
const widths = new Map();

const linesOf = (label) => {
  const letters = Array.from(label);
  const kept = letters.length > MOST_CHARS ? [...letters.slice(0, MOST_CHARS - 1), '…'] : letters;
  if (kept.length <= LINE_CHARS) return [kept.join('')];
  const cut = Math.ceil(kept.length / 2);
  return [kept.slice(0, cut).join(''), kept.slice(cut).join('')];
};

const widthOf = (ctx, text) => {
  if (!widths.has(text)) {
    ctx.font = `12px ${FONT}`;
    widths.set(text, ctx.measureText(text).width);
  }
  return widths.get(text);
};

// Boxes already taken, in pixels of the screen, found again by the cells they lie in.
const occupancy = () => {
  const cells = new Map();
  const keys = ([left, top, right, bottom]) => {
    const found = [];
    for (let x = Math.floor(left / 80); x <= Math.floor(right / 80); x += 1) {
      for (let y = Math.floor(top / 80); y <= Math.floor(bottom / 80); y += 1) found.push(`${x},${y}`);
    }
    return found;
  };
  const meets = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
  return {
    free: (box, owner) => keys(box).every((key) => (cells.get(key) || []).every(([other, by]) => by === owner || !meets(box, other))),
    take: (box, owner) => keys(box).forEach((key) => {
      if (!cells.has(key)) cells.set(key, []);
      cells.get(key).push([box, owner]);
    }),
  };
};

const halo = (ctx, text, x, y, color, unit) => {
  ctx.lineWidth = 3.5 * unit;
  ctx.strokeStyle = theme.paper;
  ctx.strokeText(text, x, y);
  ctx.fillStyle = color;
  ctx.fillText(text, x, y);
};

const labelPlaces = (x, y, size, width, height) => [
  [x - width / 2, y + size + 3],
  [x - width / 2, y - size - 3 - height],
  [x + size + 4, y - height / 2],
  [x - size - 4 - width, y - height / 2],
];

// The most important nodes keep their labels even where those cover lesser nodes; the rest must find room.
const strongLabels = () => Math.round((view.width() * view.height()) / 36000);

const drawNodeLabels = (ctx, drawn, shapes, taken) => {
  const unit = 1 / view.scale;
  const most = strongLabels();
  (view.moving ? drawn.slice(0, 2 * most) : drawn).forEach(({ node, x, y, size }, place) => {
    const bold = node.id === chosenNode() || node.id === hovered;
    const strong = bold || place < most || (focus && focus.has(node.id) && focus.size < 2 * most);
    const font = bold ? 13.5 : Math.min(13, 10.5 + node.size / 12);
    const lines = linesOf(node.label);
    const width = (Math.max(...lines.map((line) => widthOf(ctx, line))) * font) / 12;
    const height = lines.length * font * 1.18;
    const spot = labelPlaces(x, y, size, width, height)
      .find(([left, top]) => {
        const box = [left, top, left + width, top + height];
        return taken.free(box, node.id) && shapes.free(box, node.id);
      }) || (strong && labelPlaces(x, y, size, width, height)
      .find(([left, top]) => bold || taken.free([left, top, left + width, top + height], node.id)));
    if (!spot) return;
    taken.take([spot[0] - 3, spot[1] - 1, spot[0] + width + 3, spot[1] + height + 1], node.id);
    ctx.globalAlpha = focus && !focus.has(node.id) ? 0.3 : 1;
    ctx.font = `${bold ? 'bold ' : ''}${font * unit}px ${FONT}`;
    ctx.textBaseline = 'top';
    ctx.textAlign = 'center';
    lines.forEach((line, at) => {
      const corner = view.toCanvas(spot[0] + width / 2, spot[1] + at * font * 1.18);
      halo(ctx, line, corner.x, corner.y, theme.ink, unit);
    });
  });
};

const drawEdgeMarks = (ctx, shapes, taken) => {
  const unit = 1 / view.scale;
  view.edges().forEach(({ edge, look, middle, length }) => {
    const lit = !focus || (focus.has(edge.from) && focus.has(edge.to) && view.isLit(edge));
    ctx.globalAlpha = lit ? 1 : 0.2;
    const at = view.toScreen(middle.x, middle.y);
    if (look.denied || look.disputed) {
      const arm = 6 * unit;
      ctx.strokeStyle = theme.denied;
      ctx.lineWidth = 2.5 * unit;
      ctx.beginPath();
      ctx.moveTo(middle.x - arm, middle.y - arm);
      ctx.lineTo(middle.x + arm, middle.y + arm);
      ctx.moveTo(middle.x - arm, middle.y + arm);
      ctx.lineTo(middle.x + arm, middle.y - arm);
      ctx.stroke();
    }
    if (view.moving || (look.gazetteer && !(focus && lit))) return;
    const text = predicateOf.get(edge.predicate)[language];
    const width = (widthOf(ctx, text) * 11) / 12;
    if (length * view.scale < width + (focus && lit ? 10 : 30)) return;
    const drop = look.denied || look.disputed ? 9 : -6.5;
    const box = [at.x - width / 2, at.y + drop, at.x + width / 2, at.y + drop + 13];
    if (!taken.free(box, `edge ${edge.id}`) || !shapes.free(box, null)) return;
    taken.take(box, `edge ${edge.id}`);
    ctx.font = `${11 * unit}px ${FONT}`;
    ctx.textAlign = 'center';
    ctx.textBaseline = 'top';
    const place = view.toCanvas(at.x, at.y + drop);
    halo(ctx, text, place.x, place.y, look.denied ? theme.denied : theme.muted, unit);
  });
};

// How many neighbours of a node are not drawn: the invitation to expand it.
const drawCounts = (ctx, drawn, shapes, taken) => {
  const unit = 1 / view.scale;
  drawn.forEach(({ node, x, y, size }) => {
    if (!node.away || size < 12 || (focus && !focus.has(node.id))) return;
    const text = `+${node.away}`;
    const width = (widthOf(ctx, text) * 10) / 12 + 8;
    const box = [x + size * 0.45, y - size * 0.95 - 7, x + size * 0.45 + width, y - size * 0.95 + 7];
    if (!taken.free(box, node.id) || !shapes.free(box, node.id)) return;
    taken.take(box, `count ${node.id}`);
    const corner = view.toCanvas(x + size * 0.45, y - size * 0.95 - 7);
    ctx.globalAlpha = 1;
    ctx.beginPath();
    ctx.roundRect(corner.x, corner.y, width * unit, 14 * unit, 7 * unit);
    ctx.fillStyle = theme.muted;
    ctx.fill();
    ctx.fillStyle = theme.paper;
    ctx.font = `${10 * unit}px ${FONT}`;
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    ctx.fillText(text, corner.x + (width / 2) * unit, corner.y + 7.6 * unit);
  });
};

const drawVeil = (ctx) => {
  const corner = view.toCanvas(0, 0);
  ctx.globalAlpha = 0.8;
  ctx.fillStyle = theme.paper;
  ctx.fillRect(corner.x, corner.y, view.width() / view.scale, view.height() / view.scale);
  ctx.globalAlpha = 1;
  view.drawFocus(ctx);
};

const drawOverlay = (ctx) => {
  ctx.save();
  if (focus) drawVeil(ctx);
  ctx.lineJoin = 'round';
  const taken = occupancy();
  const shapes = occupancy();
  const drawn = view.nodes();
  drawn.forEach(({ node, x, y, size }) => shapes.take([x - size * 0.9, y - size * 0.9, x + size * 0.9, y + size * 0.9], node.id));
  drawNodeLabels(ctx, drawn, shapes, taken);
  drawEdgeMarks(ctx, shapes, taken);
  if (!view.moving) drawCounts(ctx, drawn, shapes, taken);
  ctx.restore();
};
