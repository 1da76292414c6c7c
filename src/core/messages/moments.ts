const RFC3339 =
  /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d)(?::(\d\d)(?:\.(\d+))?)?\s*(?:([Zz])|([+-]\d\d):?(\d\d))?$/u;

/** Two moments, the second later, only as far as they differ: `2026-02-10 09:04:00.53` and `09:04:00.60`. What is not RFC 3339 stays as it is. */
export function momentsApart(first: string, second: string): readonly [string, string] {
  const [one, other] = inOneZone(read(first), read(second));
  if (!one || !other) return [first, second];
  const length = Math.max(
    MINUTE,
    SPELLED.find((end) => one.time.slice(0, end) !== other.time.slice(0, end)) ?? 0,
  );
  const cut = ({ time }: Moment): string => time.slice(0, one.date === other.date ? length : MINUTE);
  const zone = one.zone === UTC ? '' : ` ${one.zone}`;
  const date = one.date === other.date ? '' : `${other.date} `;
  return [`${one.date} ${cut(one)}${zone}`, `${date}${cut(other)}${zone}`];
}

interface Moment {
  readonly date: string;
  /** `09:04:00.534723311`: as long as for every other moment, so that both can be cut alike. */
  readonly time: string;
  readonly zone: string;
}

const UTC = '+00:00';
const MINUTE = '09:04'.length;
/** Where a time may end: minutes, seconds, two digits of the fraction, then any. */
const SPELLED = [5, 8, 11, ...Array.from({ length: 17 }, (_, index) => 12 + index)];

function read(text: string): Moment | undefined {
  const [, date, minute, second = '00', fraction = '', z, hours, minutes] = RFC3339.exec(text) ?? [];
  if (date === undefined || minute === undefined) return undefined;
  const zone = hours === undefined || z !== undefined ? UTC : `${hours}:${minutes}`;
  return { date, time: `${minute}:${second}.${fraction.padEnd(9, '0')}`, zone };
}

/** As they were written where both are of one zone, else in UTC. */
function inOneZone(one: Moment | undefined, other: Moment | undefined): readonly (Moment | undefined)[] {
  return one && other && one.zone !== other.zone ? [inUtc(one), inUtc(other)] : [one, other];
}

function inUtc({ date, time, zone }: Moment): Moment | undefined {
  const milliseconds = Date.parse(`${date}T${time.slice(0, 8)}${zone}`);
  if (Number.isNaN(milliseconds)) return undefined;
  const [day = '', clock = ''] = new Date(milliseconds).toISOString().split('T');
  return { date: day, time: clock.slice(0, 8) + time.slice(8), zone: UTC };
}
