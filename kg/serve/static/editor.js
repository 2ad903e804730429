'use strict';
// The editor page: YASQE with our prefixes and terms; results as a table whose every cell is set as text.
(() => {
  const byId = (id) => document.getElementById(id);
  const queries = JSON.parse(byId('queries').textContent);
  const first = byId('editor').dataset.query || 'PREFIX hsev: <https://w3id.org/hsev/ont#>\nSELECT ?claim ?subject ?object WHERE {\n  ?claim hsev:claimPredicate hsev:supports ; hsev:claimSubject ?subject ; hsev:claimObject ?object .\n}\nLIMIT 50';
  const BASE = 'https://w3id.org/hsev/';
  let prefixes = {};
  let terms = [];

  const completer = {
    name: 'hsev-terms',
    bulk: false,
    autoShow: false,
    isValidCompletionPosition: (yasqe) => {
      const token = yasqe.getCompleteToken();
      return token.string.startsWith('<') || token.string.includes(':');
    },
    get: async (yasqe, token) => {
      const typed = (token && token.autocompletionString) || '';
      return terms.filter((term) => term.iri.startsWith(typed) || term.zh.includes(typed) || term.en.includes(typed)).map((term) => term.iri);
    },
    preProcessToken: (yasqe, token) => Yasqe.Autocompleters.class.preProcessToken(yasqe, token),
    postProcessSuggestion: (yasqe, token, suggestion) => Yasqe.Autocompleters.class.postProcessSuggestion(yasqe, token, suggestion),
  };
  Yasqe.registerAutocompleter(completer, false);
  const editor = new Yasqe(byId('editor'), {
    value: first,
    persistenceId: null,
    consumeShareLink: null,
    createShareableLink: null,
    showQueryButton: false,
    resizeable: true,
    editorHeight: '320px',
    prefixCcApi: '/prefixes.json',
    autocompleters: ['prefixes', 'variables', 'hsev-terms'],
    requestConfig: { endpoint: '/sparql', method: 'POST' },
  });
  editor.setOption('extraKeys', { ...editor.getOption('extraKeys'), 'Ctrl-Enter': () => run(), 'Cmd-Enter': () => run() });
  const field = editor.getInputField();
  field.setAttribute('aria-label', 'SPARQL');
  window.kgEditor = editor;

  Promise.all(['/prefixes.json', '/terms.json'].map((path) => fetch(path).then((answer) => answer.json()))).then(([names, found]) => {
    prefixes = names;
    terms = found;
    document.body.dataset.ready = 'yes';
  });

  // The server declares the usual prefixes; the editor marks them as unknown unless the query does.
  function declared(text) {
    const used = new Set([...text.matchAll(/([A-Za-z][\w-]*):/g)].map((match) => match[1]));
    const own = new Set([...text.matchAll(/PREFIX\s+([\w-]*):/gi)].map((match) => match[1]));
    const lines = [...used].filter((name) => prefixes[name] && !own.has(name)).sort().map((name) => `PREFIX ${name}: <${prefixes[name]}>`);
    return lines.length ? `${lines.join('\n')}\n${text}` : text;
  }

  let running = null;
  async function run() {
    if (running) running.abort();
    running = new AbortController();
    byId('stop').disabled = false;
    byId('drawing').hidden = true;
    byId('status').textContent = '…';
    const began = performance.now();
    try {
      const answer = await fetch('/sparql', {
        method: 'POST',
        headers: { 'Content-Type': 'application/sparql-query', Accept: 'application/sparql-results+json, application/n-triples;q=0.9' },
        body: declared(editor.getValue()),
        signal: running.signal,
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(text.trim());
      const found = answer.headers.get('content-type').includes('json') ? fromJson(JSON.parse(text)) : fromLines(text);
      show(found);
      byId('status').textContent = `${found.rows.length} 行 rows, ${Math.round(performance.now() - began)} ms`;
    } catch (error) {
      byId('results').replaceChildren();
      byId('status').textContent = error.name === 'AbortError' ? '已停止 stopped' : error.message;
    } finally {
      byId('stop').disabled = true;
    }
  }

  function fromJson(found) {
    if ('boolean' in found) return { columns: ['answer'], rows: [[{ type: 'literal', value: String(found.boolean) }]] };
    return { columns: found.head.vars, rows: found.results.bindings.map((row) => found.head.vars.map((name) => row[name])) };
  }

  function fromLines(text) {
    const lines = text.split('\n').filter(Boolean);
    return { columns: ['triple'], rows: lines.map((line) => [{ type: 'literal', value: line }]) };
  }

  function show({ columns, rows }) {
    const table = document.createElement('table');
    const head = table.createTHead().insertRow();
    for (const name of columns) {
      const cell = document.createElement('th');
      cell.scope = 'col';
      cell.textContent = name;
      head.append(cell);
    }
    const body = table.createTBody();
    for (const row of rows.slice(0, 1000)) {
      const line = body.insertRow();
      for (const term of row) line.insertCell().append(cellOf(term));
    }
    byId('results').replaceChildren(table);
  }

  function cellOf(term) {
    if (!term) return '';
    if (term.type !== 'uri') return term.value + (term['xml:lang'] ? `@${term['xml:lang']}` : '');
    const ours = /^https:\/\/w3id\.org\/hsev\/(id|code)\//.test(term.value);
    if (!ours && !/^https?:\/\//.test(term.value)) return term.value;
    const link = document.createElement('a');
    link.href = ours ? '/' + encodeURI(term.value.slice(BASE.length)) : term.value;
    link.rel = 'noreferrer';
    link.textContent = shortened(term.value);
    return link;
  }

  function shortened(iri) {
    const found = Object.entries(prefixes).filter(([, base]) => iri.startsWith(base)).sort((a, b) => b[1].length - a[1].length)[0];
    return found && !iri.slice(found[1].length).includes('/') ? `${found[0]}:${iri.slice(found[1].length)}` : iri;
  }

  byId('run').addEventListener('click', run);
  byId('stop').addEventListener('click', () => running && running.abort());
  byId('draw').addEventListener('click', () => {
    const frame = byId('drawing');
    frame.src = `/draw?query=${encodeURIComponent(declared(editor.getValue()))}`;
    frame.hidden = false;
  });
  byId('examples').addEventListener('change', (event) => {
    const chosen = queries[event.target.value];
    byId('asks').textContent = chosen ? chosen.en : '';
    if (chosen) editor.setValue(chosen.text);
  });
})();
