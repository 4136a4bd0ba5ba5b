'use strict';
(() => {
  const digits = v => Number.isInteger(v) || Math.abs(v) >= 100 ? String(Math.round(v)) : v.toFixed(Math.abs(v) >= 10 ? 1 : 2);
  const count = v => String(Math.round(v)).replace(/\B(?=(\d{3})+(?!\d))/g, '\u202f');
  const bytes = v => {
    const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
    let unit = 0;
    for (; Math.abs(v) >= 1024 && unit < units.length - 1; unit++) v /= 1024;
    return digits(v) + ' ' + units[unit];
  };
  const duration = v => {
    const size = Math.abs(v);
    return size < 1e3 ? digits(v) + ' ns' : size < 1e6 ? digits(v / 1e3) + ' µs'
      : size < 1e9 ? digits(v / 1e6) + ' ms' : digits(v / 1e9) + ' s';
  };
  // The percentile whose distance from 100 % is one part in v.
  const nines = v => {
    const places = Math.max(0, Math.ceil(Math.log10(v)) - 1);
    return 'p' + Number((100 - 100 / v).toFixed(places));
  };
  const seconds = v => digits(v) + ' s';
  const words = {count, bytes, duration, nines, seconds};

  // Charts say by a word what their numbers are; here the words become functions.
  const filled = value => {
    if (typeof value === 'string' && value[0] === '@' && words[value.slice(1)]) return words[value.slice(1)];
    if (Array.isArray(value)) return value.map(filled);
    if (value && typeof value === 'object') {
      return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, filled(one)]));
    }
    return value;
  };
  // What floats beside a cell of a heat map or a tile: names and figures are text, never markup.
  const escaped = text => String(text).replace(/[&<>"']/g, c => '&#' + c.charCodeAt(0) + ';');
  const tips = {
    tile: o => one => escaped((one.treePathInfo || []).map(p => p.name).filter(Boolean).join('')) + '<br>' + bytes(one.value),
    heat: o => one => escaped(o.redkit.x[one.value[0]]) + ' s, ' + escaped(o.redkit.y[one.value[1]]) + '<br>' + count(one.value[2]),
    nines: o => all => nines(all[0].axisValue) + all.map(one => '<br>' + one.marker + escaped(one.seriesName) + ' ' + duration(one.value[1])).join('')
  };

  const night = matchMedia('(prefers-color-scheme: dark)');
  const charts = [];
  for (const source of document.querySelectorAll('script[data-chart]')) {
    const place = document.getElementById(source.dataset.chart);
    const read = JSON.parse(source.textContent);
    const option = filled(read);
    option.backgroundColor = 'transparent';
    option.animation = false;
    if (option.redkit && tips[option.redkit.tip]) {
      option.tooltip = Object.assign(option.tooltip || {}, {formatter: tips[option.redkit.tip](option)});
    }
    charts.push({place, option, chart: null});
  }
  const draw = () => {
    for (const one of charts) {
      if (one.chart) one.chart.dispose();
      one.chart = echarts.init(one.place, night.matches ? 'dark' : null);
      one.chart.setOption(one.option);
    }
  };
  draw();
  night.addEventListener('change', draw);
  addEventListener('resize', () => charts.forEach(one => one.chart.resize()));

  for (const section of document.querySelectorAll('section.table')) {
    const body = section.querySelector('tbody');
    const heads = [...section.querySelectorAll('th')];
    heads.forEach((head, column) => head.querySelector('button').addEventListener('click', () => {
      const down = head.getAttribute('aria-sort') !== 'descending';
      heads.forEach(other => other.removeAttribute('aria-sort'));
      head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      const key = row => {
        const cell = row.cells[column];
        return cell.dataset.number === undefined ? cell.textContent : Number(cell.dataset.number);
      };
      const sign = down ? -1 : 1;
      const order = (a, b) => {
        const x = key(a), y = key(b);
        return sign * (typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y)));
      };
      body.append(...[...body.rows].sort(order));
    }));
    const search = section.querySelector('input[type=search]');
    if (search) {
      search.addEventListener('input', () => {
        const wanted = search.value.toLowerCase();
        for (const row of body.rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
      });
    }
  }
  document.documentElement.dataset.charts = charts.filter(one => one.chart.getOption().series.some(s => (s.data || []).length)).length;
})();
