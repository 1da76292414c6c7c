import type { Audit, AuditedId, AuditedThing } from '../../core/history/audit.ts';
import { escaped } from './markup.ts';
import { dayOf } from '../parts/lapse.ts';

/** Where the lanes begin, below the axis. */
const TOP = 24;
/** Units of the time axis. */
const WIDE = 1000;
const CLOSE = 6;
const ROOMY = 16;
const LANE_OF_COLLISION = 30;
/** Up to so many IDs each has a label. */
const FEW = 60;

interface Lane {
  readonly id: AuditedId;
  /** Its middle. */
  readonly y: number;
  readonly height: number;
}

/** The lives of all IDs as a picture: a lane for each, in the order of their numbers, time from left to right. The table says the same. */
export function picture(audit: Audit): string {
  const lanes = lanesOf(audit.ids);
  const time = timeOf(audit);
  const height = lanes.reduce((sum, lane) => sum + lane.height, TOP) + 8;
  return [
    `<div class="picture" role="img" aria-label="${escaped(labelOf(audit, time))}">`,
    `<svg height="${height}" aria-hidden="true">${labels(lanes)}</svg>`,
    `<svg height="${height}" aria-hidden="true">`,
    `<svg class="chart" height="${height}" viewBox="0 0 ${WIDE} ${height}" preserveAspectRatio="none">`,
    grid(height),
    markPath(audit, lanes, time),
    ...bars(lanes, time),
    '</svg>',
    axis(time),
    ...lanes.map((lane) => sign(lane, audit, time)),
    '</svg></div>',
  ].join('');
}

function lanesOf(ids: readonly AuditedId[]): readonly Lane[] {
  let top = TOP;
  return ids.map((id) => {
    const usual = ids.length > FEW ? CLOSE : ROOMY;
    const height = id.collision === null ? usual : LANE_OF_COLLISION;
    const lane = { id, y: top + height / 2, height };
    top += height;
    return lane;
  });
}

interface Time {
  readonly start: number;
  readonly end: number;
}

function timeOf({ ids, marks, head }: Audit): Time {
  const things = ids.flatMap(({ things }) => things.flatMap(({ from, to }) => [from, to]));
  const moments = [...things, ...marks.map(({ date }) => date), head?.date]
    .map((moment) => Date.parse(moment ?? ''))
    .filter((moment) => !Number.isNaN(moment));
  const start = moments.reduce((low, moment) => Math.min(low, moment), moments[0] ?? 0);
  return { start, end: moments.reduce((high, moment) => Math.max(high, moment), start) };
}

/** Where a moment is, from 0 to `WIDE`. */
function placeOf(moment: string | null, { start, end }: Time, otherwise: number): number {
  const at = Date.parse(moment ?? '');
  if (Number.isNaN(at)) return otherwise;
  return end === start ? 0 : Math.round(((at - start) / (end - start)) * WIDE);
}

function labelOf({ ids, collisions }: Audit, time: Time): string {
  const [from, to] = [time.start, time.end].map((moment) => dayOf(new Date(moment).toISOString()));
  return `IDs by number: ${ids.length}, from ${from} to ${to}; collisions: ${collisions.length}. The tables say the same.`;
}

function axis({ start, end }: Time): string {
  const [from, to] = [start, end].map((moment) => dayOf(new Date(moment).toISOString()));
  return `<text class="soft" x="0" y="12">${from}</text><text class="soft" x="100%" y="12" text-anchor="end">${to}</text>`;
}

function grid(height: number): string {
  const lines = [0, 250, 500, 750, WIDE].map((x) => `M${x} ${TOP - 6}V${height}`);
  return `<path class="grid" d="${lines.join('')}"/>`;
}

/** The mark as steps: at its number's lane, or where that would be. */
function markPath({ marks }: Audit, lanes: readonly Lane[], time: Time): string {
  const steps = marks.map(({ date, mark }, at) => {
    const x = placeOf(date, time, 0);
    const y = heightOf(mark, lanes);
    return at === 0 ? `M${x} ${y}` : `H${x}V${y}`;
  });
  return steps.length === 0 ? '' : `<path class="mark" d="${steps.join('')}H${WIDE}"/>`;
}

/** The lower edge of the last lane whose number is not above a mark. */
function heightOf(mark: number, lanes: readonly Lane[]): number {
  let [low, high] = [0, lanes.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((lanes[middle]?.id.number ?? 0) <= mark) low = middle + 1;
    else high = middle;
  }
  const lane = lanes[low - 1];
  return lane ? lane.y + lane.height / 2 : TOP;
}

/** A path for each state, so that a thousand lanes take little room. */
function bars(lanes: readonly Lane[], time: Time): readonly string[] {
  const paths = new Map<AuditedThing['state'], string[]>();
  for (const { id, y } of lanes) {
    for (const [at, thing] of id.things.entries()) {
      const own = y + (id.things.length > 1 ? (at % 2 === 0 ? -9 : 9) : 0);
      const x = placeOf(thing.from, time, 0);
      const bar = `M${x} ${own}H${Math.max(placeOf(thing.to, time, WIDE), x)}`;
      paths.set(thing.state, [...(paths.get(thing.state) ?? []), bar]);
    }
  }
  return [...paths].map(([state, parts]) => `<path class="${state}" d="${parts.join('')}"/>`);
}

/** As many labels as there is room for; collisions always have theirs. */
function labels(lanes: readonly Lane[]): string {
  let last = 0;
  const shown = lanes.map(({ id, y, height }, at) => {
    const next = lanes[at + 1];
    const isTight = next?.id.collision !== null && next !== undefined && next.y - y < ROOMY;
    if (y - last < 13 || (height === CLOSE && isTight)) return '';
    last = y;
    return `<text x="0" y="${y + 4}"${id.collision === null ? ' class="soft"' : ''}>${escaped(short(id.id))}</text>`;
  });
  return shown.join('');
}

/** What fits left of the lanes. */
function short(id: string): string {
  return id.length > 13 ? `…${id.slice(-12)}` : id;
}

/** A diamond where a collision is open, a square otherwise, and the word beside it. */
function sign({ id, y }: Lane, { collisions }: Audit, time: Time): string {
  if (id.collision === null) return '';
  const since = collisions.find((one) => one.id === id.id)?.since?.date ?? null;
  const at = placeOf(since, time, 0) / 10;
  const shape = id.collision === 'open' ? 'M0-6L6 0L0 6L-6 0Z' : 'M-5-5H5V5H-5Z';
  const side = at > 60 ? 'dx="-10" text-anchor="end"' : 'dx="10"';
  return [
    `<svg x="${at}%" y="${y}" class="at"><path class="sign ${id.collision}" d="${shape}"/></svg>`,
    `<text class="word" x="${at}%" y="${y + 4}" ${side}>${id.collision}</text>`,
  ].join('');
}
