// What is drawn: the shape of each type, labels that give way to one another, marks on edges.

const polygon = (corners, turn = 0, inner = 1) =>
  Array.from({ length: inner === 1 ? corners : corners * 2 }, (_, at) => {
    const angle = turn + (2 * Math.PI * at) / (inner === 1 ? corners : corners * 2);
    const reach = inner !== 1 && at % 2 ? inner : 1;
    return [reach * Math.sin(angle), -reach * Math.cos(angle)];
  });

// Corners in units of the node's size; a number is the radius of rounded corners; all have about the same area.
const SHAPES = {
  cross: [[-0.42, -1], [0.42, -1], [0.42, -0.42], [1, -0.42], [1, 0.42], [0.42, 0.42], [0.42, 1], [-0.42, 1],
    [-0.42, 0.42], [-1, 0.42], [-1, -0.42], [-0.42, -0.42]],
  house: [[0, -1.08], [1.02, -0.2], [0.78, -0.2], [0.78, 0.88], [-0.78, 0.88], [-0.78, -0.2], [-1.02, -0.2]],
  shield: [[-0.86, -0.86], [0, -1], [0.86, -0.86], [0.86, 0.1], [0.5, 0.72], [0, 1.08], [-0.5, 0.72], [-0.86, 0.1]],
  square: [[-0.85, -0.85], [0.85, -0.85], [0.85, 0.85], [-0.85, 0.85]],
  tablet: [[-1.05, -0.72], [1.05, -0.72], [1.05, 0.72], [-1.05, 0.72]],
  hexagon: polygon(6, Math.PI / 6),
  circle: polygon(40),
  pentagon: polygon(5).map(([x, y]) => [x * 1.06, y * 1.06 + 0.06]),
  octagon: polygon(8, Math.PI / 8),
  trapezium: [[-0.66, -0.8], [0.66, -0.8], [1.1, 0.8], [-1.1, 0.8]],
  star: polygon(5, 0, 0.56).map(([x, y]) => [x * 1.22, y * 1.22 + 0.06]),
  diamond: polygon(4).map(([x, y]) => [x * 1.14, y * 1.14]),
  pill: [...polygon(40).map(([x, y]) => [x * 0.62 + (x < 0 ? -0.5 : 0.5), y * 0.62])],
};
// How much of the size the glyph fills, where it is not all of it.
const GLYPH_SCALE = { cross: 0.8, star: 0.86, diamond: 0.9, house: 0.95, pill: 0.85 };
const cornersOf = (type) => SHAPES[typeOf.get(type).shape] || SHAPES.circle;

const view = { scale: 1, moving: false };
const theme = {};
const readTheme = () => {
  const style = getComputedStyle(document.documentElement);
  ['ink', 'paper', 'edge', 'edge-faint', 'accent', 'denied', 'muted', 'outline'].forEach((key) => {
    theme[key] = style.getPropertyValue(`--${key}`).trim();
  });
};

// The nodes to set off from the rest: the chosen one and its neighbours, or the ends of the chosen edge.
let focus = null;
let hovered = null;

const path = (ctx, corners, x, y, size) => {
  ctx.beginPath();
  corners.forEach(([dx, dy], at) => (at ? ctx.lineTo(x + dx * size, y + dy * size) : ctx.moveTo(x + dx * size, y + dy * size)));
  ctx.closePath();
};

const FONT = '"Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", "Source Han Sans SC", system-ui, sans-serif';

// Zoomed out, nodes shrink less than the picture, so that shape and colour can still be told.
const sizeOf = (node) => node.size * Math.max(1, Math.min(1.7, 0.58 / view.scale));

const drawNode = ({ ctx, id, x, y, state }) => {
  const node = nodes[id];
  const type = typeOf.get(node.type);
  const size = sizeOf(node);
  return {
    nodeDimensions: { width: size * 2, height: size * 2 },
    drawNode() {
      ctx.save();
      path(ctx, cornersOf(node.type), x, y, size);
      ctx.lineJoin = 'round';
      ctx.fillStyle = type.color;
      ctx.fill();
      ctx.lineWidth = state.selected ? 4 : state.hover ? 3 : 1.5;
      ctx.strokeStyle = state.selected || state.hover ? theme.accent : theme.outline;
      ctx.stroke();
      if (node.group) {
        ctx.setLineDash([3, 3]);
        ctx.lineWidth = 1.5;
        ctx.strokeStyle = theme.ink;
        ctx.stroke();
      }
      if (size * view.scale > 6) {
        ctx.fillStyle = type.ink;
        ctx.font = `${size * (GLYPH_SCALE[type.shape] || 1)}px ${FONT}`;
        ctx.textAlign = 'center';
        ctx.textBaseline = 'middle';
        ctx.fillText(type.glyph, x, y + size * 0.06);
      }
      ctx.restore();
    },
  };
};

// The same shapes in the legend, as SVG.
const swatch = (typeKey) => {
  const type = typeOf.get(typeKey);
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('viewBox', '-12 -12 24 24');
  svg.setAttribute('class', 'swatch');
  svg.setAttribute('aria-hidden', 'true');
  const shape = document.createElementNS(space, 'polygon');
  shape.setAttribute('points', cornersOf(typeKey).map(([x, y]) => `${(x * 10).toFixed(2)},${(y * 10).toFixed(2)}`).join(' '));
  shape.setAttribute('fill', type.color);
  const glyph = document.createElementNS(space, 'text');
  glyph.setAttribute('y', '3.4');
  glyph.setAttribute('fill', type.ink);
  glyph.textContent = type.glyph;
  svg.append(shape, glyph);
  return svg;
};

const edgeLook = (edge, passing) => {
  const denied = passing.filter((claim) => claim.denied).length;
  const gazetteer = edge.predicate === WITHIN;
  return {
    denied: denied > 0 && denied === passing.length,
    disputed: denied > 0 && denied < passing.length,
    planned: passing.length > 0 && passing.filter((claim) => !claim.denied).every((claim) => claim.modality === 'planned')
      && passing.some((claim) => claim.modality === 'planned'),
    width: gazetteer ? 0.8 : Math.min(7, 0.4 + 1.2 * Math.max(1, sourcesOf(passing))),
    gazetteer,
  };
};

const edgeColor = (look) => ({
  color: look.denied ? theme.denied : look.gazetteer ? theme['edge-faint'] : theme.edge,
  highlight: look.denied ? theme.denied : theme.accent,
  hover: look.denied ? theme.denied : theme.accent,
});

// --- labels --------------------------------------------------------------------------------------------------

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
