(() => {
  'use strict';
  const root = document.documentElement;
  const data = JSON.parse(document.getElementById('data').textContent);
  const readout = document.getElementById('readout');
  const phases = data.timeline.phases;
  const events = data.timeline.events;
  const spans = data.timeline.spans;
  const marks = data.timeline.marks;
  const dashes = [[], [7, 3], [2.5, 2.5], [8, 3, 2, 3], []];
  let drawn = [];

  const color = (name) => getComputedStyle(root).getPropertyValue('--' + name).trim();

  const number = (value) => {
    if (value == null || !isFinite(value)) return '–';
    const size = Math.abs(value);
    const digits = size >= 1000 || value === Math.round(value) ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
    const parts = (size < 0.01 && size > 0 ? String(+value.toPrecision(2)) : value.toFixed(digits)).split('.');
    parts[0] = parts[0].replace(/\B(?=(\d{3})+$)/g, ',');
    const rest = (parts[1] || '').replace(/0+$/, '');
    return rest ? parts[0] + '.' + rest : parts[0];
  };

  const clock = (seconds) => {
    const whole = Math.round(Math.abs(seconds));
    const two = (n) => String(n).padStart(2, '0');
    const text = whole < 3600
      ? Math.floor(whole / 60) + ':' + two(whole % 60)
      : Math.floor(whole / 3600) + ':' + two(Math.floor(whole / 60) % 60) + ':' + two(whole % 60);
    return seconds < 0 ? '-' + text : text;
  };

  const percentile = (nines) => +(100 * (1 - Math.pow(10, -nines))).toFixed(6) + ' %';

  const xText = (chart, value) => {
    if (value == null) return '';
    switch (chart.scale) {
      case 'time': return clock(value);
      case 'percentile': return percentile(value);
      case 'class': return chart.labels[Math.round(value)] || '';
      default: return number(value);
    }
  };

  const xIncrements = (chart) => {
    switch (chart.scale) {
      case 'time':
        return [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200];
      case 'percentile': return [1];
      case 'class': return [1, 2, 3, 5, 10, 20];
      default: return undefined;
    }
  };

  // The phases as bands and the events as lines, behind the data.
  const backdrop = (plot) => {
    const { ctx, bbox } = plot;
    const ratio = devicePixelRatio;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, 0, bbox.width, bbox.top + bbox.height);
    ctx.clip();
    ctx.font = 11 * ratio + 'px system-ui, sans-serif';
    ctx.textBaseline = 'top';
    ctx.textAlign = 'left';
    for (const phase of phases) {
      const from = Math.max(plot.valToPos(phase.from, 'x', true), bbox.left);
      const to = Math.min(plot.valToPos(phase.to, 'x', true), bbox.left + bbox.width);
      if (to <= from) continue;
      ctx.fillStyle = color('band');
      if (phase.measured) ctx.fillRect(from, bbox.top, to - from, bbox.height);
      ctx.fillStyle = color('line');
      ctx.fillRect(from, bbox.top - 16 * ratio, ratio, bbox.height + 16 * ratio);
      ctx.fillStyle = color(phase.measured ? 'ink' : 'muted');
      const room = to - from - 8 * ratio;
      if (ctx.measureText(phase.name).width <= room) {
        ctx.fillText(phase.name, from + 4 * ratio, bbox.top - 15 * ratio);
      }
    }
    broken(plot);
    ctx.strokeStyle = color('ink-4');
    ctx.fillStyle = color('ink-4');
    ctx.lineWidth = ratio;
    ctx.setLineDash([3 * ratio, 3 * ratio]);
    let free = -1;
    events.forEach((event, index) => {
      const at = plot.valToPos(event.at, 'x', true);
      ctx.beginPath();
      ctx.moveTo(at, bbox.top);
      ctx.lineTo(at, bbox.top + bbox.height);
      ctx.stroke();
      if (at > free) {
        ctx.fillText(String(index + 1), at + 3 * ratio, bbox.top + 2 * ratio);
        free = at + 16 * ratio;
      }
    });
    ctx.restore();
  };

  // What was broken as bars along the upper edge, and when all was good for the last and first time.
  const broken = (plot) => {
    const { ctx, bbox } = plot;
    const ratio = devicePixelRatio;
    const bottom = bbox.top + bbox.height;
    spans.forEach((span, index) => {
      const from = plot.valToPos(span.from, 'x', true);
      const width = Math.max(2 * ratio, plot.valToPos(span.to, 'x', true) - from);
      ctx.fillStyle = color('ink-5');
      ctx.globalAlpha = 0.1;
      ctx.fillRect(from, bbox.top, width, bbox.height);
      ctx.globalAlpha = 1;
      const top = bbox.top + 6 * ratio * (index % 4);
      ctx.fillRect(from, top, width, 4 * ratio);
      const room = width - 6 * ratio;
      const below = bbox.top + (16 + 13 * (index % 4)) * ratio;
      if (ctx.measureText(span.name).width <= room) ctx.fillText(span.name, from + 3 * ratio, below);
    });
    marks.forEach((mark, index) => {
      const at = plot.valToPos(mark.at, 'x', true);
      ctx.fillStyle = color('ink-3');
      ctx.fillRect(at, bbox.top, 1.5 * ratio, bbox.height);
      const width = ctx.measureText(mark.name).width;
      ctx.fillText(mark.name, index === 0 ? at - width - 4 * ratio : at + 5 * ratio, bottom - 14 * ratio);
    });
  };

  // Keeps the data from running through a word.
  const behind = (ctx, left, top, width) => {
    const ratio = devicePixelRatio;
    ctx.globalAlpha = 0.85;
    ctx.fillStyle = color('card');
    ctx.fillRect(left - 2 * ratio, top - ratio, width + 4 * ratio, 13 * ratio);
    ctx.globalAlpha = 1;
  };

  const limitLines = (plot, chart) => {
    const { ctx, bbox } = plot;
    const ratio = devicePixelRatio;
    ctx.save();
    ctx.strokeStyle = color('ink-limit');
    ctx.fillStyle = color('muted');
    ctx.font = 11 * ratio + 'px system-ui, sans-serif';
    ctx.textAlign = 'right';
    ctx.textBaseline = 'bottom';
    ctx.setLineDash([4 * ratio, 4 * ratio]);
    ctx.lineWidth = 1.5 * ratio;
    for (const limit of chart.limits) {
      const y = plot.valToPos(limit.value, 'y', true);
      if (y < bbox.top || y > bbox.top + bbox.height) continue;
      ctx.beginPath();
      ctx.moveTo(bbox.left, y);
      ctx.lineTo(bbox.left + bbox.width, y);
      ctx.stroke();
      const text = limit.name + ' ' + number(limit.value);
      const right = bbox.left + bbox.width - 4 * ratio;
      behind(ctx, right - ctx.measureText(text).width, y - 15 * ratio, ctx.measureText(text).width);
      ctx.fillStyle = color('muted');
      ctx.fillText(text, right, y - 2 * ratio);
    }
    ctx.restore();
  };

  // The highest and the lowest point in view of the last series, with their values.
  const extremes = (plot, chart) => {
    const last = chart.series.length;
    const values = plot.data[last];
    const { min, max } = plot.scales.x;
    let low = -1;
    let high = -1;
    plot.data[0].forEach((x, i) => {
      if (values[i] == null || x < min || x > max) return;
      if (low < 0 || values[i] < values[low]) low = i;
      if (high < 0 || values[i] > values[high]) high = i;
    });
    if (high < 0) return;
    mark(plot, chart, last, high, 'max ');
    if (!chart.series[last - 1].bars && values[low] !== values[high]) mark(plot, chart, last, low, 'min ');
  };

  const mark = (plot, chart, index, point, word) => {
    const { ctx, bbox } = plot;
    const ratio = devicePixelRatio;
    const value = plot.data[index][point];
    const x = plot.valToPos(plot.data[0][point], 'x', true);
    const y = plot.valToPos(value, 'y', true);
    const text = word + number(value);
    ctx.save();
    ctx.font = '600 ' + 11 * ratio + 'px system-ui, sans-serif';
    const width = ctx.measureText(text).width;
    const left = Math.min(Math.max(x - width / 2, bbox.left + 2 * ratio), bbox.left + bbox.width - width - 2 * ratio);
    const above = word === 'max ' ? y - 18 * ratio >= bbox.top : y + 18 * ratio > bbox.top + bbox.height;
    const top = above ? y - 17 * ratio : y + 6 * ratio;
    behind(ctx, left, top, width);
    ctx.fillStyle = color('ink');
    ctx.textBaseline = 'top';
    ctx.textAlign = 'left';
    ctx.fillText(text, left, top);
    ctx.beginPath();
    ctx.arc(x, y, 2.5 * ratio, 0, 2 * Math.PI);
    ctx.fill();
    ctx.restore();
  };

  const range = (chart) => (plot, low, high) => {
    const drawnLimits = chart.limits.map((limit) => limit.value);
    if (chart.log) {
      let least = Infinity;
      for (const series of plot.data.slice(1)) {
        for (const value of series) if (value > 0 && value < least) least = value;
      }
      const top = Math.max(high || 1, ...drawnLimits) * 1.6;
      return [Math.min(isFinite(least) ? least / 1.6 : 1, top / 10), top];
    }
    // A limit far above the data would flatten it; it is then named in the legend only.
    const near = drawnLimits.filter((value) => value <= 3 * (high || 0) || !high);
    const top = Math.max(high || 0, ...near);
    return [Math.min(0, low || 0), top > 0 ? top * 1.15 : 1];
  };

  const options = (chart, width) => {
    const time = chart.scale === 'time';
    const compact = width < 480;
    const grid = { stroke: color('grid'), width: 1 };
    const axis = {
      stroke: color('muted'), grid, ticks: { stroke: color('line'), width: 1, size: 4 },
      font: '12px system-ui, sans-serif',
    };
    const bars = uPlot.paths.bars({ size: [0.8, 60], align: 0 });
    return {
      width,
      height: compact ? 210 : 240,
      padding: [time ? 20 : 14, chart.scale === 'percentile' ? 26 : 14, 0, 0],
      legend: { show: false },
      focus: { alpha: 1 },
      cursor: {
        y: false, points: { size: 7 },
        drag: { x: true, y: false, setScale: true },
        sync: time ? { key: 'time', scales: ['x', null] } : undefined,
      },
      scales: {
        x: { time: false, range: xRange(chart) },
        y: { distr: chart.log ? 3 : 1, log: 10, range: range(chart) },
      },
      axes: [
        Object.assign({}, axis, {
          size: 34, space: compact ? 62 : 80, incrs: xIncrements(chart),
          values: (plot, splits) => splits.map((value) => axisText(chart, value)),
        }),
        Object.assign({}, axis, {
          size: 58, space: 34, incrs: whole(chart) ? wholeSteps : undefined,
          values: (plot, splits) => splits.map((value) => (value == null ? '' : axisNumber(plot, chart, value))),
        }),
      ],
      series: [{}].concat(chart.series.map((series) => ({
        label: series.name, stroke: color('ink-' + series.ink),
        width: series.ink === 1 || series.bars ? 1.5 : 1.75,
        fill: series.bars ? color('ink-' + series.ink) + '99' : undefined,
        dash: series.bars ? undefined : dashes[series.ink - 1],
        paths: series.bars ? bars : undefined,
        points: { show: !series.bars && series.values.length < 30, size: 6 },
        spanGaps: false,
      }))),
      hooks: {
        drawClear: time ? [backdrop] : [],
        draw: [(plot) => limitLines(plot, chart), (plot) => extremes(plot, chart)],
        setCursor: [(plot) => live(plot, chart)],
      },
    };
  };

  // Things that are counted have no fractions on their axis.
  const whole = (chart) => !chart.log && chart.unit === '' && chart.series.every((series) =>
    series.values.every((value) => value == null || value === Math.round(value)));
  const wholeSteps = [1, 2, 5].flatMap((digit) => [...Array(12).keys()].map((power) => digit * Math.pow(10, power)))
    .sort((a, b) => a - b);

  const xRange = (chart) => (plot, low, high) => {
    if (chart.scale === 'class') return [low - 0.6, high + 0.6];
    if (chart.scale === 'time' && low === chart.x[0] && high === chart.x[chart.x.length - 1]) {
      return [0, Math.max(data.timeline.end, high)];
    }
    return low === high ? [low - 1, high + 1] : [low, high];
  };

  const axisText = (chart, value) => {
    if (chart.scale === 'class' && value !== Math.round(value)) return '';
    return xText(chart, value);
  };

  const axisNumber = (plot, chart, value) => {
    if (!chart.log) return number(value);
    const first = value / Math.pow(10, Math.floor(Math.log10(value) + 1e-9));
    const wanted = plot.scales.y.max / plot.scales.y.min > 2000 ? [1] : [1, 2, 5];
    return wanted.some((digit) => Math.abs(first - digit) < 1e-6) ? number(value) : '';
  };

  // The values under the cursor, shown in the legend.
  const live = (plot, chart) => {
    const index = plot.cursor.idx;
    const inside = index != null && plot.cursor.left >= 0;
    chart.legend.forEach((place, i) => {
      const value = inside ? plot.data[i + 1][index] : null;
      place.textContent = inside ? number(value) + ' at ' + xText(chart, plot.data[0][index]) : '';
    });
  };

  const step = (plot, chart) => (key) => {
    const moves = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10, Home: -1e9, End: 1e9 };
    if (key.key === 'Escape') {
      plot.setCursor({ left: -10, top: -10 });
      return;
    }
    if (!(key.key in moves)) return;
    key.preventDefault();
    const last = plot.data[0].length - 1;
    const from = plot.cursor.idx == null || plot.cursor.left < 0 ? (moves[key.key] > 0 ? -1 : last + 1) : plot.cursor.idx;
    const to = Math.min(last, Math.max(0, from + moves[key.key]));
    plot.setCursor({ left: plot.valToPos(plot.data[0][to], 'x'), top: 10 });
    readout.textContent = xText(chart, plot.data[0][to]) + ': ' + chart.series
      .map((series) => series.name + ' ' + number(series.values[to]) + ' ' + chart.unit).join(', ');
  };

  const draw = (place, width) => {
    const chart = data.charts[place.dataset.chart];
    if (!chart.x.length) {
      place.dataset.empty = '';
      return;
    }
    chart.legend = [...place.parentElement.querySelectorAll('.legend .live')];
    const values = chart.log
      ? chart.series.map((series) => series.values.map((value) => (value > 0 ? value : null)))
      : chart.series.map((series) => series.values);
    const plot = new uPlot(options(chart, width), [chart.x].concat(values), place);
    place.tabIndex = 0;
    place.onkeydown = step(plot, chart);
    drawn.push({ plot, place, width });
  };

  const redraw = (width) => {
    drawn.forEach(({ plot }) => plot.destroy());
    drawn = [];
    for (const place of document.querySelectorAll('.plot')) {
      draw(place, width || Math.floor(place.clientWidth));
    }
  };

  root.classList.add('drawn');
  redraw();
  let pending = 0;
  addEventListener('resize', () => {
    cancelAnimationFrame(pending);
    pending = requestAnimationFrame(() => {
      for (const { plot, place } of drawn) {
        const width = Math.floor(place.clientWidth);
        if (width !== plot.width) plot.setSize({ width, height: width < 480 ? 210 : 240 });
      }
    });
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => redraw());
  addEventListener('beforeprint', () => {
    root.classList.add('printing');
    redraw(660);
  });
  addEventListener('afterprint', () => {
    root.classList.remove('printing');
    redraw();
  });
})();
