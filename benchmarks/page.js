// What `benchmarks/page.py` runs inside a page: each answers with milliseconds or with frames in a second.

const afterTwoFrames = () => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(() => go(performance.now()))));
const pause = (time) => new Promise((go) => setTimeout(go, time));
const READY = {
  kg: () => document.body.dataset.ready === 'yes',
  pyvis: () => typeof network !== 'undefined' && network.body.nodeIndices.length > 0,
};

const framesWhile = async (act) => {
  const start = performance.now();
  let frames = 0;
  while (performance.now() - start < 2000) {
    act(frames);
    frames += 1;
    await new Promise(requestAnimationFrame);
  }
  return (frames / (performance.now() - start)) * 1000;
};

const canvasBox = () => {
  const canvas = document.querySelector('canvas');
  return [canvas, canvas.getBoundingClientRect()];
};

globalThis.bench = {
  open: async (page) => {
    while (!READY[page]()) await pause(2);
    return afterTwoFrames();
  },
  stabilized: () => new Promise((go) => network.once('stabilized', () => go(performance.now()))),
  whole: async () => {
    await kgPage.whole();
    return performance.now();
  },
  click: async () => {
    const start = performance.now();
    await kgPage.chooseNode(kgPage.shown().nodes[3]);
    return await afterTwoFrames() - start;
  },
  steps: async () => {
    const found = [];
    const some = kgPage.shown().nodes.filter((_, at) => at % 40 === 7).slice(0, 4);
    for (const id of some) {
      for (const act of [kgPage.chooseNode, kgPage.expand]) {
        const start = performance.now();
        await act(id);
        found.push(await afterTwoFrames() - start);
        await pause(700);
      }
    }
    return found;
  },
  zoom: () => {
    const [canvas, box] = canvasBox();
    const wheel = (at) => new WheelEvent('wheel', {
      deltaY: at % 40 < 20 ? 40 : -40, clientX: box.left + 500, clientY: box.top + 300, bubbles: true, cancelable: true,
    });
    return framesWhile((at) => canvas.dispatchEvent(wheel(at)));
  },
  pan: async () => {
    const [canvas, box] = canvasBox();
    const send = (type, at) => canvas.dispatchEvent(new PointerEvent(type, {
      pointerId: 1, pointerType: 'mouse', isPrimary: true, button: type === 'pointermove' ? -1 : 0, buttons: type === 'pointerup' ? 0 : 1,
      clientX: box.left + 40 + 4 * Math.abs((at % 120) - 60), clientY: box.top + 60 + 2 * Math.abs((at % 120) - 60), bubbles: true, cancelable: true,
    }));
    send('pointerdown', 0);
    const frames = await framesWhile((at) => send('pointermove', at));
    send('pointerup', 0);
    return frames;
  },
};
