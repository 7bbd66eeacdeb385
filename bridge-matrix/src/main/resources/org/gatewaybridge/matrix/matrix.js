(() => {
  'use strict';

  const byId = (id) => document.getElementById(id);
  const evidence = JSON.parse(byId('evidence').textContent);
  const table = byId('matrix');
  const rows = Array.from(table.querySelectorAll('tr[data-row]'));
  const part = (parent, selector) => parent.querySelector(selector).textContent;

  // Text from outside only ever becomes textContent.
  const element = (name, text, className) => {
    const made = document.createElement(name);
    made.textContent = text;
    made.className = className || '';
    return made;
  };

  const dialog = byId('dialog');
  const list = byId('dialog-evidence');

  const tell = (what, text, className) => {
    const group = document.createElement('div');
    group.append(element('dt', what), element('dd', text, className));
    list.append(group);
  };

  // Without the empty line that ends a head with no body after it.
  const message = (text) => text.replace(/\r?\n\r?\n$/, '') || '(nothing)';

  const open = (button) => {
    const row = button.closest('tr');
    const column = button.parentElement.cellIndex;
    const heading = table.tHead.rows[0].cells[column];
    const cell = evidence.cells[row.dataset.row][column - 1] || [0, 0, 0, 0];
    const text = (index) => evidence.texts[cell[index]];

    byId('dialog-title').textContent = part(row, '.id') + ' ' + part(row, '.title');
    byId('dialog-where').replaceChildren(
      element('span', part(button, 'b'), 'mark ' + button.className),
      ' on ' + part(heading, '.name') + ' ' + part(heading, '.version') + ', ' + part(heading, '.jdk') +
        (button.querySelector('span') ? ', in ' + part(button, 'span') : ''));

    list.replaceChildren();
    [['Reason', 0, 'prose'], ['Wanted', 1], ['Observed', 2]]
      .filter(([, index]) => text(index) !== '')
      .forEach(([what, index, className]) => tell(what, text(index), className));
    for (let index = 4; index < cell.length; index += 2) {
      tell('Sent', message(text(index)));
      tell('Came', message(text(index + 1)));
    }
    if (cell[3] > 0) {
      tell('More', cell[3] + ' further exchanges are not on this page', 'prose');
    }
    tell('Source', part(row, '.source'), 'prose');
    dialog.showModal();
    dialog.scrollTop = 0;
  };

  table.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (button) {
      open(button);
    }
  });
  byId('close').addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) {
      dialog.close();
    }
  });

  const words = byId('words');
  const which = byId('which');
  const searched = rows.map((row) =>
    (row.cells[0].textContent + ' ' + part(row.parentElement, '.area-name')).toLowerCase());
  const wanted = {
    all: () => true,
    different: (row) => row.dataset.worst !== 'pass',
    fail: (row) => row.dataset.worst === 'fail',
  };

  const filter = () => {
    const asked = words.value.toLowerCase().split(/\s+/);
    let shown = 0;
    rows.forEach((row, index) => {
      row.hidden = !wanted[which.value](row) || !asked.every((word) => searched[index].includes(word));
      shown += row.hidden ? 0 : 1;
    });
    for (const area of table.tBodies) {
      area.hidden = !area.querySelector('tr[data-row]:not([hidden])');
    }
    byId('shown').textContent = shown + ' of ' + rows.length + ' cases';
  };
  words.addEventListener('input', filter);
  which.addEventListener('change', filter);
  byId('filter').hidden = false;

  // A difference links to its case, which the filter may have hidden.
  document.addEventListener('click', (event) => {
    if (event.target.closest('a[href^="#case-"]')) {
      words.value = '';
      which.value = 'all';
      filter();
    }
  });
  filter();
})();
