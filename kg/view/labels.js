// The names on the picture: the important first, each only where there is room.

const MOST_CHARS = 24;
const LINE_CHARS = 12;
const widths = new Map();

const cutLabels = new Map();
const linesOf = (label) => {
  if (!cutLabels.has(label)) cutLabels.set(label, cut(label));
  return cutLabels.get(label);
};

const cut = (label) => {
  const letters = Array.from(label);
  const kept = letters.length > MOST_CHARS ? [...letters.slice(0, MOST_CHARS - 1), '…'] : letters;
  if (kept.length <= LINE_CHARS) return [kept.join('')];
  const half = Math.ceil(kept.length / 2);
  return [kept.slice(0, half).join(''), kept.slice(half).join('')];
};

const widthOf = (ctx, text) => {
  if (!widths.has(text)) {
    ctx.font = `12px ${FONT}`;
    widths.set(text, ctx.measureText(text).width);
  }
  return widths.get(text);
};

// Boxes already taken, in pixels of the screen, found again by the cells they lie in.
const CELL = 64;
const occupancy = () => {
  const cells = new Map();
  const each = ([left, top, right, bottom], act) => {
    const [last, low] = [Math.floor(right / CELL), Math.floor(bottom / CELL)];
    for (let x = Math.floor(left / CELL); x <= last; x += 1) {
      for (let y = Math.floor(top / CELL); y <= low; y += 1) if (act(x * 65536 + y) === false) return false;
    }
    return true;
  };
  const meets = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
  return {
    free: (box, owner) => each(box, (key) => {
      const held = cells.get(key);
      return !held || held.every((other) => other[4] === owner || !meets(box, other));
    }),
    take: (box, owner) => {
      const held = [...box, owner];
      each(box, (key) => {
        if (cells.has(key)) cells.get(key).push(held);
        else cells.set(key, [held]);
      });
    },
  };
};

// Lines of text with a halo, centred on (x, top) of the screen.
const writeLines = (ctx, lines, x, top, { font, bold = false, color }) => {
  const ratio = density();
  const size = Math.round(font * 2) / 2;
  const width = (Math.max(...lines.map((text) => widthOf(ctx, text))) * size) / 12 + 8;
  const height = lines.length * size * 1.18 + 6;
  const image = stamp(`${lines.join('\n')}|${size}|${bold}|${color}`, (width + (bold ? 12 : 0)) * ratio, height * ratio, (paper) => {
    paper.scale(ratio, ratio);
    paper.font = `${bold ? 'bold ' : ''}${size}px ${FONT}`;
    paper.textBaseline = 'top';
    paper.textAlign = 'center';
    paper.lineJoin = 'round';
    paper.lineWidth = 3.5;
    paper.strokeStyle = theme.paper;
    paper.fillStyle = color;
    lines.forEach((text, at) => {
      const place = [(width + (bold ? 12 : 0)) / 2, 3 + at * size * 1.18];
      paper.strokeText(text, ...place);
      paper.fillText(text, ...place);
    });
  });
  const [wide, high] = [image.width / ratio, image.height / ratio];
  const corner = view.toCanvas(Math.round(x - wide / 2), Math.round(top - 3));
  ctx.drawImage(image, corner.x, corner.y, wide / view.scale, high / view.scale);
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
    writeLines(ctx, lines, spot[0] + width / 2, spot[1], { font, bold, color: theme.ink });
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
    writeLines(ctx, [text], at.x, at.y + drop, { font: 11, color: look.denied ? theme.denied : theme.muted });
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
  if (!view.moving) view.covered().forEach((box) => taken.take(box, 'page'));
  const drawn = view.nodes();
  drawn.forEach(({ node, x, y, size }) => shapes.take([x - size * 0.9, y - size * 0.9, x + size * 0.9, y + size * 0.9], node.id));
  drawNodeLabels(ctx, drawn, shapes, taken);
  drawEdgeMarks(ctx, shapes, taken);
  if (!view.moving) drawCounts(ctx, drawn, shapes, taken);
  ctx.restore();
};
