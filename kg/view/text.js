// The two languages, and the small tools that build elements from text.
// Everything shown is set as text (textContent, createTextNode, canvas fillText), never as markup.

let language = 'zh';

const say = (key, values = {}) => {
  const text = legend.messages[key][language === 'zh' ? 0 : 1];
  return text.replace(/\{(\w)\}/g, (_, name) => String(values[name]));
};

const element = (tag, properties = {}, ...children) => {
  const made = document.createElement(tag);
  Object.entries(properties).forEach(([name, value]) => {
    if (value === undefined || value === null || value === false) return;
    if (name === 'class') made.className = value;
    else if (name === 'click') made.addEventListener('click', value);
    else made.setAttribute(name, value === true ? '' : value);
  });
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
};

const SVG = 'http://www.w3.org/2000/svg';
const drawing = (tag, properties = {}, ...children) => {
  const made = document.createElementNS(SVG, tag);
  Object.entries(properties).forEach(([name, value]) => {
    if (value !== undefined && value !== null && value !== false) made.setAttribute(name, value);
  });
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
};

const by = (id) => document.getElementById(id);
const on = (id, event, act) => by(id).addEventListener(event, act);
const button = (properties, ...children) => element('button', { type: 'button', ...properties }, ...children);

// Names from documents may mix directions of writing: each keeps to itself.
const name = (text, properties = {}) => element('bdi', { lang: 'zh-CN', ...properties }, text);

const webAddress = (address) => {
  try {
    return /^https?:$/.test(new URL(address).protocol) ? address : null;
  } catch {
    return null;
  }
};

// An interval of ISO 8601 as people write it; an end left open is '..'.
const timeText = (time) => {
  const [start, end] = time.split('/');
  if (end === undefined) return time;
  if (!start || start === '..') return say('until', { t: end });
  if (!end || end === '..') return say('since', { t: start });
  return `${start} – ${end}`;
};

const modalityText = (claim) => [
  MODALITIES.includes(claim.modality) ? say(claim.modality) : null,
  claim.denied ? say('denied') : null,
].filter(Boolean).join(' · ');

const changeText = (claim) => (claim.change ? `${claim.change === 'up' ? '↑' : '↓'} ${say(claim.change)}` : null);

const announce = (text) => { by('status').textContent = text; };

// What happened, for everyone to see, and then gone.
let fading = 0;
const tell = (text) => {
  announce(text);
  by('toast').textContent = text;
  by('toast').hidden = false;
  clearTimeout(fading);
  fading = setTimeout(() => { by('toast').hidden = true; }, 4000);
};

const translatePage = () => {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  document.querySelectorAll('[data-text]').forEach((each) => { each.textContent = say(each.dataset.text); });
  document.querySelectorAll('[data-label]').forEach((each) => {
    each.setAttribute('aria-label', say(each.dataset.label));
    if (each.tagName === 'BUTTON') each.title = say(each.dataset.label);
  });
  document.querySelectorAll('[data-placeholder]').forEach((each) => { each.placeholder = say(each.dataset.placeholder); });
};
