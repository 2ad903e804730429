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

// Small pictures that are drawn again in each frame: painted once, then copied, which costs a tenth.
const stamps = new Map();
const sheet = new OffscreenCanvas(1, 1);
const sheetContext = sheet.getContext('2d');
const stamp = (key, width, height, paint) => {
  if (!stamps.has(key)) {
    if (stamps.size > 4000) stamps.clear();
    sheet.width = Math.max(1, Math.ceil(width)); // which wipes it, too
    sheet.height = Math.max(1, Math.ceil(height));
    paint(sheetContext);
    stamps.set(key, sheet.transferToImageBitmap());
  }
  return stamps.get(key);
};
const density = () => globalThis.devicePixelRatio || 1;

const view = { scale: 1, moving: false };
const theme = {};
const readTheme = () => {
  const style = getComputedStyle(document.documentElement);
  ['ink', 'paper', 'edge', 'edge-faint', 'accent', 'denied', 'muted', 'outline'].forEach((key) => {
    theme[key] = style.getPropertyValue(`--${key}`).trim();
  });
  stamps.clear();
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
const drawnSize = (node) => sizeFor(node) * Math.max(1, Math.min(1.7, 0.58 / view.scale));

// Sizes in steps of an eighth: between two steps the picture is scaled.
const stepOf = (pixels) => 2 ** (Math.round(Math.log2(Math.max(1, pixels)) * 6) / 6);
const REACH = 1.35; // half the side of a node's picture, in units of its size

const paintNode = (type, group, mood, size) => (ctx) => {
  const middle = size * REACH + 2;
  path(ctx, cornersOf(type.key), middle, middle, size);
  ctx.lineJoin = 'round';
  ctx.fillStyle = type.color;
  ctx.fill();
  ctx.lineWidth = mood === 'plain' ? Math.max(0.8, size * 0.09) : Math.max(2, size * 0.22);
  ctx.strokeStyle = mood === 'plain' ? theme.outline : theme.accent;
  ctx.stroke();
  if (group) {
    ctx.setLineDash([size * 0.22, size * 0.22]);
    ctx.lineWidth = Math.max(1, size * 0.1);
    ctx.strokeStyle = theme.ink;
    ctx.stroke();
  }
  if (size > 5.5) {
    ctx.fillStyle = type.ink;
    ctx.font = `${size * (GLYPH_SCALE[type.shape] || 1)}px ${FONT}`;
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    ctx.fillText(type.glyph, middle, middle + size * 0.06);
  }
};

const drawNode = ({ ctx, id, x, y, state: { selected, hover } }) => {
  const node = nodes[id];
  const size = drawnSize(node);
  return {
    nodeDimensions: { width: size * 2, height: size * 2 },
    drawNode() {
      const pixels = stepOf(size * view.scale * density());
      const mood = selected || hover ? 'lit' : 'plain';
      const side = 2 * (pixels * REACH + 2);
      const image = stamp(`${node.type}|${node.group}|${mood}|${pixels}`, side, side, paintNode(typeOf.get(node.type), node.group, mood, pixels));
      const half = (size * side) / 2 / pixels;
      ctx.drawImage(image, x - half, y - half, 2 * half, 2 * half);
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
