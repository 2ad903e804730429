// More detail the nearer one looks: far off, the nodes that are not drawn are dots around those that stand for them;
// from near, the most important of those in sight are drawn as well.

const NEAR_SCALE = 0.85;
const NEAR_MOST = 90;
const DOTS_MOST = 2600; // pixels a side

const closer = new Set(); // nodes drawn only because one looks from so near

const inSight = () => {
  const low = view.toCanvas(0, 0);
  const high = view.toCanvas(view.width(), view.height());
  return nodes.filter((node) => node.linked && typed(node.id) && !state.closed.has(node.id)
    && node.x > low.x && node.x < high.x && node.y > low.y && node.y < high.y);
};

// When the view comes to rest. True where other nodes are to be drawn than before.
const lookCloser = () => {
  const before = [...closer];
  closer.clear();
  if (view.scale >= NEAR_SCALE && !state.ego && !state.path) inSight().slice(0, NEAR_MOST).forEach(({ id }) => closer.add(id));
  const kept = new Set(before);
  return kept.size !== closer.size || [...closer].some((id) => !kept.has(id));
};

// --- dots ----------------------------------------------------------------------------------------------------------

let dots = null; // { image, left, top, width, height } of all that may be drawn

const paintDots = () => {
  dots = null;
  const some = nodes.filter((node) => node.linked && typed(node.id));
  if (some.length <= totals.first) return;
  const range = (key) => some.reduce(([low, high], node) => [Math.min(low, node[key]), Math.max(high, node[key])], [Infinity, -Infinity]);
  const [[left, right], [top, bottom]] = [range('x'), range('y')];
  const scale = Math.min(0.5, DOTS_MOST / Math.max(right - left, bottom - top, 1));
  const [width, height] = [(right - left) * scale + 8, (bottom - top) * scale + 8];
  const ground = new OffscreenCanvas(Math.ceil(width), Math.ceil(height));
  const ctx = ground.getContext('2d');
  ctx.globalAlpha = 0.5;
  some.forEach((node) => { // the nodes come mixed: a change of colour costs less than going over them once for each
    ctx.fillStyle = typeOf.get(node.type).color;
    ctx.fillRect(Math.round((node.x - left) * scale + 3), Math.round((node.y - top) * scale + 3), 2, 2);
  });
  dots = { image: ground.transferToImageBitmap(), left: left - 4 / scale, top: top - 4 / scale, width: width / scale, height: height / scale };
};

// They are painted a moment after the picture: they take longer than a frame.
let painting = 0;
const renewDots = () => {
  clearTimeout(painting);
  painting = setTimeout(() => {
    paintDots();
    requestDraw();
  }, 150);
};

const drawDots = (ctx) => {
  if (!dots || state.ego || state.path || view.scale > 1.2) return;
  ctx.drawImage(dots.image, dots.left, dots.top, dots.width, dots.height);
};
